// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One made-up person.
 *
 * @param number place in the run, from 0
 * @param id logical id of the Patient
 * @param born date of birth
 * @param died moment of death, or null for the living
 * @param birthName family name at birth, as printed (capitals)
 * @param usedName family name in use when it is another one, as printed
 * @param givenNames all of them, in order; the first is in use
 * @param ins 15 characters; always coherent with sex, date and place, whether or not the identity shows it
 * @param ipp number in the hospital
 */
public record Person(
        long number,
        String id,
        Sex sex,
        LocalDate born,
        @Nullable LocalDateTime died,
        String birthName,
        @Nullable String usedName,
        List<String> givenNames,
        Place birthPlace,
        Place home,
        String street,
        String phone,
        String mobile,
        String email,
        Identity identity,
        String ins,
        String ipp) {

    public Person {
        givenNames = List.copyOf(givenNames);
    }

    /** Whole years on a day; negative before birth. */
    public int ageAt(LocalDate day) {
        int years = day.getYear() - born.getYear();
        boolean birthdayToCome = day.getMonthValue() < born.getMonthValue()
                || (day.getMonthValue() == born.getMonthValue() && day.getDayOfMonth() < born.getDayOfMonth());
        return birthdayToCome ? years - 1 : years;
    }

    /** Years with decimals. */
    public double yearsAt(LocalDate day) {
        return ChronoUnit.DAYS.between(born, day) / 365.25;
    }

    public boolean isFemale() {
        return sex == Sex.FEMALE;
    }

    /** The name letters are addressed to, such as {@code DUPONT Camille}. */
    public String display() {
        return (usedName == null ? birthName : usedName) + " " + givenNames.getFirst();
    }
}
