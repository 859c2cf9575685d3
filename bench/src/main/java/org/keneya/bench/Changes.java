// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * Requests that write single Observations. No two have the same value, so that none can be skipped as unchanged. Their
 * text is made beforehand but for the value: the generator shares the machine with what it measures.
 */
record Changes(Known known, AtomicLong values, Map<Json.Obj, Text> creates, Map<Json.Obj, Text> updates) {
    private static final String VALUE = "987654321.123456789";

    /** What stands before and after the value; all of it before when there is none. */
    private record Text(String before, String after) {}

    Changes(Known known) {
        this(
                known,
                new AtomicLong(),
                Collections.synchronizedMap(new IdentityHashMap<>()),
                Collections.synchronizedMap(new IdentityHashMap<>()));
    }

    byte[] create(Requests requests, SplittableRandom random) {
        return requests.post(
                "/Observation", body(creates.computeIfAbsent(known.body(random), one -> text(one, false))));
    }

    byte[] update(Requests requests, SplittableRandom random) {
        Json.Obj one = known.body(random);
        return requests.put(
                "/Observation/" + one.string("id"), body(updates.computeIfAbsent(one, same -> text(same, true))));
    }

    private byte[] body(Text text) {
        long number = values.incrementAndGet();
        String value = text.after.isEmpty() ? "" : "%d.%04d".formatted(50 + number % 50, number % 10_000);
        return (text.before + value + text.after).getBytes(StandardCharsets.UTF_8);
    }

    private static Text text(Json.Obj from, boolean keepsId) {
        Json.Obj copy = JsonText.readObject(JsonText.write(from).replace("urn:uuid:", "Patient/"));
        copy.remove("encounter");
        copy.remove("context");
        if (!keepsId) {
            copy.remove("id");
        }
        Json.Obj value = copy.object("valueQuantity");
        if (value != null) {
            value.put("value", new Json.Num(VALUE));
        }
        String text = JsonText.write(copy);
        int at = text.indexOf(VALUE);
        return at < 0 ? new Text(text, "") : new Text(text.substring(0, at), text.substring(at + VALUE.length()));
    }
}
