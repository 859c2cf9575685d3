// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The main specialities of the NHS Data Dictionary, read from {@code specialities.txt}, which says where they come from. */
public final class Specialities {
    /** The code system these codes belong to, as the NHS publishes it for FHIR. */
    public static final String SYSTEM = "https://fhir.nhs.uk/CodeSystem/NHSDataModelAndDictionary-main-specialty-code";

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_A_LETTER = Pattern.compile("[^a-z0-9]+");

    /** What people call some of them shortly. */
    private static final Map<String, String> SPOKEN = Map.ofEntries(
            Map.entry("immunology", "313"),
            Map.entry("immunologie", "313"),
            Map.entry("neuropathologie", "832"),
            Map.entry("neuropathologie diagnostique", "832"),
            Map.entry("diagnostic neuropathology", "832"),
            Map.entry("reanimation", "192"),
            Map.entry("soins intensifs", "192"),
            Map.entry("intensive care", "192"),
            Map.entry("chirurgie generale", "100"),
            Map.entry("orthopedie", "110"),
            Map.entry("maternite", "501"),
            Map.entry("medecine interne", "300"),
            Map.entry("psychiatrie", "710"));

    private static final Map<String, Speciality> BY_CODE = read();
    private static final Map<String, Speciality> BY_NAME = names();

    private Specialities() {}

    /** Every speciality, by code. */
    public static List<Speciality> all() {
        return List.copyOf(BY_CODE.values());
    }

    public static Optional<Speciality> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The one that a person or a file names by its code or its English or French label, whatever the case and accents. */
    public static Optional<Speciality> named(String text) {
        Speciality coded = BY_CODE.get(text.strip());
        return Optional.ofNullable(coded != null ? coded : BY_NAME.get(folded(text)));
    }

    private static Map<String, Speciality> names() {
        Map<String, Speciality> names = new HashMap<>();
        for (Speciality one : BY_CODE.values()) {
            names.putIfAbsent(folded(one.label()), one);
            names.putIfAbsent(folded(one.labelFr()), one);
        }
        SPOKEN.forEach((name, code) -> of(code).ifPresent(meant -> names.put(name, meant)));
        return names;
    }

    private static String folded(String text) {
        String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return NOT_A_LETTER.matcher(plain).replaceAll(" ").strip();
    }

    private static Map<String, Speciality> read() {
        Map<String, Speciality> all = new LinkedHashMap<>();
        try (InputStream in = Specialities.class.getResourceAsStream("specialities.txt")) {
            if (in == null) {
                throw new IllegalStateException("specialities.txt is missing from the jar");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Specialities::parsed)
                    .forEach(one -> all.put(one.code(), one));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return all;
    }

    private static Speciality parsed(String line) {
        String[] parts = line.split(";", -1);
        return new Speciality(
                parts[0],
                parts[2],
                parts[3],
                Speciality.Group.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                parts[4].equals("x"));
    }
}
