// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.store.Annex;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Stored;

/** The log as FHIR AuditEvents, newest first. A page's cursor is the number of its last entry: what comes in later moves nothing. */
final class AuditAnnex implements Annex {
    private static final Pattern OURS = Pattern.compile(AuditEvents.ID + "[0-9]{1,18}");

    private final AuditLog log;
    private final Accesses accesses;

    AuditAnnex(AuditLog log, Accesses accesses) {
        this.log = log;
        this.accesses = accesses;
    }

    @Override
    public String type() {
        return "AuditEvent";
    }

    @Override
    public boolean owns(String id) {
        return id.startsWith(AuditEvents.ID);
    }

    @Override
    public Optional<Stored> read(Scope scope, String id) {
        if (!mayRead(scope) || !OURS.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            return accesses.find(scope.tenant(), Long.parseLong(id.substring(AuditEvents.ID.length())))
                    .map(one -> AuditEvents.stored(one, null));
        } catch (SQLException gone) {
            throw new IllegalStateException(gone);
        }
    }

    @Override
    public Page search(Scope scope, Query query, @Nullable String cursor) {
        AuditQuery asked = AuditQuery.of(query);
        if (!mayRead(scope) || asked.none()) {
            return new Page(List.of(), List.of(), 0, null, asked.unknown());
        }
        if (!asked.ids().isEmpty()) {
            List<Stored> named = asked.ids().stream()
                    .distinct()
                    .filter(this::owns)
                    .flatMap(id -> read(scope, id).stream())
                    .toList();
            return new Page(named, List.of(), named.size(), null, asked.unknown());
        }
        try {
            log.flush();
            int page = asked.total() && cursor == null ? Math.max(1, asked.count()) : asked.count();
            Accesses.Found found = accesses.find(scope.tenant(), asked.wanted(), before(cursor), page);
            List<Stored> events = found.entries().stream()
                    .limit(asked.count())
                    .map(one -> AuditEvents.stored(one, asked.patient()))
                    .toList();
            boolean all = cursor == null && found.next() < 0;
            String next = found.next() < 0 || asked.count() == 0 ? null : Long.toString(found.next());
            long total = all ? found.entries().size() : asked.total() ? counted(scope, asked) : -1;
            return new Page(events, List.of(), total, next, asked.unknown());
        } catch (SQLException gone) {
            throw new IllegalStateException(gone);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** How many match in all; -1 when that would mean to open more than one request may. */
    private long counted(Scope scope, AuditQuery asked) throws SQLException {
        long[] count = {0};
        long rest = accesses.each(scope.tenant(), asked.wanted(), Long.MAX_VALUE, _ -> ++count[0] > 0);
        return rest < 0 ? count[0] : -1;
    }

    /** Who may see some AuditEvents only, or parts of them, sees none of the log: criteria are met in the store alone. */
    private static boolean mayRead(Scope scope) {
        boolean whole = scope.limits().seen("AuditEvent").isEmpty()
                && scope.limits().hidden("AuditEvent").isEmpty();
        return whole && scope.patient() == null && scope.mayRead("AuditEvent");
    }

    private static long before(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException garbled) {
            throw ProblemException.invalid("value", "This cursor is not one of ours", "_cursor");
        }
    }
}
