// SPDX-License-Identifier: Apache-2.0
package org.keneya.geo;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.keneya.outside.Partners;
import org.keneya.traces.Traces;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The router, when one is configured. */
@Configuration(proxyBeanMethods = false)
class Routing {
    @Bean
    @ConditionalOnProperty("keneya.geo.router")
    TravelTimes travelTimes(GeoSettings settings, Partners partners, Traces traces, MeterRegistry measures) {
        return new OsrmRouter(Objects.requireNonNull(settings.router()), settings, partners, traces, measures);
    }
}
