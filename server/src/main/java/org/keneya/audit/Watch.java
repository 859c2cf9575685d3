// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.kernel.Tenant;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;

/**
 * Looks one tenant's log through for accesses that want an explanation, entry by entry in their order. What it has told and
 * how far it has come are kept in one transaction; after a crash it reads again from a little before there, and what was told
 * already is not told twice. Not for several threads.
 */
final class Watch {
    /** Of an entry with more patients only the mass is judged. */
    private static final int FEW = 50;

    private static final int MOST_AT_ONCE = 20_000;
    private static final Set<String> NO_PERSON = Set.of(Role.SYSTEM.code(), Role.PATIENT.code());

    private final Tenant tenant;
    private final PgAudit table;
    private final PgAlerts alerts;
    private final Accesses accesses;
    private final Kinship kinship;
    private final Tenants tenants;
    private final Clock clock;
    private final Map<String, Recent> seen = new HashMap<>();
    private final Map<String, Integer> usuals = new HashMap<>();
    private final Map<String, ArrayDeque<Long>> refusals = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private ZoneId zone;
    private AlertRules rules;
    private @Nullable String rulesText;
    private long next = -1;

    Watch(
            Tenant tenant,
            PgAudit table,
            PgAlerts alerts,
            Accesses accesses,
            FhirStore store,
            Tenants tenants,
            Clock clock) {
        this.tenant = tenant;
        this.table = table;
        this.alerts = alerts;
        this.accesses = accesses;
        this.tenants = tenants;
        this.clock = clock;
        zone = tenants.zone(tenant);
        rules = AlertRules.of(AlertRules.usual(), zone);
        kinship = new Kinship(store, tenant);
    }

    /** Looks through what has come. */
    void turn() throws SQLException {
        PgAlerts.Watched watched = alerts.watched(tenant);
        String text = watched.rules();
        ZoneId now = tenants.zone(tenant);
        if (next < 0 || text != null && !text.equals(rulesText) || !now.equals(zone)) {
            zone = now;
            rules = AlertRules.of(text == null ? AlertRules.usual() : text, zone);
            rulesText = text;
            kinship.forget();
            if (next < 0) {
                long from = table.firstSince(
                        tenant.id(), clock.instant().minus(rules.longest()).toEpochMilli());
                next = Math.min(watched.next(), from < 0 ? watched.next() : from);
            }
        }
        while (some(watched.next())) {
            // as many transactions as it takes
        }
    }

    private boolean some(long kept) throws SQLException {
        List<Alert> found = new ArrayList<>();
        MasterKey key = table.key(tenant.id());
        long[] looked = {0};
        table.each(tenant.id(), next, block -> {
            List<byte[]> entries = Block.open(key, tenant.id(), block.first(), block.count(), block.content());
            for (int i = 0; i < entries.size(); i++) {
                if (block.first() + i >= next) {
                    look(new Accesses.Numbered(block.first() + i, Entry.of(entries.get(i)), entries.get(i)), found);
                    next = block.first() + i + 1;
                    looked[0]++;
                }
            }
            return looked[0] < MOST_AT_ONCE;
        });
        if (looked[0] > 0 && next > kept) {
            alerts.add(tenant, found, next);
        }
        if (told.size() > 100_000) {
            told.clear(); // the table remembers
            usuals.clear();
        }
        return looked[0] >= MOST_AT_ONCE;
    }

    private void look(Accesses.Numbered one, List<Alert> found) throws SQLException {
        Entry entry = one.entry();
        String role = entry.role();
        if (role != null && NO_PERSON.contains(role)) {
            return;
        }
        if (!entry.outcome().equals("0")) {
            if (entry.status() == 401 || entry.status() == 403) {
                refused(one, found);
            }
            return;
        }
        if (role == null || entry.patients().isEmpty()) {
            return;
        }
        if (rules.hours().isOff(role, entry.at())) {
            tell(found, one, "hours", "%s %s".formatted(entry.who(), day(entry)), null, 0, 0);
        }
        mass(one, found);
        if (entry.patients().size() <= FEW
                && (rules.family() || rules.own() || rules.vip().on())) {
            Kinship.Somebody person = kinship.person(entry, entry.at());
            for (long patient : entry.patients()) {
                each(one, person, patient, found);
            }
        }
    }

    private void each(Accesses.Numbered one, Kinship.@Nullable Somebody person, long hash, List<Alert> found) {
        Entry entry = one.entry();
        Kinship.Somebody patient = kinship.patient(entry, hash, entry.at());
        if (patient == null) {
            return;
        }
        String about = "%s %s %s".formatted(entry.who(), patient.id(), day(entry));
        boolean listed = rules.vip().patients().contains(patient.id())
                || patient.labels().stream().anyMatch(rules.vip().labels()::contains);
        if (rules.vip().on() && listed) {
            tell(found, one, "vip", about, patient.id(), 0, 0);
        }
        if (person == null) {
            return;
        }
        if (rules.own() && kinship.isSame(entry, person, patient)) {
            tell(found, one, "own", about, patient.id(), 0, 0);
        } else if (rules.family() && kinship.isFamily(person, patient)) {
            tell(found, one, "family", about, patient.id(), 0, 0);
        }
    }

    private void mass(Accesses.Numbered one, List<Alert> found) throws SQLException {
        AlertRules.Mass mass = rules.mass();
        if (!mass.on()) {
            return;
        }
        Entry entry = one.entry();
        Recent recent = seen.computeIfAbsent(entry.who(), _ -> new Recent());
        recent.add(entry, mass.within());
        int count = recent.different();
        String about = "%s %s".formatted(entry.who(), day(entry));
        if (count < Math.min(mass.limit(), mass.least()) || told.contains("mass " + about)) {
            return;
        }
        if (count >= mass.limit()) {
            tell(found, one, "mass", about, null, count, 0);
            return;
        }
        Integer usual = usuals.get(about);
        if (usual == null) {
            usual = usual(entry, mass);
            usuals.put(about, usual);
        }
        if (usual > 0 && count >= usual * mass.timesUsual()) {
            tell(found, one, "mass", about, null, count, usual);
        }
    }

    /** Different patients the person usually sees in as long a time; 0 when too little is known. */
    private int usual(Entry entry, AlertRules.Mass mass) throws SQLException {
        long before = entry.at() - mass.within().toMillis();
        Map<Long, Set<Long>> stretches = new HashMap<>();
        var asked = new Accesses.Asked(
                null,
                entry.who(),
                before - Duration.ofDays(mass.usualDays()).toMillis(),
                before,
                each -> !each.patients().isEmpty());
        accesses.each(
                tenant,
                asked,
                Long.MAX_VALUE,
                each -> stretches
                        .computeIfAbsent(each.entry().at() / mass.within().toMillis(), _ -> new HashSet<>())
                        .addAll(each.entry().patients()));
        double mean = stretches.values().stream().mapToInt(Set::size).average().orElse(0);
        return stretches.size() < 5 ? 0 : (int) Math.max(1, Math.round(mean));
    }

    private void refused(Accesses.Numbered one, List<Alert> found) {
        AlertRules.Refused limit = rules.refused();
        Entry entry = one.entry();
        String from = entry.from();
        String who = entry.who().isEmpty() ? "address " + (from == null ? "" : from) : entry.who();
        ArrayDeque<Long> recent = refusals.computeIfAbsent(who, _ -> new ArrayDeque<>());
        recent.add(entry.at());
        while (recent.getFirst() < entry.at() - limit.within().toMillis()) {
            recent.removeFirst();
        }
        if (limit.on() && recent.size() >= limit.limit()) {
            tell(found, one, "refused", "%s %d".formatted(who, entry.at() / 3_600_000), null, recent.size(), 0);
        }
    }

    private void tell(
            List<Alert> found,
            Accesses.Numbered one,
            String rule,
            String about,
            @Nullable String patient,
            int count,
            int usual) {
        String key = rule + " " + about;
        if (told.add(key)) {
            Entry entry = one.entry();
            found.add(new Alert(
                    key,
                    rule,
                    entry.at(),
                    entry.who(),
                    entry.role(),
                    entry.person(),
                    entry.from(),
                    patient,
                    count,
                    usual,
                    one.number()));
        }
    }

    private LocalDate day(Entry entry) {
        return Instant.ofEpochMilli(entry.at()).atZone(rules.hours().zone()).toLocalDate();
    }
}
