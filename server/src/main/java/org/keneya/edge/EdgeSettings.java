// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests reach this server.
 *
 * @param proxies addresses whose {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port} are believed; nobody's unless named
 * @param origins web pages of other origins that may call {@code /fhir} and {@code /api}, such as {@code https://app.example.org};
 *     none unless named, and never all
 * @param silence longest time between two packets of a request before the connection is closed
 * @param idle how long a connection without a request stays open
 * @param connections most connections at the same time
 */
@ConfigurationProperties("keneya.edge")
public record EdgeSettings(
        @DefaultValue List<String> proxies,
        @DefaultValue List<String> origins,
        @DefaultValue("10s") Duration silence,
        @DefaultValue("60s") Duration idle,
        @DefaultValue("8192") int connections) {
    public EdgeSettings {
        proxies = proxies.stream().map(EdgeSettings::address).toList();
        origins.forEach(EdgeSettings::requireOrigin);
        origins = List.copyOf(origins);
        if (!silence.isPositive() || !idle.isPositive() || connections < 1) {
            throw new IllegalArgumentException("keneya.edge.silence, idle and connections must be positive");
        }
    }

    /** In the form the container tells addresses in. */
    private static String address(String text) {
        try {
            return InetAddress.ofLiteral(text.strip()).getHostAddress();
        } catch (IllegalArgumentException notOne) {
            throw new IllegalArgumentException(
                    "keneya.edge.proxies (%s) must be addresses such as 10.0.0.7".formatted(text), notOne);
        }
    }

    private static void requireOrigin(String text) {
        try {
            URI origin = URI.create(text);
            boolean plain = origin.getHost() != null
                    && (origin.getScheme().equals("https") || origin.getScheme().equals("http"))
                    && text.equals(origin.getScheme() + "://" + origin.getRawAuthority())
                    && origin.getRawUserInfo() == null;
            if (plain) {
                return;
            }
        } catch (IllegalArgumentException notOne) {
            // told below
        }
        throw new IllegalArgumentException(
                "keneya.edge.origins (%s) must be whole origins such as https://app.example.org; there is no wildcard"
                        .formatted(text));
    }
}
