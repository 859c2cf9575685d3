// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Census;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Hospital;
import org.keneya.events.Event;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * The census of all beds as it was at one position of the log, and the policy then in force. Follows the log: whoever applies
 * the same events to the same census has the same census. For the writer's thread alone.
 */
final class Nation {
    private final Census census;
    private final Map<String, Integer> establishments;
    private final Set<String> touched = new HashSet<>();
    private AllocationPolicy policy;
    private long position;
    private Instant time;

    /**
     * @param establishments by hospital, of those that have one
     * @param position sequence of the last event that the census knows; 0 for none
     * @param time of that event
     */
    Nation(Census census, Map<String, Integer> establishments, AllocationPolicy policy, long position, Instant time) {
        this.census = census;
        this.establishments = establishments;
        this.policy = policy;
        this.position = position;
        this.time = time;
        census.hospitals().forEach(hospital -> touched.add(hospital.id()));
    }

    Census census() {
        return census;
    }

    AllocationPolicy policy() {
        return policy;
    }

    void policy(AllocationPolicy other) {
        policy = other;
    }

    long position() {
        return position;
    }

    /** When the last thing happened that the census knows. */
    Instant time() {
        return time;
    }

    @Nullable
    Integer establishment(String hospital) {
        return establishments.get(hospital);
    }

    void establishment(String hospital, int establishment) {
        establishments.put(hospital, establishment);
        touched.add(hospital);
    }

    BedState state(String bed, BedState after) {
        touched.add(census.bed(bed).orElseThrow().hospital());
        return census.state(bed, after);
    }

    void divert(String hospital, Diversion diversion) {
        census.diversion(hospital, diversion);
        touched.add(hospital);
    }

    void put(Hospital hospital, List<Bed> beds) {
        census.put(hospital);
        beds.forEach(census::put);
        touched.add(hospital.id());
    }

    /** The log is this far; what happened is in the census already. */
    void reached(List<Event> own) {
        if (!own.isEmpty()) {
            position = own.getLast().sequence();
            time = own.getLast().time();
        }
    }

    /** Applies what another node did. */
    void follow(Event event) {
        if (event.sequence() != position + 1) {
            throw new IllegalStateException(
                    "event %d follows %d: the log has a gap".formatted(event.sequence(), position));
        }
        Json.Obj data = JsonText.readObject(event.data());
        switch (event.type()) {
            case "bed.held" -> state(EmergencyText.required(data, "bed"), BedState.HELD);
            case "bed.state" ->
                state(EmergencyText.required(data, "bed"), BedState.of(EmergencyText.required(data, "to")));
            case "hospital.diversion" -> divert(event.key(), Diversion.of(EmergencyText.required(data, "diversion")));
            case "hospital.registered" ->
                put(
                        HospitalText.hospital(Objects.requireNonNull(data.object("hospital"))),
                        HospitalText.beds(event.key(), data.objects("beds")));
            case "policy.changed" -> policy = PolicyJson.read(Objects.requireNonNull(data.object("policy")));
            default ->
                state(EmergencyText.required(data, "bed"), BedState.of(EmergencyText.required(data, "bedState")));
        }
        position = event.sequence();
        time = event.time();
    }

    /** The hospitals of which anything changed since this was last asked. */
    Set<String> touched() {
        Set<String> since = Set.copyOf(touched);
        touched.clear();
        return since;
    }
}
