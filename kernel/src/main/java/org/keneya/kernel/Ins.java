// SPDX-License-Identifier: Apache-2.0
package org.keneya.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The matricule of the national health identity (identité nationale de santé): 15 characters without spaces, {@code S
 * AA MM LLLLL OOO KK} — sex, year and month of birth, place of birth, order number, key. An Ins always has the right
 * format and key; {@link #check} tells why a text is not one. The number does not hold the century, and a month may be
 * fictitious, so a birth date is never derived from it.
 *
 * @param matricule 15 characters, digits except {@code 2A} or {@code 2B} for a birth in Corsica since 1976
 */
public record Ins(String matricule) {
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u202f]+");

    /**
     * Sex 1 and 2, or 3, 4, 7, 8 for people being registered; months 20-42 and 50-99 stand for incomplete civil records.
     */
    private static final Pattern SHAPE = Pattern.compile(
            "[123478][0-9]{2}(0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9])([0-9]{2}|2[AB])[0-9]{3}[0-9]{3}[0-9]{2}");

    private static final Pattern THIRTEEN = Pattern.compile("[0-9]{5}([0-9]{2}|2[AB])[0-9]{6}");

    /** @throws IllegalArgumentException when the format or the key is wrong; the message holds no part of the number */
    public Ins {
        if (!(verdict(matricule) instanceof Right)) {
            throw new IllegalArgumentException("not an INS matricule of 15 characters with its right key");
        }
    }

    /** What a text proves to be. */
    public sealed interface Verdict {}

    /** A matricule with its right key. */
    public record Valid(Ins ins) implements Verdict {}

    /**
     * Not a matricule at all.
     *
     * @param reason in English, without any part of the number
     */
    public record WrongFormat(String reason) implements Verdict {}

    /**
     * A matricule whose key does not follow from its first 13 characters: a typing error, most often.
     *
     * @param expected the key that would be right, two digits
     * @param found the key as written, two digits
     */
    public record WrongKey(String expected, String found) implements Verdict {}

    /** Who delivered a matricule and for which kind of system; written as the identifier's system. */
    public enum Authority {
        /** NIR: people registered in France. */
        NIR(8, Environment.PRODUCTION),
        /** NIA: people being registered. */
        NIA(9, Environment.PRODUCTION),
        /** Made-up people of the test environments. */
        TEST(10, Environment.TEST),
        /** Made-up people of demonstrations. */
        DEMONSTRATION(11, Environment.DEMONSTRATION);

        private static final String ROOT = "urn:oid:1.2.250.1.213.1.4.";
        private final String system;
        private final Environment environment;

        Authority(int arc, Environment environment) {
            this.system = ROOT + arc;
            this.environment = environment;
        }

        /** The FHIR system, such as {@code urn:oid:1.2.250.1.213.1.4.8}. */
        public String system() {
            return system;
        }

        public Environment environment() {
            return environment;
        }

        /** The authority of a FHIR identifier system; empty when the system is not one of the INS. */
        public static Optional<Authority> ofSystem(String system) {
            for (Authority authority : values()) {
                if (authority.system.equals(system)) {
                    return Optional.of(authority);
                }
            }
            return Optional.empty();
        }
    }

    /** Kinds of system; matricules of one are refused in the others. */
    public enum Environment {
        PRODUCTION,
        TEST,
        DEMONSTRATION
    }

    /** Judges a text as typed: spaces anywhere and a lower-case {@code 2a} are accepted. */
    public static Verdict check(String text) {
        String matricule = SPACES.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return switch (verdict(matricule)) {
            case Right _ -> new Valid(new Ins(matricule));
            case Wrong(Verdict why) -> why;
        };
    }

    /**
     * The two-digit key of a number: 97 minus the rest of its division by 97, 2A counting as 19 and 2B as 18.
     *
     * @param thirteen the first 13 characters
     * @throws IllegalArgumentException when they are not 13 characters of a matricule
     */
    public static String key(String thirteen) {
        if (!THIRTEEN.matcher(thirteen).matches()) {
            throw new IllegalArgumentException("a key is computed from 13 digits, 2A and 2B excepted");
        }
        String department = switch (thirteen.substring(5, 7)) {
            case "2A" -> "19";
            case "2B" -> "18";
            case String digits -> digits;
        };
        long number = Long.parseLong(thirteen.substring(0, 5) + department + thirteen.substring(7));
        int key = 97 - (int) (number % 97);
        return key < 10 ? "0" + key : String.valueOf(key);
    }

    /** The digit of sex: 1, 3, 7 for male, 2, 4, 8 for female. */
    public char sex() {
        return matricule.charAt(0);
    }

    /** Year of birth modulo 100. */
    public int yearOfCentury() {
        return Integer.parseInt(matricule.substring(1, 3));
    }

    /** Month of birth, 1..12, or a fictitious month above. */
    public int month() {
        return Integer.parseInt(matricule.substring(3, 5));
    }

    /** Place of birth: the INSEE code of a commune, or 99 and a country. */
    public String place() {
        return matricule.substring(5, 10);
    }

    /** As read aloud and printed: {@code 1 84 12 75 123 456 40}. */
    public String formatted() {
        return String.join(
                " ",
                matricule.substring(0, 1),
                matricule.substring(1, 3),
                matricule.substring(3, 5),
                matricule.substring(5, 7),
                matricule.substring(7, 10),
                matricule.substring(10, 13),
                matricule.substring(13));
    }

    private sealed interface Finding {}

    private record Right() implements Finding {}

    private record Wrong(Verdict why) implements Finding {}

    private static Finding verdict(String matricule) {
        if (matricule.length() != 15) {
            return wrongFormat("%d characters instead of 15".formatted(matricule.length()));
        }
        if (!SHAPE.matcher(matricule).matches()) {
            return wrongFormat("not sex, year, month, place, order and key");
        }
        if (matricule.startsWith("000", 10)) {
            return wrongFormat("the order number is 000");
        }
        String expected = key(matricule.substring(0, 13));
        String found = matricule.substring(13);
        return expected.equals(found) ? new Right() : new Wrong(new WrongKey(expected, found));
    }

    private static Finding wrongFormat(String reason) {
        return new Wrong(new WrongFormat(reason));
    }
}
