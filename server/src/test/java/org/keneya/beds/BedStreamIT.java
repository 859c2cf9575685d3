// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.beds.BedFixture.CARDIOLOGY;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keneya.Reply;
import org.keneya.ServerFixture;
import org.keneya.model.Json;

/** The events, as screens and programs follow them. */
class BedStreamIT {
    private final BedFixture beds = new BedFixture(SERVER);

    @Test
    void tellsWhatHappensAndGoesOnWhereTheScreenLeftOff() throws Exception {
        beds.hospital("SSE-1", -82.0, -20.0, 1, CARDIOLOGY);
        long from = SERVER.bean(PgBedLog.class).last();
        Reply held = beds.ask(SERVER.as("regulateur"), CARDIOLOGY, -82.0, -20.0);
        beds.act(SERVER.as("regulateur"), held.id(), "confirm");

        try (Stream stream = new Stream("regulateur", from)) {
            Told first = stream.next();
            assertThat(first.type).isEqualTo("bed.held");
            assertThat(first.data.string("allocation")).isEqualTo(held.id());
            assertThat(stream.next().type).isEqualTo("bed.confirmed");
            beds.act(SERVER.as("regulateur"), held.id(), "release");
            assertThat(stream.next().data.string("bedState")).isEqualTo("cleaning");
            try (Stream again = new Stream("regulateur", first.sequence)) {
                assertThat(again.next().type).isEqualTo("bed.confirmed");
            }
        }
        try (Stream nurse = new Stream("ide", from)) {
            Json.Obj told = nurse.next().data;
            assertThat(told.string("bed")).isEqualTo("SSE-1.A-1");
            assertThat(told.has("allocation") || told.has("emergency")).isFalse();
        }
    }

    @Test
    void givesTheLogToProgramsAsCloudEvents() {
        beds.hospital("SSE-2", -84.0, -20.0, 1, CARDIOLOGY);
        long from = SERVER.bean(PgBedLog.class).last();
        Reply held = beds.ask(SERVER.asSystem(), CARDIOLOGY, -84.0, -20.0);
        Reply log = SERVER.asSystem().get("/api/beds/events?after=" + from);
        Json.Obj event = ServerFixture.json(log.text().lines().findFirst().orElseThrow());
        assertThat(event.string("specversion")).isEqualTo("1.0");
        assertThat(event.string("type")).isEqualTo("org.keneya.beds.bed.held.v1");
        assertThat(event.string("subject")).isEqualTo("SSE-2");
        assertThat(event.string("sequence")).isEqualTo("%019d".formatted(from + 1));
        Json.Obj data = java.util.Objects.requireNonNull(event.object("data"));
        assertThat(data.string("allocation")).isEqualTo(held.id());
        assertThat(java.util.Objects.requireNonNull(data.object("emergency")).string("speciality"))
                .isEqualTo(CARDIOLOGY);
    }

    private record Told(long sequence, String type, Json.Obj data) {}

    /** One connection of a screen. */
    private static final class Stream implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final HttpResponse<java.io.InputStream> response;
        private final BufferedReader lines;

        Stream(String login, long last) throws IOException, InterruptedException {
            response = client.send(
                    HttpRequest.newBuilder(URI.create(SERVER.origin() + "/api/beds/stream"))
                            .header("Authorization", "Bearer " + SERVER.token(login))
                            .header("Last-Event-ID", Long.toString(last))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        Told next() throws IOException {
            List<String> told = new ArrayList<>();
            while (true) {
                String line = lines.readLine();
                assertThat(line).isNotNull();
                if (line.startsWith("id: ") || line.startsWith("event: ") || line.startsWith("data: ")) {
                    told.add(line);
                }
                if (line.isEmpty() && told.size() == 3) {
                    return new Told(
                            Long.parseLong(value(told.get(0))),
                            value(told.get(1)),
                            org.keneya.model.JsonText.readObject(value(told.get(2))));
                }
            }
        }

        private static String value(@Nullable String line) {
            return String.valueOf(line).substring(String.valueOf(line).indexOf(' ') + 1);
        }

        @Override
        public void close() throws IOException {
            response.body().close();
            client.shutdownNow();
        }
    }
}
