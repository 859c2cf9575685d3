// SPDX-License-Identifier: Apache-2.0
/** The validator behind the door, and where it finds its profiles. */
@NullMarked
package org.keneya.validation.internal;

import org.jspecify.annotations.NullMarked;
