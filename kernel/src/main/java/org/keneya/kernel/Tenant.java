// SPDX-License-Identifier: Apache-2.0
package org.keneya.kernel;

/**
 * An establishment, or a group of them, whose data is apart from every other's: own keys, own rows.
 *
 * @param id small positive number, leads every key in the database
 */
public record Tenant(int id) {
    public Tenant {
        if (id <= 0) {
            throw new IllegalArgumentException("tenant id (%d) must be positive".formatted(id));
        }
    }
}
