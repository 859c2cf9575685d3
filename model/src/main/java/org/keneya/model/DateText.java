// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

/** Scans date, dateTime, instant and time texts (http://hl7.org/fhir/R4/datatypes.html#date) without allocating. */
final class DateText {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private DateText() {}

    /** YYYY, YYYY-MM or YYYY-MM-DD, of a day that exists. */
    static boolean isDate(String text) {
        return datePart(text) == text.length();
    }

    /** A date; or a whole date, {@code T}, a time with seconds, and a zone. */
    static boolean isDateTime(String text) {
        int at = datePart(text);
        return at == text.length() || (at == 10 && isZonedTime(text));
    }

    /** A whole date, {@code T}, a time with seconds, and a zone. */
    static boolean isInstant(String text) {
        return datePart(text) == 10 && isZonedTime(text);
    }

    /** hh:mm:ss with optional fraction, no zone. */
    static boolean isTime(String text) {
        return timePart(text, 0) == text.length();
    }

    private static boolean isZonedTime(String text) {
        if (text.length() < 12 || text.charAt(10) != 'T') {
            return false;
        }
        int at = timePart(text, 11);
        if (at < 0 || at >= text.length()) {
            return false;
        }
        char sign = text.charAt(at);
        if (sign == 'Z') {
            return at + 1 == text.length();
        }
        if ((sign != '+' && sign != '-') || text.length() != at + 6 || text.charAt(at + 3) != ':') {
            return false;
        }
        int hours = twoDigits(text, at + 1);
        int minutes = twoDigits(text, at + 4);
        return hours >= 0 && minutes >= 0 && minutes < 60 && (hours < 14 || (hours == 14 && minutes == 0));
    }

    /** Where the date ends; -1 when there is no lawful date at the start. */
    private static int datePart(String text) {
        int century = twoDigits(text, 0);
        int years = twoDigits(text, 2);
        int year = century * 100 + years;
        if (century < 0 || years < 0 || year == 0) {
            return -1;
        }
        if (text.length() == 4) {
            return 4;
        }
        int month = text.charAt(4) == '-' ? twoDigits(text, 5) : -1;
        if (month < 1 || month > 12) {
            return -1;
        }
        if (text.length() == 7) {
            return 7;
        }
        int day = text.charAt(7) == '-' ? twoDigits(text, 8) : -1;
        return day < 1 || day > days(year, month) ? -1 : 10;
    }

    private static int days(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    /** Where the time ends; -1 when there is none. A leap second, 60, is lawful. */
    private static int timePart(String text, int from) {
        int hours = twoDigits(text, from);
        int minutes = twoDigits(text, from + 3);
        int seconds = twoDigits(text, from + 6);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60) {
            return -1;
        }
        if (text.charAt(from + 2) != ':' || text.charAt(from + 5) != ':') {
            return -1;
        }
        int at = from + 8;
        if (at == text.length() || text.charAt(at) != '.') {
            return at;
        }
        int fraction = ++at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at == fraction ? -1 : at;
    }

    private static int twoDigits(String text, int at) {
        if (at + 2 > text.length() || !isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
            return -1;
        }
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
