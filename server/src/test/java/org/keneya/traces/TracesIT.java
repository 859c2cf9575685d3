// SPDX-License-Identifier: Apache-2.0
package org.keneya.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keneya.ServerFixture;

/** With a real collector, as far as it need be one: it takes OTLP over HTTP and keeps the bytes. */
class TracesIT {
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
        assertThat(isTold(new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1))).isTrue();
        assertThat(isTold("0198b0f2")).isFalse();
    }

    @Test
    void whatHappensInOtherThreadsIsToldUnderTheRequest() {
        long now = System.nanoTime();
        server.bean(Traces.class).note("00-" + TRACE + "-b7ad6b7169203331-01", "beds.decide", now - 1_000, now);
        server.bean(Traces.class).note("garbage", "never.told", now - 1_000, now);

        await().atMost(Duration.ofSeconds(20)).until(() -> isTold("beds.decide"));
        assertThat(isTold("never.told")).isFalse();
    }

    private static boolean isTold(String text) {
        return TOLD.stream().anyMatch(told -> told.contains(text));
    }
}
