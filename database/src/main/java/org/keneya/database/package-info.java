// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded PostgreSQL: unpacked, initialised, tuned, started, supervised and stopped by this program, as an ordinary
 * user or as root. Durability is on. Owns the folders {@code database}, {@code secrets/postgresql*}, {@code logs/postgresql*}
 * and {@code postgresql-<version>} of the data directory and no table; calls no other room.
 */
@NullMarked
package org.keneya.database;

import org.jspecify.annotations.NullMarked;
