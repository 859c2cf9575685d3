// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import org.keneya.allocation.Emergency;

/**
 * One emergency of the days played.
 *
 * @param second since the first midnight
 * @param region where it happens
 * @param stayDays how long the bed will be needed
 */
public record Call(int second, Emergency emergency, String region, double stayDays) {}
