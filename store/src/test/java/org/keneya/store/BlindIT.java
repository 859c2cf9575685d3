// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        List<byte[]> needles = new ArrayList<>();
        for (String word : words) {
            needles.add(word.getBytes(StandardCharsets.UTF_8));
            needles.add(word.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            needles.add(word.getBytes(StandardCharsets.UTF_16LE));
        }
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().contains("postgresql-") || !Files.isReadable(file)) {
                    continue;
                }
                byte[] content = Files.readAllBytes(file);
                for (byte[] needle : needles) {
                    if (contains(content, needle)) {
                        found.add(file.getFileName() + " holds "
                                + StandardCharsets.UTF_8.decode(ByteBuffer.wrap(needle)));
                    }
                }
            }
        }
        return found;
    }

    private static boolean contains(byte[] content, byte[] needle) {
        byte first = needle[0];
        for (int i = 0; i <= content.length - needle.length; i++) {
            if (content[i] == first
                    && java.util.Arrays.equals(content, i, i + needle.length, needle, 0, needle.length)) {
                return true;
            }
        }
        return false;
    }
}
