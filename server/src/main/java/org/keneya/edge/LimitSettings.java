// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much one caller may ask. Rates are written {@code 600/1m}; {@code none} lifts one.
 *
 * @param person requests for data of one person
 * @param tenant requests for data of all people of one tenant together
 * @param system requests for data of one trusted program
 * @param address pages and other open doors, from one address; a hospital may be one address
 * @param signIn passwords and second factors tried from one address
 * @param token tokens asked for from one address
 * @param refused requests from one address whose token is missing or not valid
 * @param searches searches of one person at the same time; browsers open six connections to one server
 * @param heavy exports, whole records and the like of one person at the same time
 * @param patience longest wait of a request for its turn among the person's own before it is refused
 * @param smallBody largest body at every door but {@code /fhir}
 * @param bodyTime longest time a body may take to arrive, imports excepted
 * @param requestTime longest time a request of a person may take before it is given up; programs, exports and imports
 *     have no such limit
 * @param loopbackFree whether limits by address leave out this machine itself; never when a proxy's headers are believed
 */
@ConfigurationProperties("keneya.limits")
public record LimitSettings(
        @DefaultValue("6000/1m") Rate person,
        @DefaultValue("60000/10s") Rate tenant,
        @DefaultValue("none") Rate system,
        @DefaultValue("12000/1m") Rate address,
        @DefaultValue("60/1m") Rate signIn,
        @DefaultValue("1200/1m") Rate token,
        @DefaultValue("300/1m") Rate refused,
        @DefaultValue("6") int searches,
        @DefaultValue("2") int heavy,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("2MB") DataSize smallBody,
        @DefaultValue("2m") Duration bodyTime,
        @DefaultValue("60s") Duration requestTime,
        @DefaultValue("true") boolean loopbackFree) {
    public LimitSettings {
        if (searches < 1 || heavy < 1) {
            throw new IllegalArgumentException("keneya.limits.searches and heavy must be positive");
        }
        if (!patience.isPositive() || !bodyTime.isPositive() || !requestTime.isPositive()) {
            throw new IllegalArgumentException("keneya.limits.patience, body-time and request-time must be positive");
        }
    }
}
