// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.keneya.synthetic.internal.chart.Background;
import org.keneya.synthetic.internal.chart.Chart;
import org.keneya.synthetic.internal.chart.Patients;
import org.keneya.synthetic.internal.people.Cast;
import org.keneya.synthetic.internal.people.Dice;
import org.keneya.synthetic.internal.people.People;
import org.keneya.synthetic.internal.people.Person;
import org.keneya.synthetic.internal.people.Plan;

/** Leads one person through the pathways that chance, age, sex and number bring. */
public final class Life {
    /** No random event begins in the last days: who is in hospital now is the plan's to say. */
    private static final int QUIET_DAYS = 2;

    private Life() {}

    /**
     * The record of a patient.
     *
     * @param followed told the code of each pathway the patient follows
     */
    public static Chart live(long seed, long number, LocalDate today, Consumer<String> followed) {
        Person person = People.person(seed, number, today);
        Dice dice = Dice.of(seed, number, 5);
        Cast cast = Cast.of(number, today).orElse(null);
        int years = cast != null ? 4 : knownFor(dice);
        Chart chart = new Chart(
                person, seed, today, lastDay(person, today).minusYears(years).minusDays(dice.below(365)));
        chart.add(Patients.patient(person));
        Background.write(chart, cast == null ? Cast.Allergies.ANY : cast.allergies());
        List<String> wanted = cast == null ? List.of() : cast.pathways();
        for (String code : wanted) {
            Pathway pathway = Pathways.of(code);
            followed.accept(code);
            pathway.course().run(chart, wantedStart(chart, pathway, dice));
        }
        for (Pathway pathway : Pathways.LASTING) {
            if (!wanted.contains(pathway.code()) && falls(pathway, person, chart, dice)) {
                begin(chart, pathway, dice, followed);
            }
        }
        for (Pathway pathway : Pathways.EVENTS) {
            events(chart, pathway, dice, followed);
        }
        Present.write(chart, Plan.of(number));
        return chart;
    }

    /** Years since the first contact: mostly few, sometimes many. */
    private static int knownFor(Dice dice) {
        double draw = dice.unit();
        if (draw < 0.8) {
            return draw < 0.5 ? 0 : 1;
        }
        return draw < 0.95 ? dice.between(2, 3) : dice.between(4, 10);
    }

    private static LocalDate lastDay(Person person, LocalDate today) {
        LocalDateTime died = person.died();
        return died == null ? today : died.toLocalDate();
    }

    private static LocalDateTime wantedStart(Chart chart, Pathway pathway, Dice dice) {
        Person person = chart.person();
        LocalDate today = chart.today();
        return switch (pathway.code()) {
            case "naissance", "nourrisson" -> person.born().atTime(2, 10);
            case "grossesse" ->
                today.minusDays(dice.chance(0.5) ? 34 * 7 : 20 * 7).atTime(9, 0);
            case "choc-septique" -> today.minusDays(64).atTime(15, 20);
            case "pneumopathie", "bronchiolite", "plaie", "chute" ->
                today.minusDays(dice.between(60, 300)).atTime(18, 5);
            case "cancer-colon", "cancer-sein" -> today.minusDays(500).atTime(10, 0);
            case "soins-palliatifs" -> today.minusDays(14).atTime(11, 0);
            default ->
                pathway.pace() instanceof Pathway.Pace.Share
                        ? today.minusDays(dice.between(1400, 2600)).atTime(10, 0)
                        : today.minusDays(dice.between(20, 400)).atTime(10, 0);
        };
    }

    private static boolean falls(Pathway pathway, Person person, Chart chart, Dice dice) {
        if (!(pathway.pace() instanceof Pathway.Pace.Share share)) {
            return false;
        }
        if (pathway.sex() != null && pathway.sex() != person.sex()) {
            return false;
        }
        double age = person.yearsAt(chart.end().toLocalDate());
        double part = Math.clamp((age - pathway.minAge()) / (pathway.maxAge() - pathway.minAge()), 0, 1);
        return age >= pathway.minAge() && dice.chance(share.early() + (share.late() - share.early()) * part);
    }

    /** Begins at an age that suits, in the last ten years of life. */
    private static void begin(Chart chart, Pathway pathway, Dice dice, Consumer<String> followed) {
        Person person = chart.person();
        LocalDate last = chart.end().toLocalDate().minusDays(QUIET_DAYS);
        LocalDate earliest = person.born().plusDays((long) (pathway.minAge() * 365.25) + 1);
        LocalDate latest = person.born().plusDays((long) (pathway.maxAge() * 365.25) - 1);
        LocalDate from = max(earliest, chart.since().minusDays(1500));
        LocalDate to = latest.isBefore(last) ? latest : last;
        if (to.isBefore(from)) {
            return;
        }
        LocalDate onset = from.plusDays(dice.below((int) (to.toEpochDay() - from.toEpochDay()) + 1));
        followed.accept(pathway.code());
        pathway.course().run(chart, chart.anyHour(onset));
    }

    private static void events(Chart chart, Pathway pathway, Dice dice, Consumer<String> followed) {
        if (!(pathway.pace() instanceof Pathway.Pace.PerYear pace)) {
            return;
        }
        LocalDate from = chart.since();
        int days = (int) (chart.end().toLocalDate().toEpochDay() - from.toEpochDay()) - QUIET_DAYS;
        if (days <= 0) {
            return;
        }
        int count = dice.count(pace.rate() * days / 365.25);
        List<LocalDate> dates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            dates.add(from.plusDays(dice.below(days)));
        }
        Collections.sort(dates);
        LocalDate free = from;
        for (LocalDate date : dates) {
            if (!date.isBefore(free) && pathway.suits(chart.person(), date)) {
                followed.accept(pathway.code());
                pathway.course().run(chart, chart.anyHour(date));
                free = date.plusDays(pathway.code().equals("grossesse") ? 600 : 45);
            }
        }
    }

    private static LocalDate max(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
