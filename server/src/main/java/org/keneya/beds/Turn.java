// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Allocator;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Decision;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.NoBed;
import org.keneya.allocation.Placed;
import org.keneya.allocation.Travel;
import org.keneya.model.JsonText;

/**
 * One batch of commands, carried out one after the other on the current census. Nothing here waits or fails: what cannot be
 * done is an answer. The census is changed at once; when the transaction fails, it has to be read anew.
 */
final class Turn {
    private final Nation nation;
    private final Known known;
    private final BedSettings settings;
    private final Changes changes;
    private final EventWriter events;
    private final List<Given> answers = new ArrayList<>();

    /** An answer, to be given once it is durable. */
    record Given(Waiting to, Answer answer) {}

    Turn(Nation nation, Known known, BedSettings settings) {
        this.nation = nation;
        this.known = known;
        this.settings = settings;
        changes = new Changes(known.now());
        events = new EventWriter(nation.position(), known.now(), changes.events);
    }

    Changes changes() {
        return changes;
    }

    List<Given> answers() {
        return answers;
    }

    /** Ends the holds whose time is over; before anything else, for their beds are free. */
    void expire() {
        for (UUID id : known.due()) {
            Allocation due = current(id);
            if (due != null && due.status() == Status.HELD) {
                end(due, Status.EXPIRED, "bed.expired", BedState.FREE, null);
            }
        }
    }

    void carryOut(Waiting waiting) {
        events.within(waiting.command().trace());
        Answer answer = switch (waiting.command()) {
            case Command.Hold hold -> hold(hold);
            case Command.Act act -> act(act);
            case Command.ChangeBed change -> change(change);
            case Command.Divert divert -> divert(divert);
            case Command.Register register -> register(register);
            case Command.SetPolicy set -> set(set);
        };
        answers.add(new Given(waiting, answer));
    }

    private Answer hold(Command.Hold hold) {
        Answer before = before(hold.key(), true);
        if (before != null) {
            return before;
        }
        return switch (decide(hold.emergency(), hold.travel())) {
            case NoBed(var reasons) -> new Answer.NoneFits(JsonText.write(ChoiceText.of(reasons)));
            case Placed placed -> {
                Allocation made = make(
                        hold.asker().tenant().id(),
                        hold.asker().login(),
                        placed,
                        hold.emergency(),
                        hold.travel(),
                        hold.length(),
                        null);
                remember(hold.key(), made.id(), null);
                yield new Answer.Made(made);
            }
        };
    }

    private Answer act(Command.Act act) {
        boolean makes = act.action() instanceof Action.Refuse || act.action() instanceof Action.Transfer;
        Answer before = before(act.key(), makes);
        if (before != null) {
            return before;
        }
        Allocation allocation = current(act.allocation());
        if (allocation == null || !act.asker().mayAct(allocation, nation.establishment(allocation.hospital()))) {
            return new Answer.Refused(Refusals.noAllocation());
        }
        return switch (act.action()) {
            case Action.Confirm _ ->
                allocation.status() == Status.HELD
                        ? changed(act, confirm(allocation))
                        : refused(allocation, "confirmed");
            case Action.Cancel _ ->
                allocation.status() == Status.HELD
                        ? changed(act, end(allocation, Status.CANCELLED, "bed.cancelled", BedState.FREE, null))
                        : refused(allocation, "cancelled");
            case Action.Release(boolean cleaning) ->
                allocation.status() == Status.CONFIRMED
                        ? changed(
                                act,
                                end(
                                        allocation,
                                        Status.RELEASED,
                                        "bed.released",
                                        cleaning ? BedState.CLEANING : BedState.FREE,
                                        null))
                        : refused(allocation, "released");
            case Action.Extend(Duration length) ->
                allocation.status() == Status.HELD
                        ? changed(act, extend(allocation, length))
                        : refused(allocation, "extended");
            case Action.Refuse(var reason) ->
                allocation.status() == Status.HELD
                        ? refuse(act, allocation.because(reason))
                        : refused(allocation, "refused");
            case Action.Transfer(var hospital) ->
                allocation.status().isLive() ? transfer(act, allocation, hospital) : refused(allocation, "transferred");
        };
    }

    private static Answer refused(Allocation allocation, String what) {
        return new Answer.Refused(Refusals.status(allocation, what));
    }

    private Answer changed(Command.Act act, Allocation after) {
        remember(act.key(), after.id(), null);
        return new Answer.Changed(after);
    }

    private Allocation confirm(Allocation held) {
        Allocation after = held.with(Status.CONFIRMED, changes.now, held.replacedBy());
        changes.move(held, after);
        state(held.bed(), BedState.OCCUPIED);
        events.ended("bed.confirmed", after, BedState.OCCUPIED);
        return after;
    }

    private Allocation extend(Allocation held, Duration length) {
        Allocation after = held.until(changes.now.plus(length));
        changes.move(held, after);
        events.extended(after);
        return after;
    }

    private Allocation end(Allocation live, Status status, String type, BedState bedState, @Nullable UUID successor) {
        Allocation after = live.with(status, changes.now, successor);
        changes.move(live, after);
        state(live.bed(), bedState);
        events.ended(type, after, bedState);
        return after;
    }

    /** The hospital's bed is free again whether or not there is another one. */
    private Answer refuse(Command.Act act, Allocation held) {
        Emergency asked = elsewhere(held, null);
        return switch (decide(asked, act.travel())) {
            case NoBed(var reasons) -> {
                Allocation ended = end(held, Status.REFUSED, "bed.refused", BedState.FREE, null);
                String why = JsonText.write(ChoiceText.of(reasons));
                remember(act.key(), ended.id(), why);
                yield new Answer.NoneFits(why);
            }
            case Placed placed -> replace(act, held, Status.REFUSED, "bed.refused", BedState.FREE, asked, placed);
        };
    }

    /** Nobody leaves a bed before there is another one. */
    private Answer transfer(Command.Act act, Allocation live, @Nullable String hospital) {
        Emergency asked = elsewhere(live, hospital);
        BedState left = live.status() == Status.HELD ? BedState.FREE : BedState.CLEANING;
        return switch (decide(asked, act.travel())) {
            case NoBed(var reasons) -> new Answer.NoneFits(JsonText.write(ChoiceText.of(reasons)));
            case Placed placed -> replace(act, live, Status.TRANSFERRED, "bed.transferred", left, asked, placed);
        };
    }

    private Answer replace(
            Command.Act act,
            Allocation old,
            Status status,
            String type,
            BedState left,
            Emergency asked,
            Placed placed) {
        Duration length = settings.usualHold();
        UUID id = Ids.next(changes.now);
        end(old, status, type, left, id);
        Allocation made = make(id, old.tenant(), old.login(), placed, asked, act.travel(), length, old.id());
        remember(act.key(), made.id(), null);
        return new Answer.Made(made);
    }

    /** The same emergency without the hospital it was to go to. */
    private static Emergency elsewhere(Allocation allocation, @Nullable String hospital) {
        Emergency asked = EmergencyText.read(JsonText.readObject(allocation.emergency()));
        Set<String> excluded = new HashSet<>(asked.excluded());
        if (hospital == null) {
            excluded.add(allocation.hospital());
        } else {
            excluded.remove(hospital);
        }
        return new Emergency(
                asked.speciality(),
                asked.place(),
                asked.age(),
                asked.sex(),
                asked.isolation(),
                asked.equipment(),
                asked.priority(),
                hospital,
                excluded);
    }

    private Decision decide(Emergency emergency, Travel travel) {
        return Allocator.decide(nation.census(), emergency, nation.policy(), travel);
    }

    private Allocation make(
            int tenant,
            long login,
            Placed placed,
            Emergency emergency,
            Travel travel,
            Duration length,
            @Nullable UUID replaces) {
        return make(Ids.next(changes.now), tenant, login, placed, emergency, travel, length, replaces);
    }

    private Allocation make(
            UUID id,
            int tenant,
            long login,
            Placed placed,
            Emergency emergency,
            Travel travel,
            Duration length,
            @Nullable UUID replaces) {
        Instant now = changes.now;
        Allocation made = new Allocation(
                id,
                tenant,
                login,
                placed.hospital().id(),
                placed.bed().id(),
                Status.HELD,
                now,
                now.plus(length),
                now,
                JsonText.write(EmergencyText.of(emergency)),
                JsonText.write(ChoiceText.of(placed, nation.policy().version())),
                null,
                replaces,
                null);
        changes.made.put(id, made);
        state(made.bed(), BedState.HELD);
        events.held(made, emergency, placed, travel, nation.policy().version());
        return made;
    }

    private Answer change(Command.ChangeBed change) {
        Optional<Bed> bed = nation.census().bed(change.bed());
        if (bed.isEmpty()) {
            return new Answer.Refused(Refusals.noBed());
        }
        String hospital = bed.get().hospital();
        if (!change.asker().nation() && !isOwn(change.asker(), hospital)) {
            return new Answer.Refused(Refusals.notYours());
        }
        BedState before = bed.get().state();
        if (before == change.state()) {
            return new Answer.Done();
        }
        UUID live = known.live().get(change.bed());
        Allocation holder = live == null ? null : current(live);
        if (before == BedState.HELD || holder != null && holder.status().isLive()) {
            return new Answer.Refused(Refusals.taken(before));
        }
        state(change.bed(), change.state());
        events.state(hospital, change.bed(), before, change.state(), "staff");
        return new Answer.Done();
    }

    private boolean isOwn(Asker asker, String hospital) {
        Integer establishment = nation.establishment(hospital);
        return asker.keeps()
                && establishment != null
                && establishment == asker.tenant().id();
    }

    private Answer divert(Command.Divert divert) {
        Optional<Hospital> hospital = nation.census().hospital(divert.hospital());
        if (hospital.isEmpty()) {
            return new Answer.Refused(Refusals.noHospital());
        }
        if (!divert.asker().nation() && !isOwn(divert.asker(), divert.hospital())) {
            return new Answer.Refused(Refusals.notYours());
        }
        if (hospital.get().diversion() != divert.diversion()) {
            nation.divert(divert.hospital(), divert.diversion());
            changes.diversions.put(divert.hospital(), divert.diversion());
            events.diversion(divert.hospital(), divert.diversion());
        }
        return new Answer.Done();
    }

    /** A bed that is held or given keeps doing what it does, whatever the file says. */
    private Answer register(Command.Register register) {
        List<Bed> beds = new ArrayList<>(register.beds().size());
        for (Bed bed : register.beds()) {
            Optional<Bed> there = nation.census().bed(bed.id());
            if (there.isPresent() && !there.get().hospital().equals(bed.hospital())) {
                return new Answer.Refused(Refusals.bedElsewhere());
            }
            UUID live = known.live().get(bed.id());
            Allocation holder = live == null ? null : current(live);
            boolean given = there.isPresent()
                    && (there.get().state() == BedState.HELD
                            || holder != null && holder.status().isLive());
            beds.add(given ? bed.in(there.get().state()) : bed);
        }
        Command.Register effective = new Command.Register(register.hospital(), beds, register.establishment());
        nation.put(effective.hospital(), effective.beds());
        changes.registered.add(effective);
        events.registered(effective.hospital(), effective.beds());
        return new Answer.Done();
    }

    private Answer set(Command.SetPolicy set) {
        if (set.policy().version() <= nation.policy().version()) {
            return new Answer.Refused(Refusals.policyVersion(nation.policy().version()));
        }
        nation.policy(set.policy());
        changes.policy = set.policy();
        events.policy(set.policy());
        return new Answer.Done();
    }

    private void state(String bed, BedState after) {
        BedState before = nation.state(bed, after);
        changes.bed(bed, before, after);
    }

    private @Nullable Allocation current(UUID id) {
        Changes.Moved moved = changes.moved.get(id);
        return moved != null ? moved.after() : known.allocations().get(id);
    }

    private void remember(RequestKey key, UUID allocation, @Nullable String refusal) {
        changes.requests.put(key.client(), new Known.Remembered(key.body(), allocation, refusal));
    }

    /** What was answered to this key before; null when it is new. */
    private @Nullable Answer before(RequestKey key, boolean makes) {
        Known.Remembered remembered = known.requests().get(key.client());
        if (remembered == null) {
            remembered = changes.requests.get(key.client());
        }
        if (remembered == null) {
            return null;
        }
        if (!remembered.body().equals(key.body())) {
            return new Answer.Refused(Refusals.otherBody());
        }
        if (remembered.refusal() != null) {
            return new Answer.NoneFits(remembered.refusal());
        }
        UUID id = remembered.allocation();
        Allocation allocation = changes.made.getOrDefault(id, current(id));
        if (allocation == null) {
            return Answer.Busy.BROKEN;
        }
        return makes ? new Answer.Made(allocation) : new Answer.Changed(allocation);
    }
}
