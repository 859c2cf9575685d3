// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.access.Oppositions;
import org.keneya.access.PgTenants;
import org.keneya.access.Quotas;
import org.keneya.access.Tenants;
import org.keneya.identity.PatientWords;
import org.keneya.store.CommitHook;
import org.keneya.store.Connections;
import org.keneya.store.ExtraWords;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** Puts the rooms together: connections, migrations, the store. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Application {

    /** For transactions. Two at a time per core are enough: each waits for the disk, not for the processor. */
    @Bean(destroyMethod = "close")
    @Primary
    HikariDataSource writes(DatabaseSettings settings) {
        return new HikariDataSource(pool(settings, "writes", settings.writers(), 60_000, false));
    }

    /** For what is found by its key. */
    @Bean(destroyMethod = "close")
    HikariDataSource reads(DatabaseSettings settings) {
        return new HikariDataSource(pool(
                settings, "reads", settings.readers(), settings.searchLimit().toMillis(), true));
    }

    /** For searches; each statement has a time limit, so that none can hold a connection for long. */
    @Bean(destroyMethod = "close")
    HikariDataSource searches(DatabaseSettings settings) {
        HikariConfig pool = pool(
                settings,
                "searches",
                settings.searchers(),
                settings.searchLimit().toMillis(),
                true);
        pool.setConnectionInitSql("set plan_cache_mode = force_custom_plan");
        pool.addDataSourceProperty("prepareThreshold", "-1"); // prepared at once, all results in binary form
        pool.addDataSourceProperty("preparedStatementCacheQueries", "64");
        return new HikariDataSource(pool);
    }

    /**
     * For the one writer of beds: one connection, whose transactions are short or are ended, for the whole nation waits behind
     * each of them. Its statements find rows by their key, whatever statistics say while the tables grow.
     */
    @Bean(destroyMethod = "close")
    HikariDataSource ledgers(DatabaseSettings settings) {
        HikariConfig pool = pool(settings, "ledgers", 1, 2_000, false);
        pool.addDataSourceProperty(
                "options",
                "-c statement_timeout=2000 -c idle_in_transaction_session_timeout=2000 -c enable_seqscan=off"
                        + " -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan");
        pool.addDataSourceProperty("socketTimeout", "10");
        return new HikariDataSource(pool);
    }

    @Bean(initMethod = "migrate")
    Flyway migrations(DataSource writes) {
        return Flyway.configure()
                .dataSource(writes)
                .locations("classpath:db/migration")
                .load();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MasterKey masterKey(Environment environment) {
        return MasterKeyFile.of(Path.of(environment.getRequiredProperty("keneya.data")));
    }

    @Bean
    FhirStore store(
            @Qualifier("reads") DataSource reads,
            @Qualifier("searches") DataSource searches,
            @Qualifier("writes") DataSource writes,
            Flyway migrations,
            MasterKey masterKey,
            Clock clock,
            Quotas quotas,
            CommitHook hook) {
        CommitHook within = (scope, written) -> {
            quotas.check(scope.tenant(), written);
            return hook.note(scope, written);
        };
        FhirStore store = new FhirStore(new Connections(reads, searches, writes), masterKey, words(), clock, within);
        store.prepare();
        return store;
    }

    /** What rooms want resources to be found by. */
    private static ExtraWords words() {
        PatientWords patients = new PatientWords();
        Oppositions consents = new Oppositions();
        return (type, resource, to) -> {
            patients.each(type, resource, to);
            consents.each(type, resource, to);
        };
    }

    @Bean
    Tenants tenants(FhirStore store, PgTenants table, Clock clock) {
        return new Tenants(store.tenant("demo"), table, clock);
    }

    private static HikariConfig pool(
            DatabaseSettings settings, String name, int size, long statementMillis, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setInitializationFailTimeout(30_000);
        config.setReadOnly(readOnly);
        config.addDataSourceProperty("ApplicationName", "keneya-" + name);
        config.addDataSourceProperty("options", "-c statement_timeout=" + statementMillis);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("prepareThreshold", "1"); // statements are few and used for ever
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }
}
