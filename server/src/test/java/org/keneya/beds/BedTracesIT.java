// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keneya.Reply;
import org.keneya.ServerFixture;
import org.keneya.traces.Traces;

/** With a real collector, as far as it need be one: it takes OTLP over HTTP and keeps the bytes. */
class BedTracesIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final CopyOnWriteArrayList<String> TOLD = new CopyOnWriteArrayList<>();

    private static HttpServer collector;
    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            TOLD.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        server = ServerFixture.with(Map.of(
                "keneya.traces.endpoint",
                "http://127.0.0.1:%d/v1/traces".formatted(collector.getAddress().getPort())));
    }

    @AfterAll
    static void stop() {
        collector.stop(0);
    }

    @Test
    void aRequestAboutAllocationsIsToldInTheTraceItCameWith() {
        server.asSystem()
                .with("traceparent", "00-" + TRACE + "-b7ad6b7169203331-00")
                .get("/api/allocations/0198b0f2-0000-7000-8000-000000000001");

        await().atMost(Duration.ofSeconds(20)).until(() -> isTold("GET /api/allocations/{id}"));
        assertThat(isTold(new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1)))
                .isTrue();
        assertThat(isTold("0198b0f2")).isFalse();
    }

    @Test
    void anAllocationIsToldFromTheRequestToItsPublication() {
        String trace = "1bf7651916cd43dd8448eb211c80319c";
        BedFixture beds = new BedFixture(server);
        beds.hospital("TR-1", -64.0, -20.0, 1, BedFixture.CARDIOLOGY);
        Reply held = beds.ask(
                server.as("regulateur").with("traceparent", "00-" + trace + "-b7ad6b7169203331-01"),
                BedFixture.CARDIOLOGY,
                -64.0,
                -20.0);

        assertThat(held.status()).as(held.text()).isEqualTo(201);
        for (String part :
                List.of("POST /api/allocations", "beds.queue", "beds.decide", "beds.write", "events.publish")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> isTold(part));
        }
        assertThat(server.asSystem().get("/api/beds/events").text()).contains("\"traceparent\":\"00-" + trace);
    }

    @Test
    void whatHappensInOtherThreadsIsToldUnderTheRequest() {
        long now = System.nanoTime();
        server.bean(Traces.class).note("00-" + TRACE + "-b7ad6b7169203331-01", "other.thread", now - 1_000, now);
        server.bean(Traces.class).note("garbage", "never.told", now - 1_000, now);

        await().atMost(Duration.ofSeconds(20)).until(() -> isTold("other.thread"));
        assertThat(isTold("never.told")).isFalse();
    }

    private static boolean isTold(String text) {
        return TOLD.stream().anyMatch(told -> told.contains(text));
    }
}
