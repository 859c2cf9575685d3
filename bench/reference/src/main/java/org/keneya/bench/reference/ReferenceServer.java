// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.reference;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.binary.api.IBinaryStorageSvc;
import ca.uhn.fhir.jpa.binstore.DatabaseBinaryContentStorageSvcImpl;
import ca.uhn.fhir.jpa.config.HapiJpaConfig;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * HAPI FHIR's JPA server for R4 under {@code /fhir}, without sign-in, as somebody would run it in production who wants it
 * fast: what costs time and is not asked for is left out (full text, subscriptions, validation beyond parsing, pretty
 * printing, request logging), everything else is as its authors set it. Options: {@code --port}, {@code --database-url}, {@code
 * --user}, {@code --password}, {@code --connections}, {@code --reuse-searches-seconds}.
 */
@Configuration
@ImportAutoConfiguration(ServletWebServerFactoryAutoConfiguration.class)
@Import({
    HapiJpaConfig.class,
    JpaR4Config.class,
    JpaBatch2Config.class,
    Batch2JobsConfig.class,
    SubscriptionChannelConfig.class, // its queues carry batch jobs; nothing listens for subscriptions
    ThreadPoolFactoryConfig.class
})
public class ReferenceServer {
    private static final int LARGEST_PAGE = 1_000;

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(ReferenceServer.class);
        application.setDefaultProperties(defaults(arguments));
        application.run();
    }

    /** What was asked for on the command line, in the words of Spring Boot. */
    private static Map<String, Object> defaults(String[] arguments) {
        Map<String, Object> values = new TreeMap<>(Map.of(
                "connections", "24",
                "reuse-searches-seconds", "0",
                "server.address", "127.0.0.1",
                "spring.main.allow-circular-references", "true", // the library has some
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn",
                "logging.level.org.hibernate.engine.jdbc.spi.SqlExceptionHelper", "error")); // making tables is noisy
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            values.put(arguments[i].substring(2), arguments[i + 1]);
        }
        values.put("server.port", values.get("port"));
        return values;
    }

    @Bean(destroyMethod = "close")
    HikariDataSource database(Environment environment) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(environment.getRequiredProperty("database-url"));
        config.setUsername(environment.getRequiredProperty("user"));
        config.setPassword(environment.getRequiredProperty("password"));
        config.setMaximumPoolSize(environment.getRequiredProperty("connections", Integer.class));
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    @Bean
    JpaStorageSettings storageSettings(Environment environment) {
        JpaStorageSettings settings = new JpaStorageSettings();
        settings.setResourceClientIdStrategy(JpaStorageSettings.ClientIdStrategyEnum.ANY);
        settings.setResourceServerIdStrategy(JpaStorageSettings.IdStrategyEnum.UUID); // what it advises with ANY
        long seconds = environment.getRequiredProperty("reuse-searches-seconds", Long.class);
        settings.setReuseCachedSearchResultsForMillis(seconds == 0 ? null : seconds * 1_000);
        return settings;
    }

    @Bean
    PartitionSettings partitionSettings() {
        return new PartitionSettings();
    }

    @Bean
    SubscriptionSettings subscriptionSettings() {
        return new SubscriptionSettings();
    }

    @Bean
    IBinaryStorageSvc binaryStorage() {
        return new DatabaseBinaryContentStorageSvcImpl();
    }

    /** Batching and ordering of statements come with the library; caches of Hibernate are off, as in its own starter. */
    @Bean
    @Primary
    LocalContainerEntityManagerFactoryBean entityManagerFactory(
            HikariDataSource database,
            ConfigurableListableBeanFactory beans,
            FhirContext context,
            JpaStorageSettings settings) {
        LocalContainerEntityManagerFactoryBean factory =
                HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, context, settings);
        factory.setPersistenceUnitName("reference");
        factory.setDataSource(database);
        Properties properties = new Properties();
        properties.put("hibernate.dialect", HapiFhirPostgresDialect.class.getName());
        properties.put("hibernate.hbm2ddl.auto", "update");
        properties.put("hibernate.search.enabled", "false");
        properties.put("hibernate.cache.use_second_level_cache", "false");
        properties.put("hibernate.cache.use_query_cache", "false");
        factory.setJpaProperties(properties);
        return factory;
    }

    @Bean
    @Primary
    JpaTransactionManager transactionManager(EntityManagerFactory factory) {
        return new JpaTransactionManager(factory);
    }

    @Bean
    RestfulServer fhirServer(
            FhirContext context,
            ResourceProviderFactory resources,
            JpaSystemProvider<?, ?> system,
            DatabaseBackedPagingProvider pages) {
        RestfulServer server = new RestfulServer(context);
        server.registerProviders(resources.createProviders());
        server.registerProvider(system);
        pages.setDefaultPageSize(20);
        pages.setMaximumPageSize(LARGEST_PAGE);
        server.setPagingProvider(pages);
        server.setDefaultPrettyPrint(false);
        return server;
    }

    @Bean
    ServletRegistrationBean<RestfulServer> servlet(RestfulServer server) {
        ServletRegistrationBean<RestfulServer> servlet = new ServletRegistrationBean<>(server, "/fhir/*");
        servlet.setLoadOnStartup(1);
        return servlet;
    }
}
