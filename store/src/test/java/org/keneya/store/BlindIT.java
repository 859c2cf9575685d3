// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What names a person stands nowhere in the database's files: not in tables, indexes, write-ahead log or logs. */
class BlindIT {
    private static final List<String> NAMES =
            List.of("Quatrebarbes", "Trouillebert", "Vaucouleurs", "Zugarramurdi", "Bonnechose");

    @Test
    void noNameInsPhoneMailStreetOrNoteIsReadableInTheDataDirectory() throws Exception {
        List<String> secrets = new ArrayList<>();
        StoreFixture fixture = StoreFixture.alone();
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            resources.add(patient(i, secrets));
        }
        fixture.putTogether(resources);
        resources.clear();
        for (int i = 0; i < 100; i++) {
            resources.add(note(i, secrets));
            resources.add(patient(i, secrets).replace("Boris", "Boris-" + i));
        }
        fixture.putTogether(resources);
        assertThat(fixture.ids("Patient?family=quatrebarbes0")).hasSize(1);
        Path directory = fixture.stop();
        assertThat(readable(directory, List.of("blind-77")))
                .as("the search itself finds what is there in clear")
                .isNotEmpty();
        assertThat(readable(directory, secrets)).isEmpty();
    }

    private static String patient(int i, List<String> secrets) {
        String family = NAMES.get(i % NAMES.size()) + i;
        String ins = "1840575%06d17".formatted(i);
        String phone = "06399%05d".formatted(i);
        String street = "%d venelle des Capucines bleues".formatted(i);
        if (i < 50) {
            secrets.addAll(List.of(family, ins, phone, street, "boite" + i + "@example.org"));
        }
        return ("{'resourceType':'Patient','id':'blind-%d','identifier':[{'system':'urn:oid:1.2.250.1.213.1.4.11','value':'%s'}],"
                        + "'name':[{'family':'%s','given':['Boris']}],"
                        + "'telecom':[{'system':'phone','value':'%s'},{'system':'email','value':'boite%d@example.org'}],"
                        + "'address':[{'line':['%s'],'city':'Tours'}]}")
                .formatted(i, ins, family, phone, i, street);
    }

    private static String note(int i, List<String> secrets) {
        String text = "Patient anxieux au sujet du perroquet numero " + i;
        secrets.add(text);
        return "{'resourceType':'Communication','id':'note-%d','status':'completed','payload':[{'contentString':'%s'}]}"
                .formatted(i, text);
    }

    /** Which of the words stand in which file, in UTF-8 with or without capitals, or in UTF-16. */
    private static List<String> readable(Path directory, List<String> words) throws IOException {
        // By their first two bytes, so that each file is walked through once.
        Map<Integer, List<byte[]>> needles = new HashMap<>();
        for (String word : words) {
            for (byte[] needle : List.of(
                    word.getBytes(StandardCharsets.UTF_8),
                    word.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                    word.getBytes(StandardCharsets.UTF_16LE))) {
                needles.computeIfAbsent(pair(needle, 0), _ -> new ArrayList<>()).add(needle);
            }
        }
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().contains("postgresql-") || !Files.isReadable(file)) {
                    continue;
                }
                byte[] content = Files.readAllBytes(file);
                for (int at = 0; at < content.length - 1; at++) {
                    for (byte[] needle : needles.getOrDefault(pair(content, at), List.of())) {
                        if (standsAt(content, at, needle)) {
                            found.add(file.getFileName() + " holds " + new String(needle, StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static int pair(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static boolean standsAt(byte[] content, int at, byte[] needle) {
        int end = at + needle.length;
        return end <= content.length && Arrays.equals(content, at, end, needle, 0, needle.length);
    }
}
