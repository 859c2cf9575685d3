// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.synthetic.internal.people.Dice;
import org.keneya.synthetic.internal.people.Ids;
import org.keneya.synthetic.internal.people.Person;

/**
 * One patient's record while it is written: the person, the body, the clock, the resources so far. Nothing is dated
 * before birth, after death or, except for appointments, after the present moment.
 */
public final class Chart {
    /** The hour of the reference day at which the record is looked at: night is over, consultations are to come. */
    private static final int PRESENT_HOUR = 7;

    private final Person person;
    private final LocalDate today;
    private final long seed;
    private final Dice dice;
    private final Body body;
    private final LocalDate since;
    private final List<Json.Obj> resources = new ArrayList<>(128);
    private final Map<Diagnosis, Problem> problems = new EnumMap<>(Diagnosis.class);
    private final List<Treatment> treatments = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>(128);
    private boolean allergicToPenicillin;
    private @Nullable Unit reserved;
    private int reservedBed;
    private long ordinal = 1;

    /** A long-lasting medicine, as the patient would tell it. */
    record Treatment(Drug drug, Posology posology, LocalDate since, LocalDate until) {}

    private record Pending(LocalDateTime at, Runnable write) {}

    /** @param since first day the hospital knew the person; not before birth */
    public Chart(Person person, long seed, LocalDate today, LocalDate since) {
        this.person = person;
        this.seed = seed;
        this.today = today;
        this.since = since.isBefore(person.born()) ? person.born() : since;
        this.dice = Dice.of(seed, person.number(), 3);
        this.body = new Body(person, seed, Dice.of(seed, person.number(), 4));
    }

    public Person person() {
        return person;
    }

    public Dice dice() {
        return dice;
    }

    public Body body() {
        return body;
    }

    public LocalDate today() {
        return today;
    }

    public LocalDate since() {
        return since;
    }

    /** The present moment. */
    public LocalDateTime now() {
        return today.atTime(PRESENT_HOUR, 0);
    }

    /** The last moment something can happen: now, or death. */
    public LocalDateTime end() {
        LocalDateTime died = person.died();
        return died != null && died.isBefore(now()) ? died : now();
    }

    public boolean isAlive() {
        return person.died() == null;
    }

    /** Whether something may begin at a moment and last some hours. */
    public boolean fits(LocalDateTime start, double hours) {
        return !start.toLocalDate().isBefore(person.born())
                && !start.plusMinutes((long) (hours * 60)).isAfter(end());
    }

    /** Whether the record says so; prescriptions keep clear of it. */
    public boolean isAllergicToPenicillin() {
        return allergicToPenicillin;
    }

    void allergicToPenicillin() {
        allergicToPenicillin = true;
    }

    /** A working hour of the day, or of the Monday after a week-end. */
    public LocalDateTime atWork(LocalDate day) {
        LocalDate working = day.getDayOfWeek() == DayOfWeek.SATURDAY
                ? day.plusDays(2)
                : day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
        return working.atTime(dice.between(8, 17), dice.below(4) * 15);
    }

    public LocalDateTime anyHour(LocalDate day) {
        return day.atTime(dice.below(24), dice.below(60));
    }

    /** A consultation, over in a quarter of an hour to three quarters. */
    public Visit consultation(Unit unit, LocalDateTime at, String title) {
        return new Visit(this, Visit.Kind.CONSULTATION, unit, at, dice.between(15, 45), title);
    }

    public Visit dayCase(Unit unit, LocalDateTime at, int hours, String title) {
        return new Visit(this, Visit.Kind.DAY_CASE, unit, at, hours * 60, title);
    }

    public Visit emergency(LocalDateTime at, int hours, String title) {
        int minutes = hours * 60 + dice.below(50);
        return new Visit(
                this, Visit.Kind.EMERGENCY, Unit.URG, at, reserved == Unit.URG ? minutes : over(at, minutes), title);
    }

    /**
     * A stay of some days. It goes on at present when a bed of the unit is reserved and it would end later; without
     * one it ends an hour ago at the latest, for the beds of the present are given out by number.
     */
    public Visit stay(Unit unit, LocalDateTime at, int days, String title) {
        int minutes = days * 1440 + dice.between(-90, 180);
        boolean goesOn = reserved == unit && at.plusMinutes(minutes).isAfter(now());
        Visit visit = new Visit(this, Visit.Kind.STAY, unit, at, goesOn ? minutes : over(at, minutes), title);
        return goesOn ? visit.bed(reservedBed) : visit;
    }

    /** Gives the person a bed of a unit for the stay that goes on at present. */
    public void reserve(Unit unit, int bed) {
        reserved = unit;
        reservedBed = bed;
    }

    private int over(LocalDateTime at, int minutes) {
        long room = Duration.between(at, now()).toMinutes() - 60;
        return (int) Math.max(30, Math.min(minutes, room));
    }

    /** Whether a pregnancy, or the months after one, is known on a day. */
    public boolean hadPregnancyAround(LocalDate day) {
        return resources.stream()
                .filter(resource -> "Procedure".equals(resource.string("resourceType")))
                .anyMatch(resource -> isBirthNear(resource, day));
    }

    private static boolean isBirthNear(Json.Obj procedure, LocalDate day) {
        Json.Obj code = procedure.object("code");
        Json.Obj period = procedure.object("performedPeriod");
        String text = code == null ? null : code.string("text");
        String start = period == null ? null : period.string("start");
        return text != null
                && start != null
                && text.startsWith("Accouchement")
                && Math.abs(LocalDate.parse(start.substring(0, 10)).toEpochDay() - day.toEpochDay()) < 450;
    }

    /**
     * Consultations at an interval from a day on, as long as they fit, then an appointment for the next one.
     *
     * @param steps what happens at each, with its rank from 0
     */
    public void follow(Unit unit, String title, LocalDate from, int everyDays, BiConsumer<Visit, Integer> steps) {
        LocalDate day = from.isBefore(since) ? since.plusDays(dice.below(everyDays)) : from;
        int rank = 0;
        LocalDateTime at = atWork(day);
        while (fits(at, 1)) {
            try (Visit visit = consultation(unit, at, title)) {
                steps.accept(visit, rank++);
            }
            int jitter = Math.max(1, everyDays / 10);
            at = atWork(at.toLocalDate().plusDays(everyDays + dice.between(-jitter, jitter)));
        }
        if (isAlive() && dice.chance(0.7)) {
            appointment(unit, title, at, "booked");
        }
    }

    /** A problem, written once: asked again, the same is returned. */
    public Problem problem(Diagnosis diagnosis, LocalDate onset, @Nullable LocalDate over, @Nullable Visit visit) {
        Problem known = problems.get(diagnosis);
        if (known != null && over == null) {
            return known;
        }
        String id = newId();
        boolean active = over == null || !over.isBefore(end().toLocalDate());
        Json.Obj condition = Fhir.resource("Condition", id);
        condition.put("clinicalStatus", Fhir.status("condition-clinical", active ? "active" : "resolved"));
        condition.put("verificationStatus", Fhir.status("condition-ver-status", "confirmed"));
        condition.put(
                "category",
                Fhir.list(
                        Fhir.status("condition-category", over == null ? "problem-list-item" : "encounter-diagnosis")));
        Json.Obj code = diagnosis.snomed().isEmpty()
                ? Fhir.concept(diagnosis.label(), Fhir.coding(Fhir.CIM_10, diagnosis.cim10(), diagnosis.label()))
                : Fhir.concept(
                        diagnosis.label(),
                        Fhir.coding(Fhir.CIM_10, diagnosis.cim10(), diagnosis.label()),
                        Fhir.coding(Fhir.SNOMED, diagnosis.snomed()));
        condition.put("code", code).put("subject", subject());
        LocalDate recorded = onset;
        if (visit != null) {
            condition.put("encounter", Fhir.reference(visit.reference()));
            recorded = visit.start().toLocalDate();
        }
        LocalDate begun = onset.isBefore(person.born()) ? person.born() : onset;
        condition.put("onsetDateTime", begun.toString());
        if (over != null && !active) {
            condition.put("abatementDateTime", over.toString());
        }
        condition.put("recordedDate", recorded.isBefore(begun) ? begun.toString() : recorded.toString());
        add(condition);
        Problem problem = new Problem(diagnosis, "Condition/" + id, begun);
        if (over == null) {
            problems.put(diagnosis, problem);
        }
        return problem;
    }

    public boolean has(Diagnosis diagnosis) {
        return problems.containsKey(diagnosis);
    }

    /** An appointment, mostly to come. */
    public void appointment(Unit unit, String title, LocalDateTime at, String status) {
        int rank = at.toLocalDate().equals(today) ? 1 : dice.between(1, unit.doctors());
        String id = newId();
        Json.Obj appointment = Fhir.resource("Appointment", id);
        appointment.put("status", status);
        appointment.put("serviceType", Fhir.list(Fhir.text(unit.label())));
        appointment.put("description", title);
        appointment.put("start", Fhir.instant(at)).put("end", Fhir.instant(at.plusMinutes(30)));
        appointment.put("minutesDuration", Fhir.number(30));
        LocalDateTime made = at.minusDays(dice.between(7, 45));
        appointment.put("created", Fhir.instant(made.isAfter(now()) ? now().minusDays(1) : made));
        appointment.put(
                "participant",
                Fhir.list(
                        participant(patient(), person.display()),
                        participant(unit.doctor(rank), Hospital.name(unit, rank)),
                        participant(unit.location(), unit.label())));
        add(appointment);
    }

    /** Adds a resource that is ready. */
    public void add(Json.Obj resource) {
        resources.add(resource);
    }

    public String newId() {
        return Ids.uuid(seed, person.number(), ordinal++);
    }

    /** {@code Patient/id}. */
    public String patient() {
        return "Patient/" + person.id();
    }

    public Json.Obj subject() {
        return Fhir.reference(patient());
    }

    /**
     * Leaves something to be written when every pathway has told what it does to the body and which medicines are taken:
     * values, prescriptions, letters. It is then done in order of time.
     */
    void later(LocalDateTime at, Runnable write) {
        pending.add(new Pending(at, write));
    }

    /** The whole record. Call it once every pathway is written. */
    public List<Json.Obj> resources() {
        pending.sort(Comparator.comparing(Pending::at));
        pending.forEach(one -> one.write.run());
        pending.clear();
        return resources;
    }

    List<Treatment> treatments() {
        return treatments;
    }

    private static Json.Obj participant(String actor, String display) {
        return new Json.Obj(2).put("actor", Fhir.reference(actor, display)).put("status", "accepted");
    }
}
