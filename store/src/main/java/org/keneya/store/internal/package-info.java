// SPDX-License-Identifier: Apache-2.0
/** How the store does it: index rows, codecs, statements. Closed to everyone outside the store. */
@NullMarked
package org.keneya.store.internal;

import org.jspecify.annotations.NullMarked;
