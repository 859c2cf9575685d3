// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.access.Tenants;
import org.keneya.events.Relay;
import org.keneya.geo.TravelTimes;
import org.keneya.store.FhirStore;
import org.keneya.traces.Traces;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together. */
@Configuration
class BedRoom {
    @Bean
    Board board() {
        return new Board();
    }

    @Bean
    PgBedLog bedLog(@Qualifier("writes") DataSource writes, Flyway migrations) {
        return new PgBedLog(writes);
    }

    @Bean
    PgHospitals hospitalTable(@Qualifier("writes") DataSource writes, Flyway migrations) {
        return new PgHospitals(writes);
    }

    @Bean
    PgAllocations allocationTable(@Qualifier("reads") DataSource reads, Flyway migrations) {
        return new PgAllocations(reads);
    }

    @Bean
    BedFeed bedFeed(PgBedLog log) {
        return new BedFeed(log);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    BedWriter bedWriter(
            @Qualifier("ledgers") DataSource ledgers,
            PgHospitals hospitals,
            PgBedLog log,
            Board board,
            BedFeed feed,
            Relay relay,
            MeterRegistry registry,
            Traces traces,
            BedSettings settings) {
        return new BedWriter(ledgers, hospitals, log, board, feed, relay, new BedMeasures(registry), traces, settings);
    }

    @Bean
    Registration registration(BedWriter writer) {
        return new Registration(writer);
    }

    @Bean
    BedRights bedRights(Tenants tenants, FhirStore store) {
        return new BedRights(tenants, store);
    }

    @Bean
    Routes routes(ObjectProvider<TravelTimes> times, Board board) {
        return new Routes(times.getIfAvailable(), board);
    }

    @Bean
    AllocationText allocationText(Board board) {
        return new AllocationText(board);
    }

    @Bean
    AllocationBundle allocationBundle(Board board) {
        return new AllocationBundle(board);
    }
}
