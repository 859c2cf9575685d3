// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keneya.kernel.Tenant;

/** The establishments of this platform. The first one is there from the start; others come while the server runs. */
public final class Tenants {
    private static final Duration FELT_WITHIN = Duration.ofSeconds(2);

    private final Tenant local;
    private final PgTenants table;
    private final Clock clock;
    private final LoadingCache<Integer, Boolean> open;

    /** @param local the one of a single-establishment installation */
    public Tenants(Tenant local, PgTenants table, Clock clock) {
        this.local = local;
        this.table = table;
        this.clock = clock;
        open = Caffeine.newBuilder().expireAfterWrite(FELT_WITHIN).build(table::isOpen);
    }

    /**
     * What is known of one.
     *
     * @param title as its people call it
     * @param open whether its people get in
     */
    public record Known(Tenant tenant, String name, String title, boolean open, Instant made) {}

    public Tenant local() {
        return local;
    }

    /** Whether the tenant's people get in; asked at every request. */
    public boolean isOpen(Tenant tenant) {
        return tenant.equals(local) || open.get(tenant.id());
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

    public void open(Tenant tenant, boolean open) {
        table.open(tenant, open);
        this.open.invalidate(tenant.id());
    }
}
