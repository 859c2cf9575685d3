// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;

/**
 * Who wants something of the beds.
 *
 * @param tenant theirs
 * @param login keyed hash of the account
 * @param nation whether they see and act on everything: regulators and programs of the platform
 * @param allocates whether they may ask for beds
 * @param keeps whether they may keep the beds of their own establishment's hospitals
 */
record Asker(Tenant tenant, long login, boolean nation, boolean allocates, boolean keeps) {

    /** @param establishment of the hospital; null when it is not on this platform */
    boolean mayAct(Allocation allocation, @Nullable Integer establishment) {
        return nation
                || allocates && allocation.tenant() == tenant.id()
                || keeps && Objects.equals(establishment, tenant.id());
    }
}
