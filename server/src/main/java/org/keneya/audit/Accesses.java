// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;

/** Looks entries up, newest first: the index tells the rows, what is in them decides. */
final class Accesses {
    /** Entries opened for one page at most; then it is shorter than asked for, and the next goes on from there. */
    private static final int MOST_OPENED = 200_000;

    private final PgAudit table;
    private final FhirStore store;

    Accesses(PgAudit table, FhirStore store) {
        this.table = table;
        this.store = store;
    }

    /**
     * An entry and its number in the log.
     *
     * @param bytes as they were sealed
     */
    record Numbered(long number, Entry entry, byte[] bytes) {}

    /**
     * A page.
     *
     * @param next number all entries of the next page are below; -1 when there is none
     */
    record Found(List<Numbered> entries, long next) {}

    /**
     * Which entries are wanted.
     *
     * @param patient logical id of the patient concerned; null for all
     * @param who login; null for all
     * @param from first millisecond
     * @param to last millisecond
     * @param also what else must hold
     */
    record Asked(@Nullable String patient, @Nullable String who, long from, long to, Predicate<Entry> also) {}

    /** What is given along the way. */
    @FunctionalInterface
    interface Taker {
        /** @return whether there is need for more */
        boolean take(Numbered one);
    }

    /**
     * @param before number all found are below; {@link Long#MAX_VALUE} for the newest
     * @param most how many at most
     */
    Found find(Tenant tenant, Asked asked, long before, int most) throws SQLException {
        List<Numbered> found = new ArrayList<>();
        boolean[] more = {false};
        long end = each(tenant, asked, before, one -> {
            if (found.size() == most) {
                more[0] = true;
                return false;
            }
            return found.add(one);
        });
        long next = more[0] ? found.isEmpty() ? before : found.getLast().number() : end;
        return new Found(found, next);
    }

    /**
     * Gives what is wanted, newest first, until no more is.
     *
     * @return number below which nothing was looked at, because it would have been too much; -1 otherwise
     */
    long each(Tenant tenant, Asked asked, long before, Taker taker) throws SQLException {
        long patient = asked.patient() == null ? 0 : store.patient(tenant, asked.patient());
        Predicate<Entry> wanted = entry -> entry.at() >= asked.from()
                && entry.at() <= asked.to()
                && (asked.who() == null || entry.who().equals(asked.who()))
                && (asked.patient() == null || entry.patients().contains(patient))
                && asked.also().test(entry);
        List<Long> words = new ArrayList<>();
        if (asked.patient() != null) {
            words.add(patient);
        }
        if (asked.who() != null) {
            words.add(store.keyed(tenant, asked.who()));
        }
        long[] opened = {0, -1};
        MasterKey key = table.key(tenant.id());
        table.newest(tenant.id(), before, asked.from(), asked.to(), words, block -> {
            if (opened[0] > MOST_OPENED) {
                opened[1] = block.first() + block.count();
                return false;
            }
            opened[0] += block.count();
            List<byte[]> entries = Block.open(key, tenant.id(), block.first(), block.count(), block.content());
            for (int i = entries.size() - 1; i >= 0; i--) {
                if (block.first() + i < before) {
                    Entry entry = Entry.of(entries.get(i));
                    if (wanted.test(entry) && !taker.take(new Numbered(block.first() + i, entry, entries.get(i)))) {
                        return false;
                    }
                }
            }
            return true;
        });
        return opened[1];
    }

    /** One entry by its number. */
    Optional<Numbered> find(Tenant tenant, long number) throws SQLException {
        MasterKey key = table.key(tenant.id());
        List<Numbered> found = new ArrayList<>(1);
        table.each(tenant.id(), number, block -> {
            if (block.first() <= number && number < block.first() + block.count()) {
                byte[] bytes = Block.open(key, tenant.id(), block.first(), block.count(), block.content())
                        .get((int) (number - block.first()));
                found.add(new Numbered(number, Entry.of(bytes), bytes));
            }
            return false;
        });
        return found.stream().findFirst();
    }
}
