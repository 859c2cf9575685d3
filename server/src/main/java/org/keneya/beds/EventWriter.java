// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Placed;
import org.keneya.allocation.Travel;
import org.keneya.events.Event;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Writes down what happens in a turn, so that whoever reads the log alone can repeat every decision. */
final class EventWriter {
    /** Key of what concerns no hospital. */
    static final String NATION = "nation";

    private final Instant now;
    private final List<Event> to;
    private long sequence;
    private @Nullable String traceparent;

    /** @param position the last sequence there is */
    EventWriter(long position, Instant now, List<Event> to) {
        this.sequence = position;
        this.now = now;
        this.to = to;
    }

    /** What follows happens in this trace. */
    void within(@Nullable String trace) {
        traceparent = trace;
    }

    void held(Allocation made, Emergency emergency, Placed placed, Travel travel, int policy) {
        Json.Obj data = about(made)
                .put("expiresAt", made.expires().toString())
                .put("emergency", EmergencyText.of(emergency))
                .put("travelKind", placed.travelKind().code())
                .put("travelSeconds", whole(placed.travelSeconds()))
                .put("distanceMetres", whole(placed.distanceMetres()));
        if (!travel.seconds().isEmpty()) {
            Json.Obj seconds = new Json.Obj();
            travel.seconds().forEach((hospital, time) -> seconds.put(hospital, whole(time)));
            data.put("travel", seconds);
        }
        data.put("policy", whole(policy));
        UUID replaces = made.replaces();
        if (replaces != null) {
            data.put("replaces", replaces.toString());
        }
        add("bed.held", made.hospital(), data);
    }

    void ended(String type, Allocation after, BedState bedState) {
        Json.Obj data = about(after).put("bedState", bedState.code());
        UUID successor = after.replacedBy();
        if (successor != null) {
            data.put("replacedBy", successor.toString());
        }
        add(type, after.hospital(), data);
    }

    void extended(Allocation after) {
        add(
                "bed.extended",
                after.hospital(),
                about(after)
                        .put("bedState", BedState.HELD.code())
                        .put("expiresAt", after.expires().toString()));
    }

    void state(String hospital, String bed, BedState from, BedState towards, String cause) {
        add(
                "bed.state",
                hospital,
                new Json.Obj()
                        .put("hospital", hospital)
                        .put("bed", bed)
                        .put("from", from.code())
                        .put("to", towards.code())
                        .put("cause", cause));
    }

    void diversion(String hospital, Diversion diversion) {
        add(
                "hospital.diversion",
                hospital,
                new Json.Obj().put("hospital", hospital).put("diversion", diversion.code()));
    }

    void registered(Hospital hospital, List<Bed> beds) {
        Json.Arr list = new Json.Arr();
        beds.forEach(bed -> list.add(HospitalText.of(bed)));
        add(
                "hospital.registered",
                hospital.id(),
                new Json.Obj().put("hospital", HospitalText.of(hospital)).put("beds", list));
    }

    void policy(AllocationPolicy policy) {
        add("policy.changed", NATION, new Json.Obj().put("policy", PolicyJson.of(policy)));
    }

    private static Json.Obj about(Allocation allocation) {
        return new Json.Obj(12)
                .put("allocation", allocation.id().toString())
                .put("hospital", allocation.hospital())
                .put("bed", allocation.bed());
    }

    private void add(String type, String key, Json.Obj data) {
        to.add(new Event(++sequence, Ids.next(now), type, key, now, JsonText.bytes(data), traceparent));
    }

    private static Json.Num whole(long number) {
        return new Json.Num(Long.toString(number));
    }
}
