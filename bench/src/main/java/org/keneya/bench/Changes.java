// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Requests that write single Observations. No two have the same value, so that none can be skipped as unchanged. */
record Changes(Known known, AtomicLong values) {
    Changes(Known known) {
        this(known, new AtomicLong());
    }

    byte[] create(Requests requests, SplittableRandom random) {
        return requests.post("/Observation", body(known.body(random), false));
    }

    byte[] update(Requests requests, SplittableRandom random) {
        Json.Obj one = known.body(random);
        return requests.put("/Observation/" + one.string("id"), body(one, true));
    }

    private byte[] body(Json.Obj from, boolean keepsId) {
        Json.Obj copy = JsonText.readObject(JsonText.write(from).replace("urn:uuid:", "Patient/"));
        copy.remove("encounter");
        copy.remove("context");
        if (!keepsId) {
            copy.remove("id");
        }
        Json.Obj value = copy.object("valueQuantity");
        if (value != null) {
            long number = values.incrementAndGet();
            value.put("value", new Json.Num("%d.%04d".formatted(50 + number % 50, number % 10_000)));
        }
        return JsonText.write(copy).getBytes(StandardCharsets.UTF_8);
    }
}
