// SPDX-License-Identifier: Apache-2.0
package org.keneya.geo;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where travel times come from.
 *
 * @param router address of a server that speaks the OSRM protocol, e.g. {@code http://osrm:5000}; null for none
 * @param patience longest wait for its answer, attempts included
 * @param atOnce how many questions at most are under way at a time; beyond, the great circle has to do
 */
@ConfigurationProperties("keneya.geo")
record GeoSettings(
        @Nullable URI router,
        @DefaultValue("300ms") Duration patience,
        @DefaultValue("64") int atOnce) {
    GeoSettings {
        if (!patience.isPositive() || atOnce < 1) {
            throw new IllegalArgumentException("keneya.geo.patience and at-once must be positive");
        }
        if (router != null
                && (router.getHost() == null
                        || !String.valueOf(router.getScheme()).startsWith("http"))) {
            throw new IllegalArgumentException("keneya.geo.router must be an http address");
        }
    }
}
