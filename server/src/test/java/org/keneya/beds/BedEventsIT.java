// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;
import static org.keneya.beds.BedFixture.CARDIOLOGY;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.events.EventSchemas;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** What receivers are told is what the published schemas say, whatever happened. */
class BedEventsIT {
    private final BedFixture beds = new BedFixture(SERVER);
    private final Client regulator = SERVER.as("regulateur");

    @Test
    void everyEventTheServerTellsIsAsItsSchemaSays() {
        beds.hospital("EV-1", -60.0, -20.0, 4, CARDIOLOGY);
        beds.hospital("EV-2", -60.1, -20.0, 4, CARDIOLOGY);
        String life = hold();
        act(life, "extend", "{'seconds':3000}", 200);
        act(life, "confirm", "", 200);
        act(life, "release", "", 200);
        act(hold(), "cancel", "", 200);
        act(hold(), "refuse", "{'reason':'Panne'}", 201);
        String moving = hold();
        act(moving, "confirm", "", 200);
        act(moving, "transfer", "{'hospital':'EV-2'}", 201);
        Json.Obj demanding = body().put("age", new Json.Num("0.5"))
                .put("sex", "female")
                .put("isolation", "contact")
                .put("equipment", new Json.Arr().add(new Json.Str("monitor")))
                .put("priority", new Json.Num("1"))
                .put("hospital", "EV-2")
                .put("holdSeconds", new Json.Num("30"));
        assertThat(beds.ask(regulator, UUID.randomUUID().toString(), demanding).status())
                .isEqualTo(201); // and nobody confirms
        Client system = SERVER.asSystem();
        assertThat(system.send("PATCH", "/api/beds/EV-1.A-4", bytes("{'state':'closed'}"))
                        .status())
                .isEqualTo(200);
        assertThat(system.send("PATCH", "/api/hospitals/EV-1", bytes("{'diversion':'critical'}"))
                        .status())
                .isLessThan(300);
        Json.Obj policy = system.get("/api/beds/policy").json();
        policy.put("version", new Json.Num(Integer.toString(version(policy) + 1)));
        assertThat(system.send("PUT", "/api/beds/policy", JsonText.bytes(policy))
                        .status())
                .isEqualTo(200);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> types(told()).contains("org.keneya.beds.bed.expired.v1"));
        List<String> told = told();
        assertThat(told)
                .allSatisfy(line -> assertThat(EventSchemas.faults(line.getBytes(StandardCharsets.UTF_8)))
                        .as(line)
                        .isEmpty());
        assertThat(types(told)).isEqualTo(EventSchemas.types());
    }

    @Test
    void whatIsNotAsItsSchemaSaysIsSeen() {
        beds.hospital("EV-3", -62.0, -20.0, 1, CARDIOLOGY);
        String good = told().stream()
                .filter(line -> line.contains("EV-3"))
                .findFirst()
                .orElseThrow();
        Predicate<String> isFaulty = line ->
                !EventSchemas.faults(line.getBytes(StandardCharsets.UTF_8)).isEmpty();
        assertThat(good).doesNotMatch(isFaulty);
        assertThat(good.replace("\"1.0\"", "\"2.0\"")).matches(isFaulty);
        assertThat(good.replace("\"open\"", "\"ajar\"")).matches(isFaulty);
        assertThat(good.replace("hospital.registered", "hospital.sold")).matches(isFaulty);
    }

    private String hold() {
        Reply held = beds.ask(regulator, UUID.randomUUID().toString(), body());
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        return held.id();
    }

    private static Json.Obj body() {
        return BedFixture.body(CARDIOLOGY, -60.0, -20.0);
    }

    private void act(String allocation, String verb, String body, int expected) {
        Reply reply = beds.act(regulator, allocation, verb, body);
        assertThat(reply.status()).as(verb + " " + reply.text()).isEqualTo(expected);
    }

    private static List<String> told() {
        return SERVER.asSystem()
                .get("/api/beds/events?limit=100000")
                .text()
                .lines()
                .toList();
    }

    private static Set<String> types(List<String> lines) {
        Set<String> types = new TreeSet<>();
        lines.forEach(line -> types.add(String.valueOf(JsonText.readObject(line).string("type"))));
        return types;
    }

    private static int version(Json.Obj policy) {
        return policy.get("version") instanceof Json.Num number
                ? number.decimal().intValue()
                : 0;
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
