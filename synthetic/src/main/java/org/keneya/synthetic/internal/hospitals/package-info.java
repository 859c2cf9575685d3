// SPDX-License-Identifier: Apache-2.0
/** Where made-up hospitals stand, what they are called, and which beds they have. */
@NullMarked
package org.keneya.synthetic.internal.hospitals;

import org.jspecify.annotations.NullMarked;
