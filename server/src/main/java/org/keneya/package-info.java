// SPDX-License-Identifier: Apache-2.0
/** The application. Every package directly below is a room with a noun, a door and its own tables. */
@NullMarked
package org.keneya;

import org.jspecify.annotations.NullMarked;
