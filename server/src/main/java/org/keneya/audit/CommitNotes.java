// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.store.CommitHook;
import org.keneya.store.MasterKey;
import org.keneya.store.Scope;
import org.keneya.store.Stored;
import org.keneya.store.Trail;
import org.keneya.store.Written;

/** The audit entry of a write, kept in the transaction of the write itself. */
final class CommitNotes implements CommitHook {
    private static final String PURPOSE = "commit note";

    private final MasterKey key;
    private final Clock clock;

    CommitNotes(MasterKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    @Override
    public byte @Nullable [] note(Scope scope, List<Written> written) {
        List<Written> changed = written.size() == 1 && isChange(written.getFirst())
                ? written
                : written.stream().filter(CommitNotes::isChange).toList();
        if (changed.isEmpty()) {
            return null;
        }
        Trail trail = Trail.current();
        Origin origin = trail != null && trail.context() instanceof Origin known ? known : Origin.OWN_WORK;
        Written first = changed.getFirst();
        boolean alone = changed.size() == 1;
        Set<Long> patients = new HashSet<>();
        for (Written one : changed) {
            if (one.stored().patient() != 0 && patients.size() < Trail.MOST_PATIENTS) {
                patients.add(one.stored().patient());
            }
        }
        Entry entry = origin.entry(
                clock.millis(),
                alone ? action(first) : 'E',
                alone ? what(first) : "transaction",
                "0",
                0,
                scope.actor(),
                alone ? first.stored().type() + "/" + first.stored().id() : "",
                List.of(),
                alone
                        ? List.of(first.stored().toString())
                        : changed.stream()
                                .limit(Trail.MOST_NAMED)
                                .map(Written::stored)
                                .map(Stored::toString)
                                .toList(),
                changed.size(),
                patients);
        return key.wrap(Waiting.of(scope.tenant(), entry).carried(), PURPOSE);
    }

    static byte[] open(MasterKey key, byte[] note) {
        return key.unwrap(note, PURPOSE);
    }

    private static boolean isChange(Written one) {
        return switch (one.outcome()) {
            case CREATED, UPDATED, DELETED -> true;
            case UNCHANGED, EXISTING -> false;
        };
    }

    private static char action(Written one) {
        return switch (one.outcome()) {
            case CREATED -> 'C';
            case DELETED -> 'D';
            default -> 'U';
        };
    }

    private static String what(Written one) {
        return switch (one.outcome()) {
            case CREATED -> "create";
            case DELETED -> "delete";
            default -> "update";
        };
    }
}
