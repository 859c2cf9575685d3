// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Emergency;
import org.keneya.allocation.Isolation;
import org.keneya.allocation.Place;
import org.keneya.allocation.Sex;

/**
 * The body of {@code POST /api/allocations}.
 *
 * @param length for which the bed is to be held
 */
record AskedAllocation(Emergency emergency, Duration length) {
    private static final Set<String> MEMBERS = Set.of(
            "speciality",
            "latitude",
            "longitude",
            "age",
            "sex",
            "isolation",
            "equipment",
            "priority",
            "hospital",
            "holdSeconds");
    private static final Pattern EQUIPMENT =
            Pattern.compile("monitor|ventilator|dialysis|ecmo|incubator|bariatric|telemetry");
    private static final Set<String> NEITHER = Set.of("other", "unknown");

    static AskedAllocation read(byte @Nullable [] bytes, BedSettings settings) {
        Body body = Body.of(bytes, MEMBERS);
        String speciality = body.required("speciality");
        if (Specialities.of(speciality).isEmpty()) {
            throw Body.refused("code-invalid", "It is no code of GET /api/beds/specialities", "speciality");
        }
        Place place = new Place(body.required("latitude", -90, 90), body.required("longitude", -180, 180));
        return new AskedAllocation(
                new Emergency(
                        speciality,
                        place,
                        body.decimal("age", 0, 130),
                        sex(body),
                        isolation(body),
                        body.texts("equipment", EQUIPMENT, 10),
                        body.whole("priority", 1, 5, Emergency.USUAL_PRIORITY),
                        body.id("hospital"),
                        Set.of()),
                hold(body, "holdSeconds", settings));
    }

    static Duration hold(Body body, String name, BedSettings settings) {
        return Duration.ofSeconds(body.whole(
                name,
                (int) Math.max(1, settings.shortestHold().toSeconds()),
                (int) settings.longestHold().toSeconds(),
                (int) settings.usualHold().toSeconds()));
    }

    private static @Nullable Sex sex(Body body) {
        String text = body.text("sex");
        return text == null || NEITHER.contains(text) ? null : body.code("sex", Sex::of);
    }

    /** {@code true} is what older clients say for contact. */
    private static Isolation isolation(Body body) {
        if (body.json().get("isolation") instanceof org.keneya.model.Json.Bool) {
            return Boolean.TRUE.equals(body.flag("isolation")) ? Isolation.CONTACT : Isolation.NONE;
        }
        Isolation isolation = body.code("isolation", Isolation::of);
        return isolation == null ? Isolation.NONE : isolation;
    }
}
