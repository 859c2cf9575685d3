// SPDX-License-Identifier: Apache-2.0
package org.keneya.tenancy;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.keneya.access.Quotas;
import org.keneya.kernel.Tenant;
import org.keneya.store.FhirStore;
import org.keneya.store.Size;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Counts now and then what establishments with a quota have stored; the others cost nothing. */
@Component
final class StorageCount implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(StorageCount.class);

    private final FhirStore store;
    private final Quotas quotas;
    private final Clock clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("storage-count").daemon().factory());

    StorageCount(FhirStore store, Quotas quotas, Clock clock, TenancySettings settings) {
        this.store = store;
        this.quotas = quotas;
        this.clock = clock;
        long pause = settings.countEvery().toMillis();
        var _ = worker.scheduleWithFixedDelay(this::all, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Counts what one has now. */
    void count(Tenant tenant) {
        Size size = store.size(tenant);
        quotas.counted(tenant, size.resources(), size.bytes(), clock.instant());
    }

    private void all() {
        try {
            quotas.limited().forEach(this::count);
        } catch (RuntimeException failure) {
            LOG.warn("tenancy=count-waiting error={}", failure.getClass().getSimpleName());
        }
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }
}
