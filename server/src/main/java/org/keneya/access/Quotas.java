// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.store.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Refuses new resources to an establishment that has stored as much as it may. What is there can be read, changed and deleted
 * as before. Goes by the last count, which is taken now and then, never at a write.
 */
@Component
public final class Quotas implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);
    private static final long LOOKED_AT_EVERY_SECONDS = 1;

    private final PgTenants table;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("quotas").daemon().factory());

    /** Numbers of the tenants that may not store more. */
    private volatile Set<Integer> reached;

    Quotas(PgTenants table) {
        this.table = table;
        reached = full();
        var _ = watch.scheduleWithFixedDelay(
                this::look, LOOKED_AT_EVERY_SECONDS, LOOKED_AT_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private Set<Integer> full() {
        return table.limited().stream()
                .map(Tenant::id)
                .filter(tenant -> table.quota(tenant).isReached())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void look() {
        try {
            reached = full();
        } catch (RuntimeException later) {
            LOG.debug("quotas=unknown error={}", later.getClass().getSimpleName());
        }
    }

    /**
     * To be asked within the transaction that has written this, which fails with {@link Problem.OverQuota} where it may not. Asks
     * nobody: who holds a connection must not wait for a second one.
     */
    public void check(Tenant tenant, List<Written> written) {
        if (reached.contains(tenant.id())
                && written.stream().anyMatch(one -> one.outcome() == Written.Outcome.CREATED)) {
            throw new ProblemException(new Problem.OverQuota(List.of(new Issue(
                    Issue.Severity.ERROR,
                    "business-rule",
                    "The establishment has stored as much as it may; nothing new is taken",
                    null,
                    "quota",
                    "L’espace prévu pour votre établissement est plein : rien de nouveau ne peut être enregistré. "
                            + "Prévenez votre administrateur."))));
        }
    }

    public Quota of(Tenant tenant) {
        return table.quota(tenant.id());
    }

    /** Gives an establishment another quota; null parts lift it. Felt within two seconds on every node. */
    public void set(Tenant tenant, Quota quota) {
        table.quota(tenant, quota);
        look();
    }

    /** Those that have a quota. */
    public List<Tenant> limited() {
        return table.limited();
    }

    /** Keeps what was counted. */
    public void counted(Tenant tenant, long resources, long bytes, Instant at) {
        table.counted(tenant, new Quota.Use(resources, bytes, at));
        look();
    }

    @Override
    public void close() {
        watch.close();
    }
}
