// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * An access, or a series, that wants an explanation.
 *
 * @param about what it is about; the same is told once
 * @param rule which rule tells it: {@code mass}, {@code family}, {@code vip}, {@code own}, {@code hours}, {@code refused}
 * @param at when, epoch milliseconds
 * @param who login; empty for a stranger
 * @param patient logical id of the patient; null when it is about several or none
 * @param count how many patients or attempts; 0 for one access
 * @param usual what is usual for this person; 0 when that does not matter
 * @param entry number of the entry that gave rise to it
 */
record Alert(
        String about,
        String rule,
        long at,
        String who,
        @Nullable String role,
        @Nullable String person,
        @Nullable String from,
        @Nullable String patient,
        int count,
        int usual,
        long entry) {

    /** How far somebody has dealt with it. */
    enum State {
        NEW,
        SEEN,
        EXPLAINED,
        INCIDENT;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Json.Obj told() {
        Json.Obj json = new Json.Obj()
                .put("rule", rule)
                .put("at", Instant.ofEpochMilli(at).toString())
                .put("who", who);
        for (var each : List.of(
                new Member("role", role),
                new Member("person", person),
                new Member("from", from),
                new Member("patient", patient))) {
            String value = each.value();
            if (value != null) {
                json.put(each.name(), value);
            }
        }
        if (count > 0) {
            json.put("count", new Json.Num(Integer.toString(count)));
        }
        if (usual > 0) {
            json.put("usual", new Json.Num(Integer.toString(usual)));
        }
        return json.put("entry", new Json.Num(Long.toString(entry))).put("history", new Json.Arr());
    }

    private record Member(String name, @Nullable String value) {}
}
