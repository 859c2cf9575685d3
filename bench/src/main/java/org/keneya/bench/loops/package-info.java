// SPDX-License-Identifier: Apache-2.0
/** The inner loops of the model, measured with JMH. Those of the store are in {@code org.keneya.store.internal.StoreLoops}. */
@NullMarked
package org.keneya.bench.loops;

import org.jspecify.annotations.NullMarked;
