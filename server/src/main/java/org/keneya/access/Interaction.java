// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.EnumSet;
import java.util.Set;

/** What may be done with resources of a type, in the letters of SMART scopes (http://hl7.org/fhir/smart-app-launch/STU2). */
public enum Interaction {
    CREATE('c'),
    READ('r'),
    UPDATE('u'),
    DELETE('d'),
    SEARCH('s');

    private final char letter;

    Interaction(char letter) {
        this.letter = letter;
    }

    public char letter() {
        return letter;
    }

    /**
     * The interactions of letters out of {@code cruds}, in this order, each at most once.
     *
     * @throws IllegalArgumentException for anything else, the empty text included
     */
    public static Set<Interaction> of(String letters) {
        Set<Interaction> found = EnumSet.noneOf(Interaction.class);
        int last = -1;
        for (int i = 0; i < letters.length(); i++) {
            int at = "cruds".indexOf(letters.charAt(i));
            if (at <= last) {
                throw new IllegalArgumentException("interactions are letters of cruds in this order");
            }
            last = at;
            found.add(values()[at]);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no interaction is named");
        }
        return found;
    }
}
