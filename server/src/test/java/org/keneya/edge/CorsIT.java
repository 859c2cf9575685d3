// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.edge.GuardedServer.GUARDED;
import static org.keneya.edge.GuardedServer.ORIGIN;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;

/** Pages of other origins get nothing unless their origin is named. */
class CorsIT {
    private static final String READ = "/fhir/Patient/demo-patient";

    @Test
    void nobodyIsLetInUnlessNamed() {
        Reply asked = preflight(SERVER.anonymous(), ORIGIN, READ);
        Reply read = SERVER.as("medecin").with("Origin", ORIGIN).get(READ);

        assertThat(asked.status()).isEqualTo(401);
        assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void theNamedOriginReadsAndWritesDataWithATokenAndNeverWithCookies() {
        Reply asked = preflight(GUARDED.anonymous(), ORIGIN, READ);
        Reply read = GUARDED.as("medecin").with("Origin", ORIGIN).get(READ);

        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(asked.header("Access-Control-Allow-Methods")).contains("PUT").contains("PATCH");
        assertThat(asked.header("Access-Control-Allow-Headers"))
                .contains("Authorization")
                .contains("If-Match");
        assertThat(asked.header("Access-Control-Max-Age")).isEqualTo("600");
        assertThat(asked.header("Vary")).contains("Origin");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(read.header("Access-Control-Expose-Headers")).contains("ETag");
        assertThat(asked.headers().map()).doesNotContainKey("access-control-allow-credentials");
        assertThat(read.headers().map()).doesNotContainKey("access-control-allow-credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://app.example.org.evil.example",
                "http://app.example.org",
                "https://app.example.org:8443",
                "https://APP.example.org",
                "null"
            })
    void noOtherOriginIsLetIn(String origin) {
        Reply asked = preflight(GUARDED.anonymous(), origin, READ);
        Reply read = GUARDED.as("dpo").with("Origin", origin).get("/api/session");

        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(read.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(read.header("Vary")).contains("Origin");
    }

    @Test
    void theDoorsOfTheSignInStayClosedToAllOrigins() {
        for (String path : List.of("/login", "/oauth2/token", "/demo/accounts", "/.well-known/openid-configuration")) {
            assertThat(GUARDED.anonymous().with("Origin", ORIGIN).get(path).header("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example.org",
                "null",
                "app.example.org",
                "https://a.example/",
                "https://u@a.example"
            })
    void aWildcardStopsTheStart(String origin) {
        assertThatThrownBy(() ->
                        new EdgeSettings(List.of(), List.of(origin), Duration.ofSeconds(1), Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keneya.edge.origins");
    }

    private static Reply preflight(Client client, String origin, String path) {
        return client.with("Origin", origin)
                .with("Access-Control-Request-Method", "PUT")
                .with("Access-Control-Request-Headers", "authorization,if-match")
                .send("OPTIONS", path, new byte[0]);
    }
}
