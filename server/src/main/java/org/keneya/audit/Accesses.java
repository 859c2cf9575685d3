// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;

/** Looks entries up, newest first: the index tells the rows, what is in them decides. */
final class Accesses {
    private final PgAudit table;
    private final FhirStore store;

    Accesses(PgAudit table, FhirStore store) {
        this.table = table;
        this.store = store;
    }

    /** An entry and its number in the log. */
    record Numbered(long number, Entry entry) {}

    /**
     * Which entries are wanted.
     *
     * @param patient logical id of the patient concerned; null for all
     * @param who login; null for all
     * @param from first millisecond
     * @param to last millisecond
     * @param before number all found are below; {@link Long#MAX_VALUE} for the newest
     * @param most how many at most
     */
    record Asked(@Nullable String patient, @Nullable String who, long from, long to, long before, int most) {}

    List<Numbered> find(Tenant tenant, Asked asked) throws SQLException {
        long patient = asked.patient() == null ? 0 : store.patient(tenant, asked.patient());
        Predicate<Entry> wanted = entry -> entry.at() >= asked.from()
                && entry.at() <= asked.to()
                && (asked.who() == null || entry.who().equals(asked.who()))
                && (asked.patient() == null || entry.patients().contains(patient));
        List<Long> words = new ArrayList<>();
        if (asked.patient() != null) {
            words.add(patient);
        }
        if (asked.who() != null) {
            words.add(store.keyed(tenant, asked.who()));
        }
        List<Numbered> found = new ArrayList<>();
        MasterKey key = table.key(tenant.id());
        table.newest(tenant.id(), asked.before(), asked.from(), asked.to(), words, block -> {
            List<byte[]> entries = Block.open(key, tenant.id(), block.first(), block.count(), block.content());
            for (int i = entries.size() - 1; i >= 0 && found.size() < asked.most(); i--) {
                Entry entry = Entry.of(entries.get(i));
                if (block.first() + i < asked.before() && wanted.test(entry)) {
                    found.add(new Numbered(block.first() + i, entry));
                }
            }
            return found.size() < asked.most();
        });
        return found;
    }
}
