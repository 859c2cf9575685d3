// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import java.util.function.Consumer;
import org.keneya.model.Json;
import org.keneya.store.ExtraWords;

/**
 * What a patient is found by. Each word is hashed by the store: {@code w:} a whole word of a name, {@code p:} the beginning
 * of one, {@code s:} its sound, {@code n:} a near spelling, {@code t:} a phone number, {@code i:} an identifier.
 */
public final class PatientWords implements ExtraWords {
    private static final int LONGEST_BEGINNING = 12;

    @Override
    public void each(String type, Json.Obj resource, Consumer<String> to) {
        if (!type.equals("Patient")) {
            return;
        }
        for (String word : PatientNames.words(resource)) {
            to.accept("w:" + word);
            for (int end = 1; end <= Math.min(LONGEST_BEGINNING, word.length()); end++) {
                to.accept("p:" + word.substring(0, end));
            }
            to.accept("s:" + Sound.of(word));
            NearSpellings.of(word).forEach(near -> to.accept("n:" + near));
        }
        for (Json.Obj telecom : resource.objects("telecom")) {
            String value = telecom.string("value");
            if ("phone".equals(telecom.string("system")) && value != null) {
                to.accept("t:" + phone(value));
            }
        }
        for (Json.Obj identifier : resource.objects("identifier")) {
            String value = identifier.string("value");
            if (value != null) {
                String plain = identifier(value);
                to.accept("i:" + plain);
                if (plain.length() == 15) {
                    to.accept("i:" + plain.substring(0, 13));
                }
            }
        }
    }

    /** A beginning as it is asked for: never longer than the longest kept. */
    static String beginning(String word) {
        return "p:" + word.substring(0, Math.min(LONGEST_BEGINNING, word.length()));
    }

    /** The last nine digits: the same for {@code 06 …} and {@code +33 6 …}. */
    static String phone(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return digits.length() > 9 ? digits.substring(digits.length() - 9) : digits;
    }

    static String identifier(String text) {
        return text.replaceAll("[\\s.\\-\u00a0\u202f]", "").toUpperCase(java.util.Locale.ROOT);
    }
}
