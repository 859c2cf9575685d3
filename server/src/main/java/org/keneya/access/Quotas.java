// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.store.Written;
import org.springframework.stereotype.Component;

/**
 * Refuses new resources to an establishment that has stored as much as it may. What is there can be read, changed and deleted
 * as before. Goes by the last count, which is taken now and then, never at a write.
 */
@Component
public final class Quotas {
    private static final Duration FELT_WITHIN = Duration.ofSeconds(2);

    private final PgTenants table;
    private final LoadingCache<Integer, Boolean> reached;

    Quotas(PgTenants table) {
        this.table = table;
        reached = Caffeine.newBuilder()
                .expireAfterWrite(FELT_WITHIN)
                .build(tenant -> table.quota(tenant).isReached());
    }

    /** To be asked within the transaction that has written this, which fails with {@link Problem.OverQuota} where it may not. */
    public void check(Tenant tenant, List<Written> written) {
        if (reached.get(tenant.id()) && written.stream().anyMatch(one -> one.outcome() == Written.Outcome.CREATED)) {
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
        reached.invalidate(tenant.id());
    }

    /** Those that have a quota. */
    public List<Tenant> limited() {
        return table.limited();
    }

    /** Keeps what was counted. */
    public void counted(Tenant tenant, long resources, long bytes, Instant at) {
        table.counted(tenant, new Quota.Use(resources, bytes, at));
        reached.invalidate(tenant.id());
    }
}
