// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictTrainer;
import com.github.luben.zstd.ZstdException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;

/**
 * Rows as the store would make them, from real resources and by the R4 search parameters, but without the store: hashes are
 * not keyed and content is not encrypted, only as long as if it were. Enough to compare layouts.
 */
final class LayoutRows {
    private static final int SEAL = 30;
    private static final int LEVEL = 3;
    private static final int DICTIONARY = 16 * 1024;

    private final Map<Integer, ZstdDictCompress> dictionaries = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * @param patient hash, 0 for none
     * @param low the main date as days would do, in milliseconds
     * @param code token of the resource's code, 0 for none
     * @param rare token of its first identifier or reference, 0 for none
     */
    record Row(int type, String id, long patient, long low, long[] tokens, byte[] content, long code, long rare) {}

    /** Trains a dictionary per type on the first resources of it. */
    void train(List<Json.Obj> resources) {
        Map<Integer, List<byte[]>> byType = new HashMap<>();
        for (Json.Obj resource : resources) {
            byType.computeIfAbsent(type(resource), type -> new ArrayList<>()).add(JsonText.bytes(resource));
        }
        byType.forEach((type, all) -> {
            ZstdDictTrainer trainer = new ZstdDictTrainer(64 * 1024 * 1024, DICTIONARY);
            all.stream().limit(400).forEach(trainer::addSample);
            try {
                dictionaries.put(type, new ZstdDictCompress(trainer.trainSamples(), LEVEL));
            } catch (ZstdException tooFew) {
                // This type stays without one.
            }
        });
    }

    Row row(Json.Obj resource, Layout.Content kind) {
        Set<Long> tokens = new TreeSet<>();
        long[] special = new long[4];
        String type = String.valueOf(resource.string("resourceType"));
        for (SearchParameter parameter : R4.definitions().searchParameters(type)) {
            if (!parameter.code().equals("_id") && !parameter.code().startsWith("combo-")) {
                parameter.accessor().each(resource, (fhirType, value) -> token(parameter, value, tokens, special));
            }
        }
        if (type.equals("Patient")) {
            special[0] = hash(0, "Patient/" + resource.string("id"));
        }
        return new Row(
                type(resource),
                String.valueOf(resource.string("id")),
                special[0],
                special[1],
                tokens.stream().mapToLong(Long::longValue).toArray(),
                content(resource, kind),
                special[2],
                special[3]);
    }

    private static void token(SearchParameter parameter, Json value, Set<Long> tokens, long[] special) {
        int number = parameter.number();
        switch (parameter.type()) {
            case TOKEN -> {
                List<Json.Obj> codings = new ArrayList<>();
                if (value instanceof Json.Str(String code)) {
                    tokens.add(hash(number, code));
                } else if (value instanceof Json.Obj object) {
                    codings.addAll(object.has("coding") ? object.objects("coding") : List.of(object));
                }
                for (Json.Obj coding : codings) {
                    String code = coding.string(coding.has("value") ? "value" : "code");
                    long whole = hash(number, coding.string("system") + "|" + code);
                    tokens.add(hash(number, String.valueOf(code)));
                    tokens.add(whole);
                    tokens.add(hash(number, coding.string("system") + "|"));
                    if (parameter.code().equals("code")) {
                        special[2] = whole;
                    }
                    if (parameter.code().equals("identifier")) {
                        special[3] = whole;
                    }
                }
            }
            case REFERENCE -> {
                String reference = value instanceof Json.Obj object ? object.string("reference") : null;
                if (reference != null) {
                    boolean ofPatient = parameter.code().equals("patient")
                            || parameter.code().equals("subject");
                    if (ofPatient) {
                        special[0] = hash(0, reference.replace("urn:uuid:", "Patient/"));
                    } else {
                        tokens.add(hash(number, reference));
                        special[3] = special[3] == 0 ? hash(number, reference) : special[3];
                    }
                }
            }
            case STRING -> strings(number, value, tokens);
            case DATE -> {
                String text = value instanceof Json.Str(String date) ? date : null;
                if (value instanceof Json.Obj period) {
                    text = period.string("start");
                }
                if (text != null && text.length() >= 10 && special[1] == 0) {
                    special[1] =
                            java.time.LocalDate.parse(text.substring(0, 10)).toEpochDay() * 86_400_000L;
                }
            }
            default -> {}
        }
    }

    private static void strings(int number, Json value, Set<Long> tokens) {
        switch (value) {
            case Json.Str(String text) -> {
                String folded = text.toLowerCase(java.util.Locale.ROOT);
                for (int end = 1; end <= Math.min(12, folded.length()); end++) {
                    tokens.add(hash(number, folded.substring(0, end)));
                }
            }
            case Json.Obj object -> {
                for (int i = 0; i < object.size(); i++) {
                    if (!object.name(i).equals("extension")) {
                        strings(number, object.value(i), tokens);
                    }
                }
            }
            case Json.Arr array -> array.forEach(item -> strings(number, item, tokens));
            default -> {}
        }
    }

    private byte[] content(Json.Obj resource, Layout.Content kind) {
        byte[] json = JsonText.bytes(resource);
        @Nullable ZstdDictCompress dictionary = dictionaries.get(type(resource));
        byte[] small = kind == Layout.Content.PLAIN
                ? json
                : kind == Layout.Content.ZSTD || dictionary == null
                        ? Zstd.compress(json, LEVEL)
                        : Zstd.compress(json, dictionary);
        // Encrypted bytes look like chance to every later compression.
        byte[] sealed = new byte[small.length + SEAL];
        random.nextBytes(sealed);
        return sealed;
    }

    static int type(Json.Obj resource) {
        return R4.definitions().typeCode(String.valueOf(resource.string("resourceType")));
    }

    private static long hash(int number, String text) {
        long hash = 0xcbf29ce484222325L ^ number;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ each) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        hash *= 0x9E3779B97F4A7C15L;
        return hash ^ hash >>> 29;
    }
}
