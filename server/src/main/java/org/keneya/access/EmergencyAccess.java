// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * A record opened in an emergency (« bris de glace »): who, whose, why and until when, and what the review made of it.
 *
 * @param patient logical id of the Patient
 * @param reason code: {@code life-threatening}, {@code unconscious}, {@code urgent-care}, {@code other}
 * @param text why, in the person's own words
 * @param until when it ends, or was ended
 * @param review null until someone looked at it
 */
record EmergencyAccess(
        String id,
        String login,
        String patient,
        String reason,
        String text,
        Instant from,
        Instant until,
        @Nullable Review review) {

    /**
     * @param by login of who looked at it
     * @param justified the verdict
     * @param text what to know of it; may be empty
     */
    record Review(String by, Instant at, boolean justified, String text) {}

    Json.Obj json() {
        Json.Obj json = new Json.Obj()
                .put("id", id)
                .put("login", login)
                .put("patient", patient)
                .put("reason", reason)
                .put("text", text)
                .put("from", from.toString())
                .put("until", until.toString());
        Review made = review;
        if (made != null) {
            json.put(
                    "review",
                    new Json.Obj()
                            .put("by", made.by)
                            .put("at", made.at.toString())
                            .put("verdict", made.justified ? "justified" : "unjustified")
                            .put("text", made.text));
        }
        return json;
    }
}
