// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import javax.sql.DataSource;

/**
 * The ways to the database.
 *
 * @param reads for what is found by its key: a short statement time-out, plans kept
 * @param searches for what is looked for: a short statement time-out; every statement planned with its values, for how many
 *     rows they stand for differs by orders of magnitude
 * @param writes for transactions
 */
public record Connections(DataSource reads, DataSource searches, DataSource writes) {}
