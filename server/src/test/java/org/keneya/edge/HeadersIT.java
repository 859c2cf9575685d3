// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.Client;
import org.keneya.Reply;

/** The security headers, through every door, whatever is answered. */
class HeadersIT {

    /** Doors of every room, open and closed, files, refusals by the application, by Spring, by the container. */
    @ParameterizedTest(name = "{0} {1} as {2} answers {3}")
    @CsvSource(delimiter = '|', textBlock = """
            GET     | /fhir/Patient/demo-patient        | medecin | 200
            GET     | /fhir/Patient/demo-patient        |         | 401
            GET     | /fhir/Patient/nobody              | medecin | 404
            GET     | /fhir/Patient?name:x=y            | medecin | 400
            GET     | /fhir/Consent                     | ide     | 200
            GET     | /fhir/AuditEvent                  | ide     | 403
            POST    | /fhir/Patient                     | medecin | 400
            DELETE  | /fhir/metadata                    | medecin | 404,405,400
            GET     | /fhir/metadata                    | medecin | 200
            OPTIONS | /fhir/Patient                     |         | 401
            GET     | /api/session                      | medecin | 200
            GET     | /api/session                      |         | 401
            GET     | /api/nothing                      | medecin | 404
            DELETE  | /api/patients                     | medecin | 405
            GET     | /api/patients?q=martin            | medecin | 200
            GET     | /metrics                          |         | 401
            GET     | /metrics                          | medecin | 403
            GET     | /metrics                          | admin   | 200
            GET     | /health/live                      |         | 200
            GET     | /health/ready                     |         | 200
            GET     | /health                           |         | 200
            GET     | /health/nothing                   |         | 404
            GET     | /demo/accounts                    |         | 200
            POST    | /demo/token                       |         | 401
            GET     | /demo/nothing                     |         | 404
            GET     | /.well-known/openid-configuration |         | 200
            GET     | /.well-known/nothing              |         | 404
            GET     | /oauth2/jwks                      |         | 200
            GET     | /oauth2/authorize                 |         | 302,400
            POST    | /oauth2/token                     |         | 302,400,401
            POST    | /oauth2/introspect                |         | 302,401
            GET     | /userinfo                         |         | 302,401
            GET     | /connect/logout                   |         | 302,400
            GET     | /                                 |         | 200,404
            GET     | /login                            |         | 200,404
            GET     | /login?error                      |         | 200,404
            POST    | /login                            |         | 403
            GET     | /patients/1                       |         | 200,404
            GET     | /assets/nothing.js                |         | 404
            GET     | /nothing.png                      |         | 404
            GET     | /error                            |         | 200,404,500
            PUT     | /                                 |         | 403
            OPTIONS | /                                 |         | 200,302,403,405
            """)
    void areThere(String method, String path, String user, String statuses) {
        Client client = user == null ? SERVER.anonymous() : SERVER.as(user);

        Reply reply = client.send(method, path, new byte[0]);

        assertThat(statuses.split(",")).contains(Integer.toString(reply.status()));
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src '")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe")
                .doesNotContain("*");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("Permissions-Policy")).contains("camera=()").contains("geolocation=(self)");
        assertThat(reply.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("X-Request-Id")).isNotEmpty();
        assertThat(reply.headers().map().keySet().stream().map(String::toLowerCase))
                .doesNotContain("server", "x-powered-by", "access-control-allow-origin", "strict-transport-security");
        assertThat(reply.headers().allValues("Content-Security-Policy")).hasSize(1);
        if (reply.bytes().length > 0) {
            assertThat(reply.header("Content-Type")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/patients/1", "/login?error"})
    void pagesRunOnlyWhatIsTheirOwn(String path) {
        Reply page = SERVER.anonymous().get(path);
        String policy = page.header("Content-Security-Policy");

        assertThat(policy)
                .contains("default-src 'self'")
                .contains("script-src 'self';")
                .contains("object-src 'none'")
                .contains("base-uri 'none'")
                .contains("form-action 'self'");
        String nonce = policy.replaceAll(".*'nonce-([^']+)'.*", "$1");
        assertThat(nonce).hasSize(22);
        assertThat(page.text()).doesNotContain("__CSP_NONCE__");
        if (page.text().contains("csp-nonce")) {
            assertThat(page.text()).contains(nonce);
        }
        assertThat(SERVER.anonymous().get(path).header("Content-Security-Policy"))
                .doesNotContain(nonce);
    }

    @Test
    void onlyTheFrameOfTheSilentRenewalMayStandInAPageOfThisOrigin() {
        Reply page = SERVER.anonymous().get("/silent-renew.html");

        assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'self'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
    }

    @Test
    void whatTheContainerRefusesBeforeAnyFilterSaysNothingOfItself() {
        for (String request : new String[] {
            "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
            "G\u0001T / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /<> HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        }) {
            String answer = SERVER.raw(request);

            assertThat(answer).matches("(?s)HTTP/1.1 (400|403|405|414|431) .*");
            assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("Exception");
        }
    }

    @Test
    void httpsIsForTheWholeYearOnceItWasUsed() {
        Reply behindTls = GuardedServer.GUARDED
                .anonymous()
                .with("X-Forwarded-Host", "dossier.example.org")
                .with("X-Forwarded-Proto", "https")
                .get("/login");

        assertThat(behindTls.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    }
}
