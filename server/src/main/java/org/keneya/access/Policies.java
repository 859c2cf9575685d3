// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keneya.kernel.Tenant;
import org.springframework.stereotype.Service;

/**
 * Judges subjects by their establishment's policy. What was judged is remembered for seconds: a change made on another node,
 * a duty that begins or a stay that ends is felt within {@link #KEPT}, one made here at once. A record opened in an emergency
 * closes on time everywhere.
 */
@Service
public final class Policies {
    static final Duration KEPT = Duration.ofSeconds(15);

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final long MOST = 50_000;

    private final PgPolicies table;
    private final PgBreakGlass emergencies;
    private final Assignments assignments;
    private final Tenants tenants;
    private final Clock clock;
    private final LoadingCache<Integer, Policy> policies;
    private final LoadingCache<Subject, Judged> rights;

    /** What was judged, and when the first record opened in an emergency closes again. */
    private record Judged(Rights rights, Instant until) {}

    Policies(PgPolicies table, PgBreakGlass emergencies, Assignments assignments, Tenants tenants, Clock clock) {
        this.table = table;
        this.tenants = tenants;
        this.emergencies = emergencies;
        this.assignments = assignments;
        this.clock = clock;
        policies = Caffeine.newBuilder()
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(KEPT)
                .build(tenant ->
                        PolicyText.read(this.table.current(new Tenant(tenant)).text()));
        rights = Caffeine.newBuilder()
                .maximumSize(MOST)
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(KEPT)
                .build(this::judge);
    }

    public Policy of(Tenant tenant) {
        return policies.get(tenant.id());
    }

    /** The subject with the rights of this moment. */
    public Caller caller(Subject subject) {
        Judged judged = rights.get(subject);
        if (!clock.instant().isBefore(judged.until)) {
            rights.invalidate(subject);
            judged = rights.get(subject);
        }
        return new Caller(subject, judged.rights);
    }

    /** The same caller with the rights of this moment, for work that goes on for long. */
    public Caller now(Caller caller) {
        return caller(caller.subject());
    }

    /** Judges by a policy that need not be in force. */
    Rights judge(Policy policy, Subject subject) {
        return judge(policy, subject, emergencies.open(subject, clock.instant()));
    }

    private Rights judge(Policy policy, Subject subject, List<EmergencyAccess> opened) {
        Map<String, String> open = new HashMap<>();
        opened.forEach(one -> open.put(one.patient(), one.id()));
        LocalTime now = LocalTime.now(clock.withZone(tenants.zone(subject.tenant())));
        return Rights.of(policy, subject, assignments.of(subject), open, now);
    }

    private Judged judge(Subject subject) {
        List<EmergencyAccess> opened = emergencies.open(subject, clock.instant());
        Instant until = opened.stream()
                .map(EmergencyAccess::until)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        return new Judged(judge(of(subject.tenant()), subject, opened), until);
    }

    /** From now on everyone is judged anew. */
    void forget() {
        policies.invalidateAll();
        rights.invalidateAll();
    }
}
