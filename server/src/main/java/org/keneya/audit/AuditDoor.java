// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.access.Tenants;
import org.keneya.store.Annex;
import org.keneya.store.CommitHook;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Puts the log together and hangs it before every door that gives data. */
@Configuration
class AuditDoor {
    @Bean
    CommitHook commitNotes(MasterKey masterKey, Clock clock) {
        return new CommitNotes(masterKey, clock);
    }

    @Bean
    PgAudit auditTable(DataSource writes, MasterKey masterKey, Flyway migrations) {
        return new PgAudit(writes, masterKey);
    }

    @Bean
    Accesses accesses(PgAudit table, FhirStore store) {
        return new Accesses(table, store);
    }

    @Bean
    Annex auditEvents(AuditLog log, Accesses accesses) {
        return new AuditAnnex(log, accesses);
    }

    @Bean
    Publication publication(Environment environment) {
        return new Publication(published(environment));
    }

    @Bean
    Evidence evidence(Accesses accesses, Publication publication, Clock clock) {
        return new Evidence(accesses, publication, clock);
    }

    @Bean
    Integrity integrity(PgAudit table, Publication publication, Clock clock) {
        return new Integrity(new Verification(table, publication), publication, clock);
    }

    @Bean(destroyMethod = "close", initMethod = "start")
    AuditLog auditLog(
            PgAudit table,
            Publication publication,
            Consumer<Publication.Head> headStamper,
            FhirStore store,
            MasterKey masterKey,
            Clock clock,
            Environment environment)
            throws IOException {
        Path data = Path.of(environment.getRequiredProperty("keneya.data"));
        return new AuditLog(
                new Journal(data.resolve("audit").resolve("journal"), masterKey),
                table,
                new Notary(table, publication, SigningKey.of(data.resolve("secrets")), clock, headStamper),
                masterKey,
                store,
                clock);
    }

    @Bean
    PgAlerts alertTable(DataSource writes, PgAudit table, FhirStore store) {
        return new PgAlerts(writes, table, store);
    }

    @Bean(destroyMethod = "close", initMethod = "start")
    Watches watches(
            PgAudit table, PgAlerts alertTable, Accesses accesses, FhirStore store, Tenants tenants, Clock clock) {
        return new Watches(table, tenant -> new Watch(tenant, table, alertTable, accesses, store, tenants, clock));
    }

    /** Stamps heads when {@code keneya.audit.timestamp-url} names an authority; otherwise nobody does. */
    @Bean
    Consumer<Publication.Head> headStamper(Publication publication, Environment environment) {
        String authority = environment.getProperty("keneya.audit.timestamp-url", "");
        return authority.isEmpty()
                ? _ -> {}
                : new TimeStamps(
                        new TimeStamps.Settings(
                                URI.create(authority),
                                environment.getProperty(
                                        "keneya.audit.timestamp-every", Duration.class, Duration.ofHours(1)),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(5)),
                        publication);
    }

    /** Behind {@code Edge}, which gives the request its id, and before all that may refuse. */
    @Bean
    FilterRegistrationBean<AuditFilter> auditFilter(AuditLog log, Tenants tenants, Clock clock, FhirStore store) {
        var registration = new FilterRegistrationBean<>(new AuditFilter(log, tenants, clock, store));
        registration.addUrlPatterns("/fhir/*", "/fhir", "/api/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /** Where the hashes and signed heads go: best a disk the database's administrators cannot write. */
    private static Path published(Environment environment) {
        Path data = Path.of(environment.getRequiredProperty("keneya.data"));
        String elsewhere = environment.getProperty("keneya.audit.publication", "");
        return elsewhere.isEmpty() ? data.resolve("audit").resolve("published") : Path.of(elsewhere);
    }
}
