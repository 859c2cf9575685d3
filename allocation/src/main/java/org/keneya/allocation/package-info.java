// SPDX-License-Identifier: Apache-2.0
/**
 * Which bed of which hospital an emergency gets: a pure function of a census of all beds, the emergency, a policy and travel
 * times. No clock, no randomness, no input or output. Owns no table and calls nothing.
 */
@NullMarked
package org.keneya.allocation;

import org.jspecify.annotations.NullMarked;
