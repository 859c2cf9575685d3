// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.synthetic.internal.people.Dice;
import org.keneya.synthetic.internal.people.Person;
import org.keneya.synthetic.internal.people.Sex;

/**
 * The values of one body over time: what is usual for age and sex, a personal leaning that lasts for life, what diseases
 * and treatments add, and the noise of the day. Pathways declare effects; measures read the sum.
 */
public final class Body {

    /** How far a value is moved, some days after the effect began. */
    public interface Curve {
        double at(long days);

        /** The same from the first day on. */
        static Curve flat(double shift) {
            return days -> shift;
        }

        /** Grows steadily. */
        static Curve drift(double start, double perYear) {
            return days -> start + perYear * days / 365.25;
        }

        /** From one shift towards another, half way after some days. */
        static Curve settle(double start, double target, double halfDays) {
            return days -> target + (start - target) * halfDays / (halfDays + days);
        }

        /** Highest on the first days, gone after some. */
        static Curve spike(double height, double lastsDays) {
            return days -> days >= lastsDays ? 0 : height * (1 - days / lastsDays);
        }
    }

    private record Effect(long from, long until, Curve curve) {}

    private final Person person;
    private final Dice noise;
    private final long leaning;
    private final Map<Analyte, List<Effect>> effects = new EnumMap<>(Analyte.class);

    Body(Person person, long seed, Dice noise) {
        this.person = person;
        this.noise = noise;
        this.leaning = Dice.hash(seed, person.number(), 77);
    }

    /** Declares an effect; it acts from its first day to the day before its last. */
    public void effect(Analyte analyte, LocalDate from, @Nullable LocalDate until, Curve curve) {
        effects.computeIfAbsent(analyte, any -> new ArrayList<>(4))
                .add(new Effect(from.toEpochDay(), until == null ? Long.MAX_VALUE : until.toEpochDay(), curve));
    }

    public void effect(Analyte analyte, LocalDate from, Curve curve) {
        effect(analyte, from, null, curve);
    }

    /** A measured value on a day, within what life allows. */
    public double value(Analyte analyte, LocalDate day) {
        double years = Math.max(0, person.yearsAt(day));
        double usual = switch (analyte) {
            case EGFR -> Kidneys.filtration(value(Analyte.CREATININE, day), person.sex(), years);
            case HEIGHT -> Growth.heightCm(person.sex(), years, stature());
            case WEIGHT -> Growth.weightKg(person.sex(), years, girth()) + 0.004 * noise.bell() * weight(years);
            case BMI -> 0;
            case HEAD -> Growth.headCm(person.sex(), years) + 0.6 * stature();
            case CREATININE -> creatinine(years) + analyte.deviation() * (0.5 * leaning(analyte) + 0.35 * noise.bell());
            default ->
                Ages.mean(analyte, person.sex(), years)
                        + analyte.deviation() * (0.6 * leaning(analyte) + 0.5 * noise.bell());
        };
        return analyte.clamp(usual + shift(analyte, day));
    }

    private double weight(double years) {
        return Growth.weightKg(person.sex(), years, girth());
    }

    private double shift(Analyte analyte, LocalDate day) {
        List<Effect> declared = effects.get(analyte);
        if (declared == null) {
            return 0;
        }
        long at = day.toEpochDay();
        double shift = 0;
        for (Effect effect : declared) {
            if (effect.from <= at && at < effect.until) {
                shift += effect.curve.at(at - effect.from);
            }
        }
        return shift;
    }

    /** A child's creatinine grows with its muscles, an old body's falls with them. */
    private double creatinine(double years) {
        if (years < 16) {
            return 0.38 * Growth.heightCm(person.sex(), years, stature());
        }
        return Analyte.CREATININE.mean(person.sex()) - (years > 75 ? 4 : 0);
    }

    private double stature() {
        return Dice.bell(Dice.hash(leaning, 1, 1));
    }

    /** Tall children are heavy too. */
    private double girth() {
        return 0.55 * stature() + 0.8 * Dice.bell(Dice.hash(leaning, 1, 2));
    }

    private double leaning(Analyte analyte) {
        return Dice.bell(Dice.hash(leaning, 2, analyte.name().hashCode()));
    }

    /** Kidney function. */
    static final class Kidneys {
        private Kidneys() {}

        /**
         * Filtration rate of an adult by CKD-EPI 2009 without the ethnic term, as French guidance (HAS, 2012) asks.
         *
         * @param creatinine µmol/L
         * @return mL/min/1.73 m²
         */
        static double filtration(double creatinine, Sex sex, double years) {
            double kappa = sex == Sex.FEMALE ? 0.7 : 0.9;
            double alpha = sex == Sex.FEMALE ? -0.329 : -0.411;
            double ratio = creatinine / 88.4 / kappa;
            double value = 141
                    * StrictMath.pow(Math.min(ratio, 1), alpha)
                    * StrictMath.pow(Math.max(ratio, 1), -1.209)
                    * StrictMath.pow(0.993, years);
            return sex == Sex.FEMALE ? value * 1.018 : value;
        }
    }
}
