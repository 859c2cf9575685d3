// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import org.jspecify.annotations.Nullable;

/** Checks the text of primitive values (http://hl7.org/fhir/R4/datatypes.html#primitive) with hand-written scanners. */
final class PrimitiveText {
    /** Longest string R4 allows, in characters. */
    static final int LONGEST = 1024 * 1024;

    /** Largest exponent accepted: a wider one only serves to exhaust whoever calculates with it. */
    private static final int LARGEST_EXPONENT = 308;

    private PrimitiveText() {}

    /** What the text should have been; null when it is fine. Never holds any of the text. */
    static @Nullable String fault(Primitive primitive, String text) {
        if (text.isEmpty()) {
            return "must not be empty";
        }
        return switch (primitive) {
            case STRING, MARKDOWN -> string(text);
            case CODE -> isCode(text) ? null : "must be a code: no space at either end, no two spaces in a row";
            case ID -> isId(text) ? null : "must be an id: 1 to 64 letters, digits, '-' or '.'";
            case URI, URL, CANONICAL -> isUri(text) ? null : "must be a URI without white space";
            case OID -> isOid(text) ? null : "must be an OID written urn:oid:1.2.3";
            case UUID -> isUuid(text) ? null : "must be a UUID written urn:uuid: and 36 lower-case characters";
            case DATE -> DateText.isDate(text) ? null : "must be a date of the calendar: YYYY, YYYY-MM or YYYY-MM-DD";
            case DATE_TIME ->
                DateText.isDateTime(text)
                        ? null
                        : "must be YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a time zone, and exist";
            case INSTANT -> DateText.isInstant(text) ? null : "must be YYYY-MM-DDThh:mm:ss with a time zone, and exist";
            case TIME -> DateText.isTime(text) ? null : "must be a time of the day: hh:mm:ss";
            case BASE64 -> isBase64(text) ? null : "must be base64";
            case XHTML -> NarrativeText.fault(text);
            case INTEGER ->
                isInteger(text, Integer.MIN_VALUE) ? null : "must be a whole number of 32 bits without fraction";
            case UNSIGNED_INT -> isInteger(text, 0) ? null : "must be a whole number from 0 to 2147483647";
            case POSITIVE_INT -> isInteger(text, 1) ? null : "must be a whole number from 1 to 2147483647";
            case DECIMAL -> isDecimal(text) ? null : "must be a decimal with an exponent within 308";
            case BOOLEAN -> null;
        };
    }

    private static @Nullable String string(String text) {
        boolean visible = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 0x7F) {
                visible = true;
            } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                if (Character.isISOControl(c)) {
                    return "must not contain control characters";
                }
                visible |= !Character.isWhitespace(c) && !Character.isSpaceChar(c);
            }
        }
        return visible ? null : "must not be white space only";
    }

    static boolean isCode(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                if (space) {
                    return false;
                }
                space = true;
            } else if (isSpaceOrControl(c)) {
                return false;
            } else {
                space = false;
            }
        }
        return !space;
    }

    static boolean isId(String text) {
        return isId(text, 0, text.length());
    }

    static boolean isId(String text, int from, int to) {
        if (to <= from || to - from > 64) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(isAsciiLetter(c) || isDigit(c) || c == '-' || c == '.')) {
                return false;
            }
        }
        return true;
    }

    static boolean isUri(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || (c >= 0x7F && isSpaceOrControl(c))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isOid(String text) {
        if (!text.startsWith("urn:oid:") || text.length() < 11 || text.charAt(8) < '0' || text.charAt(8) > '2') {
            return false;
        }
        int at = 9;
        while (at < text.length()) {
            int from = at + 1;
            if (text.charAt(at) != '.' || from == text.length()) {
                return false;
            }
            at = from;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == from || (text.charAt(from) == '0' && at > from + 1)) {
                return false;
            }
        }
        return true;
    }

    static boolean isUuid(String text) {
        if (text.length() != 45 || !text.startsWith("urn:uuid:")) {
            return false;
        }
        for (int i = 9; i < 45; i++) {
            char c = text.charAt(i);
            boolean dash = i == 17 || i == 22 || i == 27 || i == 32;
            if (dash ? c != '-' : !(isDigit(c) || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    static boolean isBase64(String text) {
        int characters = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                continue;
            }
            characters++;
            if (c == '=') {
                padding++;
            } else if (padding > 0 || !(isAsciiLetter(c) || isDigit(c) || c == '+' || c == '/')) {
                return false;
            }
        }
        return characters > 0 && characters % 4 == 0 && padding <= 2;
    }

    /** A whole number written without fraction, exponent or leading zero, from a minimum to 2^31 - 1. */
    static boolean isInteger(String text, int minimum) {
        boolean negative = text.startsWith("-");
        int from = negative ? 1 : 0;
        int digits = text.length() - from;
        if (digits == 0 || digits > 10 || (text.charAt(from) == '0' && (digits > 1 || negative))) {
            return false;
        }
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        value = negative ? -value : value;
        return value >= minimum && value <= Integer.MAX_VALUE;
    }

    /** The grammar is JSON's, and the reader has checked it; trees built by hand are checked here. */
    static boolean isDecimal(String text) {
        int at = digits(text, text.startsWith("-") ? 1 : 0);
        if (at < text.length() && at > 0 && text.charAt(at) == '.') {
            at = digits(text, at + 1);
        }
        if (at > 0 && at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int sign = at + 1 < text.length() && (text.charAt(at + 1) == '-' || text.charAt(at + 1) == '+') ? 1 : 0;
            int from = at + 1 + sign;
            at = digits(text, from);
            if (at - from > 4 || (at > 0 && Integer.parseInt(text, from, at, 10) > LARGEST_EXPONENT)) {
                return false;
            }
        }
        return at == text.length();
    }

    /** Where the run of digits ends; -1 when there is none. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at == from ? -1 : at;
    }

    private static boolean isSpaceOrControl(char c) {
        return c <= ' ' || (c >= 0x7F && (Character.isISOControl(c) || Character.isWhitespace(c) || c == 0xA0));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
