// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.keneya.kernel.Tenant;

/** The establishments of this platform. The first one is there from the start; others come while the server runs. */
public final class Tenants {
    /** Of an establishment that has not said otherwise. */
    static final ZoneId USUAL_ZONE = ZoneId.of("Europe/Paris");

    private static final Duration FELT_WITHIN = Duration.ofSeconds(2);

    private final Tenant local;
    private final PgTenants table;
    private final Clock clock;
    private final LoadingCache<Integer, Boolean> open;
    private final LoadingCache<Integer, ZoneId> zones;

    /** @param local the one of a single-establishment installation */
    public Tenants(Tenant local, PgTenants table, Clock clock) {
        this.local = local;
        this.table = table;
        this.clock = clock;
        table.addFirst(local, clock.instant());
        open = Caffeine.newBuilder().expireAfterWrite(FELT_WITHIN).build(table::isOpen);
        zones = Caffeine.newBuilder()
                .expireAfterWrite(FELT_WITHIN)
                .build(tenant -> table.zone(tenant).orElse(USUAL_ZONE));
    }

    /**
     * What is known of one.
     *
     * @param title as its people call it
     * @param open whether its people get in
     * @param zone whose hours its rosters, policies and opening hours are written in
     */
    public record Known(Tenant tenant, String name, String title, boolean open, ZoneId zone, Instant made) {}

    public Tenant local() {
        return local;
    }

    /** Whether the tenant's people get in; asked at every request. */
    public boolean isOpen(Tenant tenant) {
        return tenant.equals(local) || open.get(tenant.id());
    }

    /** Whose hours duty rosters, policies and opening hours of the establishment are written in. */
    public ZoneId zone(Tenant tenant) {
        return zones.get(tenant.id());
    }

    public Optional<Known> find(String name) {
        return table.find(name);
    }

    /** In order of name, without those whose making was broken off. */
    public List<Known> all() {
        return table.all();
    }

    public Known add(Tenant tenant, String name, String title) {
        table.add(tenant, title, clock.instant());
        return table.find(name).orElseThrow();
    }

    /** Sets its clocks; felt within two seconds on every node. */
    public void zone(Tenant tenant, ZoneId zone) {
        table.zone(tenant, zone);
        zones.invalidate(tenant.id());
    }

    public void open(Tenant tenant, boolean open) {
        table.open(tenant, open);
        this.open.invalidate(tenant.id());
    }
}
