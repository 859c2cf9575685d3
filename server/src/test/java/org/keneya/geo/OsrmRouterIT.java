// SPDX-License-Identifier: Apache-2.0
package org.keneya.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keneya.outside.Partners;
import org.keneya.traces.Traces;

/** Against a real HTTP server that speaks the protocol of the router, and can be slow, wrong or broken. */
class OsrmRouterIT {
    private static final List<Destination> TWO =
            List.of(new Destination("GB-1", 51.5, -0.12), new Destination("GB-2", 51.6, -0.2));

    private final HttpServer server;
    private final SimpleMeterRegistry measures = new SimpleMeterRegistry();
    private final AtomicInteger asked = new AtomicInteger();
    private final TravelTimes times;
    private volatile Mood mood = Mood.WELL;
    private volatile @Nullable URI lastAsked;

    private enum Mood {
        WELL,
        SLOW,
        FAILING,
        BROKEN_ONCE,
        ODD
    }

    OsrmRouterIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            lastAsked = exchange.getRequestURI();
            Mood now = mood;
            if (now == Mood.BROKEN_ONCE) {
                mood = Mood.WELL;
                exchange.close();
                return;
            }
            if (now == Mood.SLOW) {
                pause();
            }
            byte[] body = (now == Mood.ODD
                            ? "{\"code\":\"NoTable\"}"
                            : "{\"code\":\"Ok\",\"durations\":[[0,61.4,null]]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(now == Mood.FAILING ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        times = new OsrmRouter(
                address,
                new GeoSettings(address, Duration.ofMillis(300), 64),
                new Partners(measures),
                Traces.OFF,
                measures);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tellsWholeSecondsAndLeavesOutWhereNoRoadLeads() {
        times.from(51.4, 0, TWO); // loads what the first question loads
        assertThat(times.from(51.4, 0, TWO)).contains(Map.of("GB-1", 61));
        assertThat(String.valueOf(lastAsked))
                .isEqualTo("/table/v1/driving/0.000000,51.400000;-0.120000,51.500000;-0.200000,51.600000"
                        + "?sources=0&annotations=duration");
    }

    @Test
    void triesOnceMoreWhenTheConnectionBreaks() {
        times.from(51.4, 0, TWO);
        mood = Mood.BROKEN_ONCE;
        assertThat(times.from(51.4, 0, TWO)).contains(Map.of("GB-1", 61));
    }

    @Test
    void isWithoutAnAnswerWhenTheRouterIsSlowOrSaysSomethingElse() {
        mood = Mood.SLOW;
        assertThat(times.from(51.4, 0, TWO)).isEmpty();
        mood = Mood.ODD;
        assertThat(times.from(51.4, 0, TWO)).isEmpty();
        assertThat(measures.get("geo.answers")
                        .tag("kind", "great-circle")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void leavesAFailingRouterAloneAndComesBackWhenItIsWell() {
        mood = Mood.FAILING;
        for (int i = 0; i < 10; i++) {
            assertThat(times.from(51.4, 0, TWO)).isEmpty();
        }
        int before = asked.get();
        mood = Mood.WELL;
        assertThat(times.from(51.4, 0, TWO)).isEmpty();
        assertThat(asked.get()).isEqualTo(before);
        assertThat(state("open")).isEqualTo(1);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> times.from(51.4, 0, TWO).isPresent());
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            times.from(51.4, 0, TWO);
            return state("closed") == 1;
        });
    }

    private double state(String state) {
        return measures.get("resilience4j.circuitbreaker.state")
                .tags("name", "router", "state", state)
                .gauge()
                .value();
    }

    private static void pause() {
        try {
            Thread.sleep(2_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
