// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The code systems and value sets that R4 publishes (http://hl7.org/fhir/R4/terminologies.html): its own, those of HL7 version
 * 3 and the tables of version 2, without narrative. Unpacked at the first question, then held as text; parsed on each call.
 */
public final class R4Terminology {
    private static final R4Terminology R4 = new R4Terminology();

    private volatile @Nullable Map<String, byte[]> byName;

    private R4Terminology() {}

    public static R4Terminology definitions() {
        return R4;
    }

    public boolean has(String type, String url) {
        return byName().containsKey(name(type, url));
    }

    /**
     * The definition of a canonical URL without version.
     *
     * @param type CodeSystem or ValueSet
     * @return a tree of the caller's own; null when R4 has none
     */
    public Json.@Nullable Obj find(String type, String url) {
        byte[] json = byName().get(name(type, url));
        return json == null ? null : JsonText.readObject(json);
    }

    private static String name(String type, String url) {
        return type + " " + url;
    }

    private Map<String, byte[]> byName() {
        Map<String, byte[]> known = byName;
        if (known == null) {
            synchronized (this) {
                known = byName;
                if (known == null) {
                    known = read();
                    byName = known;
                }
            }
        }
        return known;
    }

    /** Reads lines of {@code <type> <url> <JSON>}. */
    private static Map<String, byte[]> read() {
        byte[] all;
        try (InputStream in = R4Terminology.class.getResourceAsStream("terminology.txt.gz")) {
            if (in == null) {
                throw new IllegalStateException("terminology.txt.gz is missing from the jar");
            }
            all = new GZIPInputStream(in).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, byte[]> found = new HashMap<>();
        int start = 0;
        for (int end = 0; end < all.length; end++) {
            if (all[end] == '\n') {
                int json = start;
                while (all[json] != '{') {
                    json++;
                }
                found.put(
                        new String(all, start, json - 1 - start, StandardCharsets.UTF_8),
                        Arrays.copyOfRange(all, json, end));
                start = end + 1;
            }
        }
        return found;
    }
}
