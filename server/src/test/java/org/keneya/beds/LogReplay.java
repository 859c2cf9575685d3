// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.keneya.ServerFixture;
import org.keneya.events.Event;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Reads the whole log and holds it, the tables and the boards against each other. */
final class LogReplay {
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private int holds;

    private LogReplay() {}

    /** Fails at the first event that cannot follow those before it, or when the tables end otherwise. */
    static LogReplay of(ServerFixture server) {
        LogReplay replay = new LogReplay();
        PgBedLog log = server.bean(PgBedLog.class);
        Set<UUID> ids = new HashSet<>();
        long position = 0;
        for (List<Event> page = log.after(0, 5_000); !page.isEmpty(); page = log.after(position, 5_000)) {
            for (Event event : page) {
                assertThat(event.sequence()).isEqualTo(++position);
                assertThat(ids.add(event.id())).isTrue();
                replay.apply(event);
            }
        }
        Map<String, String> kept = new HashMap<>();
        PgHospitals hospitals = server.bean(PgHospitals.class);
        for (Board.Ward ward : server.bean(Board.class).wards()) {
            Map<String, Integer> counted = new HashMap<>();
            hospitals.beds(ward.hospital().id()).forEach(bed -> {
                String state = bed.bed().state().code();
                kept.put(bed.bed().id(), state);
                counted.merge(state, 1, Integer::sum);
                assertThat(bed.allocation() == null ? null : bed.allocation().toString())
                        .as(bed.bed().id())
                        .isEqualTo(replay.holders.get(bed.bed().id()));
            });
            assertThat(ward.beds().free()).isEqualTo(counted.getOrDefault("free", 0));
            assertThat(ward.beds().held()).isEqualTo(counted.getOrDefault("held", 0));
            assertThat(ward.beds().occupied()).isEqualTo(counted.getOrDefault("occupied", 0));
        }
        assertThat(kept).isEqualTo(replay.states);
        return replay;
    }

    int holds() {
        return holds;
    }

    private void apply(Event event) {
        Json.Obj data = JsonText.readObject(event.data());
        String bed = String.valueOf(data.string("bed"));
        String allocation = String.valueOf(data.string("allocation"));
        switch (event.type()) {
            case "hospital.registered" ->
                data.objects("beds")
                        .forEach(one ->
                                states.put(String.valueOf(one.string("id")), String.valueOf(one.string("state"))));
            case "hospital.diversion", "policy.changed" -> {}
            case "bed.state" -> {
                assertThat(states.put(bed, String.valueOf(data.string("to")))).isEqualTo(data.string("from"));
            }
            case "bed.held" -> {
                holds++;
                assertThat(states.put(bed, "held")).as(bed).isEqualTo("free");
                assertThat(holders.put(bed, allocation)).as(bed).isNull();
            }
            case "bed.extended" -> assertThat(holders.get(bed)).isEqualTo(allocation);
            case "bed.confirmed" -> {
                assertThat(holders.get(bed)).isEqualTo(allocation);
                assertThat(states.put(bed, "occupied")).isEqualTo("held");
            }
            default -> {
                assertThat(holders.remove(bed)).as(event.type()).isEqualTo(allocation);
                states.put(bed, String.valueOf(data.string("bedState")));
            }
        }
    }
}
