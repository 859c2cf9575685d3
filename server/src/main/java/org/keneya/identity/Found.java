// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import org.keneya.model.Json;

/**
 * A patient that may be the one meant.
 *
 * @param id logical id
 * @param kind by what it was found
 * @param score how well it fits, 0 to 1
 */
record Found(String id, Json.Obj patient, Kind kind, double score) {

    /** By what a patient was found, surest first. */
    enum Kind {
        INS,
        IPP,
        PHONE,
        EXACT,
        PREFIX,
        PHONETIC,
        APPROXIMATE;

        double weight() {
            return switch (this) {
                case INS, IPP, EXACT -> 1;
                case PHONE -> 0.95;
                case PREFIX -> 0.9;
                case PHONETIC -> 0.75;
                case APPROXIMATE -> 0.6;
            };
        }
    }
}
