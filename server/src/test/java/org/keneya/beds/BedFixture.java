// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.Client;
import org.keneya.Reply;
import org.keneya.ServerFixture;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Isolation;
import org.keneya.allocation.Place;
import org.keneya.model.Json;

/** Hospitals of a test's own, far from all others, and requests about them. */
final class BedFixture {
    static final String CARDIOLOGY = "320";
    static final String IMMUNOLOGY = "313";
    static final String NEUROPATHOLOGY = "832";

    private final ServerFixture server;

    BedFixture(ServerFixture server) {
        this.server = server;
    }

    /** A hospital with so many free beds that serve all the specialities. */
    void hospital(String id, double latitude, double longitude, int beds, String... specialities) {
        hospital(id, latitude, longitude, null, beds, specialities);
    }

    void hospital(
            String id,
            double latitude,
            double longitude,
            @Nullable Integer establishment,
            int beds,
            String... specialities) {
        List<Bed> list = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            list.add(bed(id, "A-" + i, Set.of(specialities)));
        }
        register(
                new Hospital(id, "Hôpital " + id, new Place(latitude, longitude), Diversion.OPEN, "FR", "Océan"),
                list,
                establishment);
    }

    static Bed bed(String hospital, String unit, Set<String> specialities) {
        return new Bed(
                hospital + "." + unit,
                hospital,
                unit,
                specialities,
                Set.of("monitor"),
                Isolation.CONTACT,
                null,
                0,
                130,
                BedState.FREE);
    }

    void register(Hospital hospital, List<Bed> beds, @Nullable Integer establishment) {
        Answer answer = server.bean(BedWriter.class).carryOut(new Command.Register(hospital, beds, establishment));
        if (!(answer instanceof Answer.Done)) {
            throw new IllegalStateException("not registered: " + answer);
        }
    }

    /** Asks for a bed there, under a key of its own. */
    Reply ask(Client client, String speciality, double latitude, double longitude) {
        return ask(client, UUID.randomUUID().toString(), body(speciality, latitude, longitude));
    }

    Reply ask(Client client, String key, Json.Obj body) {
        return client.with("Idempotency-Key", key).post("/api/allocations", body);
    }

    static Json.Obj body(String speciality, double latitude, double longitude) {
        return new Json.Obj()
                .put("speciality", speciality)
                .put("latitude", new Json.Num(Double.toString(latitude)))
                .put("longitude", new Json.Num(Double.toString(longitude)));
    }

    Reply act(Client client, String allocation, String verb) {
        return act(client, allocation, verb, "");
    }

    Reply act(Client client, String allocation, String verb, String body) {
        return client.with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/api/allocations/%s/%s".formatted(allocation, verb), body.replace('\'', '"'));
    }

    static String hospital(Reply reply) {
        return String.valueOf(java.util.Objects.requireNonNull(reply.json().object("hospital"), reply::text)
                .string("id"));
    }

    static String bed(Reply reply) {
        return String.valueOf(java.util.Objects.requireNonNull(reply.json().object("bed"), reply::text)
                .string("id"));
    }
}
