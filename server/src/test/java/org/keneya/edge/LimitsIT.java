// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.edge.GuardedServer.GUARDED;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keneya.Client;
import org.keneya.Reply;

/** Nobody can ask so much that others wait: limits by person and by address, bounds on bodies and silence. */
class LimitsIT {
    private static final String READ = "/fhir/Patient/demo-patient";

    @Test
    void aPersonWhoAsksTooOftenIsToldWhenToComeBackAndOthersNoticeNothing() {
        Client nurse = GUARDED.as("ide");
        Reply last = nurse.get(READ);
        assertThat(last.header("RateLimit-Limit")).isEqualTo(Integer.toString(GuardedServer.PERSON));
        assertThat(last.header("RateLimit-Remaining")).isEqualTo(Integer.toString(GuardedServer.PERSON - 1));
        for (int i = 0; i < GuardedServer.PERSON && last.status() == 200; i++) {
            last = nurse.get(READ);
        }

        assertThat(last.verdict()).isEqualTo("429 throttled rate-limit");
        assertThat(last.sentence()).startsWith("Trop de demandes");
        assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 3600 / GuardedServer.PERSON + 1);
        assertThat(last.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(last.header("RateLimit-Reset"))).isGreaterThan(3000);
        assertThat(last.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(GUARDED.as("pharmacien").get(READ).status()).isEqualTo(200);

        Reply problem = nurse.get("/api/session");
        assertThat(problem.status()).isEqualTo(429);
        assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
        assertThat(problem.json().string("code")).isEqualTo("throttled");
        assertThat(problem.json().string("title")).isEqualTo("TooMany");
    }

    @Test
    void passwordsAreTriedSoOftenFromOneAddressAndNoOftener() {
        List<Integer> tried = statuses("203.0.113.10", GuardedServer.SIGN_IN + 2);

        assertThat(tried.subList(0, GuardedServer.SIGN_IN)).containsOnly(403); // the form without its token
        assertThat(tried.subList(GuardedServer.SIGN_IN, tried.size())).containsOnly(429);
        assertThat(statuses("203.0.113.11", 1)).containsExactly(403);
    }

    @Test
    void anIpv6SubscriberIsOneAddress() {
        statuses("2001:db8:1:2::1", GuardedServer.SIGN_IN);

        assertThat(statuses("2001:db8:1:2:ffff::9", 1)).containsExactly(429);
        assertThat(statuses("2001:db8:1:3::1", 1)).containsExactly(403);
    }

    private static List<Integer> statuses(String address, int times) {
        Client stranger = GUARDED.anonymous().with("X-Forwarded-For", address);
        return java.util.stream.IntStream.range(0, times)
                .map(i -> stranger.post("/login", "").status())
                .boxed()
                .toList();
    }

    @Test
    void tokensAreGuessedSoOftenFromOneAddressAndNoOftener() {
        Client stranger =
                GUARDED.anonymous().with("X-Forwarded-For", "203.0.113.20").with("Authorization", "Bearer guessed");
        for (int i = 0; i < GuardedServer.REFUSED; i++) {
            assertThat(stranger.get(READ).status()).isEqualTo(401);
        }

        assertThat(stranger.get(READ).status()).isEqualTo(429);
        assertThat(GUARDED.as("dim")
                        .with("X-Forwarded-For", "203.0.113.20")
                        .get(READ)
                        .status())
                .as("who shares the address waits too")
                .isEqualTo(429);
        assertThat(GUARDED.as("dim")
                        .with("X-Forwarded-For", "203.0.113.21")
                        .get(READ)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyTheProxyIsBelievedWhereARequestComesFrom() {
        Client behind = GUARDED.anonymous().with("X-Forwarded-Host", "dossier.example.org");
        Client liar = SERVER.anonymous()
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "https")
                .with("Forwarded", "host=evil.example");
        String discovery = "/.well-known/openid-configuration";

        assertThat(behind.get(discovery).json().string("issuer")).startsWith("https://dossier.example.org");
        assertThat(liar.get(discovery).json().string("issuer")).isEqualTo(SERVER.origin());
        assertThat(liar.get("/").header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void aTrustedProgramAsksAsOftenAsItLikes() {
        Client program = SERVER.asSystem();
        for (int i = 0; i < 500; i++) {
            Reply reply = program.get(READ);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("RateLimit-Limit")).isEmpty();
        }
    }

    @Test
    void largeBodiesAreRefusedBeforeTheyAreRead() {
        Reply reply =
                GUARDED.anonymous().with("X-Forwarded-For", "203.0.113.30").post("/demo/token", "x".repeat(65 * 1024));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.json().string("code")).isEqualTo("too-long");
    }

    @Test
    @Timeout(30)
    void aBodyThatTricklesInIsRefused() throws IOException, InterruptedException {
        String answer;
        try (Socket socket = GUARDED.socket()) {
            socket.setSoTimeout(10_000);
            say(
                    socket,
                    "POST /fhir/Patient HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                            + GUARDED.token("medecin")
                            + "\r\nContent-Type: application/fhir+json\r\nContent-Length: 1000\r\n\r\n");
            for (int i = 0; i < 4; i++) {
                say(socket, "{");
                Thread.sleep(400);
            }
            answer = heard(socket);
        }
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"timeout\"");
    }

    @Test
    @Timeout(30)
    void halfARequestHoldsNothingButItsConnectionAndThatNotLong() throws IOException {
        long begin = System.nanoTime();
        try (Socket socket = GUARDED.socket()) {
            socket.setSoTimeout(15_000);
            say(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            assertThat(GUARDED.isReady()).isTrue();
            heard(socket);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theMetricsTellTheLimits() {
        statuses("203.0.113.40", GuardedServer.SIGN_IN + 1);
        String metrics = GUARDED.as("admin").get("/metrics").text();

        assertThat(metrics).contains("edge_limit_requests_per_minute{limit=\"sign-in\"} 0.2");
        assertThat(metrics).containsPattern("edge_limited_total\\{limit=\"sign-in\"} [1-9]");
        assertThat(metrics).contains("edge_limited_total{limit=\"at-once\"}");
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** All until the server closes, however it does. */
    private static String heard(Socket socket) throws IOException {
        var heard = new java.io.ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(heard);
        } catch (java.net.SocketException | javax.net.ssl.SSLException closed) {
            // that is an end too
        }
        return heard.toString(StandardCharsets.UTF_8);
    }
}
