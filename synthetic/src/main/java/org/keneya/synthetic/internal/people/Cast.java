// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fixed people at the head of every run, one for each thing a screen or a rule must survive: long names, homonyms,
 * twins, a newborn, a centenarian, every state of identity and of allergies, very long histories.
 *
 * @param pathways codes of the pathways the person certainly follows
 * @param allergies what the record says about allergies
 */
public record Cast(
        LocalDate born,
        Sex sex,
        String birthName,
        @Nullable String usedName,
        List<String> givenNames,
        String birthPlace,
        Identity identity,
        List<String> pathways,
        Allergies allergies) {

    /** What a record says about allergies. */
    public enum Allergies {
        /** As chance has it. */
        ANY,
        /** The patient was asked and has none. */
        NONE_KNOWN,
        /** Nobody asked. */
        NOT_RECORDED,
        /** Anaphylaxis to penicillin. */
        SEVERE_PENICILLIN
    }

    private static final Pattern AGE = Pattern.compile("today-([0-9]+)y-([0-9]+)d");
    private static final List<Row> ROWS =
            Tables.rows("cast.txt").stream().map(Row::new).toList();

    /** The person of a number; empty from {@value Plan#FIRST_FREE} on. */
    public static Optional<Cast> of(long number, LocalDate today) {
        return number < ROWS.size() ? Optional.of(ROWS.get((int) number).person(today)) : Optional.empty();
    }

    private record Row(
            String born,
            Sex sex,
            String birthName,
            @Nullable String usedName,
            List<String> givenNames,
            String birthPlace,
            Identity identity,
            Allergies allergies,
            List<String> pathways) {

        Row(String[] row) {
            this(
                    row[1],
                    row[2].equals("F") ? Sex.FEMALE : Sex.MALE,
                    row[3],
                    row[4].isEmpty() ? null : row[4],
                    List.of(row[5].split(",")),
                    row[6],
                    Identity.valueOf(row[7]),
                    Allergies.valueOf(row[8]),
                    List.of(row[9].split(",")));
        }

        Cast person(LocalDate today) {
            return new Cast(
                    birth(today), sex, birthName, usedName, givenNames, birthPlace, identity, pathways, allergies);
        }

        private LocalDate birth(LocalDate today) {
            Matcher age = AGE.matcher(born);
            if (!age.matches()) {
                return LocalDate.parse(born);
            }
            return today.minusYears(Integer.parseInt(age.group(1))).minusDays(Integer.parseInt(age.group(2)));
        }
    }
}
