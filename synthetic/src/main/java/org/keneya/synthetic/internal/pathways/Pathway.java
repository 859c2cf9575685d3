// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.keneya.synthetic.internal.chart.Chart;
import org.keneya.synthetic.internal.people.Person;
import org.keneya.synthetic.internal.people.Sex;

/**
 * One story that may happen to a patient.
 *
 * @param code stable name, such as {@code diabete-type-2}
 * @param title in French
 * @param sex who it happens to, or null for both
 * @param minAge youngest age at its beginning, years
 * @param maxAge oldest age at its beginning, years
 * @param pace how often
 * @param course what is written in the record from its first moment on
 */
public record Pathway(
        String code, String title, @Nullable Sex sex, double minAge, double maxAge, Pace pace, Course course) {

    /** How often a pathway begins. */
    public sealed interface Pace {

        /** Again and again, some times a year on average. */
        record PerYear(double rate) implements Pace {}

        /** Once in a life or never: the share of people who have it at the middle and at the end of its ages. */
        record Share(double early, double late) implements Pace {}
    }

    /** Writes one story. */
    public interface Course {
        void run(Chart chart, LocalDateTime start);
    }

    /** An event that may come back. */
    static Pathway event(String code, String title, double minAge, double maxAge, double perYear, Course course) {
        return new Pathway(code, title, null, minAge, maxAge, new Pace.PerYear(perYear), course);
    }

    /** A disease or period that comes at most once. */
    static Pathway lasting(
            String code, String title, double minAge, double maxAge, double early, double late, Course course) {
        return new Pathway(code, title, null, minAge, maxAge, new Pace.Share(early, late), course);
    }

    Pathway only(Sex who) {
        return new Pathway(code, title, who, minAge, maxAge, pace, course);
    }

    /** Whether it may begin on a day. */
    public boolean suits(Person person, LocalDate day) {
        double years = person.yearsAt(day);
        return (sex == null || sex == person.sex()) && years >= minAge && years < maxAge;
    }
}
