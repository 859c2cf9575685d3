// SPDX-License-Identifier: Apache-2.0
/**
 * A nation's beds for a day, in memory: two thousand hospitals in towns of France, sixty thousand made-up emergencies, ways of
 * choosing side by side. A function of the seed. Run by {@link org.keneya.bench.BedDay}.
 */
@NullMarked
package org.keneya.bench.beds;

import org.jspecify.annotations.NullMarked;
