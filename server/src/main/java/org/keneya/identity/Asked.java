// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.store.Folded;

/**
 * What someone typed to find a patient, taken apart.
 *
 * @param words folded words of names
 * @param born FHIR date of any precision, or null
 * @param numbers identifiers and phone numbers as {@code i:} and {@code t:} words, any of which may fit; empty for none
 */
record Asked(List<String> words, @Nullable String born, List<String> numbers) {
    private static final Pattern SLASHED = Pattern.compile("\\b(\\d{1,2})[/.\\-](\\d{1,2})[/.\\-](\\d{4})\\b");
    private static final Pattern ISO = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b");
    private static final Pattern SPOKEN = Pattern.compile("\\b(\\d{1,2})(?:er)? (\\p{L}{3,9})\\.? (\\d{4})\\b");
    private static final Pattern PACKED = Pattern.compile("\\b(\\d{2})(\\d{2})((?:19|20)\\d{2})\\b");
    private static final Pattern YEAR = Pattern.compile("\\b((?:18|19|20)\\d{2})\\b");
    private static final Pattern NUMBER =
            Pattern.compile("\\+?[0-9](?:[0-9 .\\-\u00a0\u202f]|2[ABab])*[0-9]|\\b[0-9]\\b");
    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("janvier", 1),
            Map.entry("fevrier", 2),
            Map.entry("mars", 3),
            Map.entry("avril", 4),
            Map.entry("mai", 5),
            Map.entry("juin", 6),
            Map.entry("juillet", 7),
            Map.entry("aout", 8),
            Map.entry("septembre", 9),
            Map.entry("octobre", 10),
            Map.entry("novembre", 11),
            Map.entry("decembre", 12));

    static Asked of(String text) {
        String rest = text.strip();
        List<String> numbers = new ArrayList<>();
        String plain = PatientWords.identifier(rest);
        if (plain.matches("[1-478][0-9]{4}([0-9]{2}|2[AB])[0-9]{6}([0-9]{2})?")) {
            return new Asked(List.of(), null, List.of("i:" + plain));
        }
        String born = null;
        Matcher date = ISO.matcher(rest);
        if (date.find()) {
            born = day(date.group(1), date.group(2), date.group(3));
            rest = without(rest, date, born);
        }
        date = SLASHED.matcher(rest);
        if (born == null && date.find()) {
            born = day(date.group(3), date.group(2), date.group(1));
            rest = without(rest, date, born);
        }
        date = SPOKEN.matcher(rest);
        if (born == null && date.find()) {
            Integer month = MONTHS.get(Folded.of(date.group(2)));
            born = month == null ? null : day(date.group(3), month.toString(), date.group(1));
            rest = without(rest, date, born);
        }
        date = PACKED.matcher(rest);
        if (born == null && date.find()) {
            born = day(date.group(3), date.group(2), date.group(1));
            rest = without(rest, date, born);
        }
        date = YEAR.matcher(rest);
        if (born == null && date.find() && rest.replaceAll("[^0-9]", "").length() == 4) {
            born = date.group(1);
            rest = without(rest, date, born);
        }
        Matcher number = NUMBER.matcher(rest);
        if (number.find()) {
            String found = number.group();
            numbers.add("i:" + PatientWords.identifier(found));
            if (PatientWords.phone(found).length() == 9) {
                numbers.add("t:" + PatientWords.phone(found));
            }
            rest = rest.substring(0, number.start()) + " " + rest.substring(number.end());
        }
        List<String> words = new ArrayList<>();
        for (String word : Folded.of(rest).split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return new Asked(List.copyOf(words), born, List.copyOf(numbers));
    }

    boolean isEmpty() {
        return words.isEmpty() && born == null && numbers.isEmpty();
    }

    private static String without(String text, Matcher match, @Nullable String understood) {
        return understood == null ? text : text.substring(0, match.start()) + " " + text.substring(match.end());
    }

    private static @Nullable String day(String year, String month, String day) {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toString();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
