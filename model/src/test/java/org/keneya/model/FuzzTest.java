// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keneya.kernel.Issue;
import org.keneya.kernel.ProblemException;

/** Random damage, from fixed seeds: nothing but a {@link ProblemException} may come out, and no word of the input. */
class FuzzTest {
    private static final List<String> RESOURCES =
            List.of(Trees.PATIENT, Trees.OBSERVATION, Trees.CONDITION, Trees.BUNDLE, Trees.PARAMETERS);
    private static final String SECRET = "Quetzalcoatl";

    @Test
    void survivesDamagedBytes() {
        Random random = new Random(1);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = pick(random, RESOURCES).getBytes(StandardCharsets.UTF_8);
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Json.Obj resource = JsonText.readObject(bytes, 0, bytes.length - random.nextInt(3));
                read++;
                use(resource);
                assertThat(JsonText.readObject(JsonText.bytes(resource)).size()).isEqualTo(resource.size());
            } catch (ProblemException refused) {
                assertThat(refused.problem().issues()).hasSize(1);
            }
        }
        assertThat(read).isGreaterThan(400);
    }

    @Test
    void survivesDamagedTreesAndNeverRepeatsAValue() {
        Random random = new Random(2);
        for (int round = 0; round < 20_000; round++) {
            Json.Obj resource = JsonText.readObject(pick(random, RESOURCES));
            for (int hits = random.nextInt(5); hits >= 0; hits--) {
                damage(resource, random);
            }
            for (Issue issue : StructureCheck.check(resource)) {
                assertThat(issue.diagnostics()).doesNotContain(SECRET);
                assertThat(issue.expression()).doesNotContain(SECRET);
                assertThat(issue.code())
                        .isIn("structure", "required", "value", "invalid", "invariant", "code-invalid", "too-long");
            }
            use(resource);
        }
    }

    @Test
    void repeatsNoWordOfATextItCannotRead() {
        Random random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            String text = pick(random, RESOURCES);
            int at = random.nextInt(text.length());
            String damaged = text.substring(0, at) + SECRET + text.substring(at);
            try {
                JsonText.readObject(damaged);
            } catch (ProblemException refused) {
                assertThat(refused.getMessage()).doesNotContain("Quetz").doesNotContain(SECRET);
            }
        }
    }

    private static void use(Json.Obj resource) {
        StructureCheck.check(resource);
        for (String type : List.of("Patient", "Observation", "Condition", "Bundle", "Parameters")) {
            for (SearchParameter parameter : R4.definitions().searchParameters(type)) {
                parameter
                        .accessor()
                        .each(resource, (fhirType, _) -> assertThat(fhirType).isNotEmpty());
            }
        }
    }

    /** Replaces, removes or adds one value somewhere. */
    private static void damage(Json at, Random random) {
        if (at instanceof Json.Obj object && object.size() > 0) {
            int member = random.nextInt(object.size());
            Json value = object.value(member);
            if (random.nextInt(4) > 0 && (value instanceof Json.Obj || value instanceof Json.Arr)) {
                damage(value, random);
            } else if (random.nextInt(5) == 0) {
                object.remove(object.name(member));
            } else {
                object.put(object.name(member), odd(random));
            }
        } else if (at instanceof Json.Arr array && array.size() > 0) {
            int item = random.nextInt(array.size());
            if (random.nextInt(3) == 0) {
                array.set(item, odd(random));
            } else if (random.nextInt(5) == 0) {
                array.add(odd(random));
            } else {
                damage(array.get(item), random);
            }
        }
    }

    private static Json odd(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> new Json.Str(SECRET);
            case 1 -> new Json.Str("");
            case 2 -> new Json.Str("#" + SECRET);
            case 3 -> new Json.Str(SECRET + "/" + SECRET);
            case 4 -> new Json.Str("<div>" + SECRET + "<" + SECRET);
            case 5 -> new Json.Num("-1.5E7");
            case 6 -> Json.Bool.TRUE;
            case 7 -> Json.Null.NULL;
            case 8 -> new Json.Obj();
            case 9 -> new Json.Obj().put("reference", SECRET).put("resourceType", SECRET);
            case 10 -> new Json.Arr();
            default -> Json.Arr.of(Json.Null.NULL, new Json.Str(SECRET), new Json.Obj().put("url", "a"));
        };
    }

    private static <T> T pick(Random random, List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
