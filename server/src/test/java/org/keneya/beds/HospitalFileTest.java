// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keneya.SharedData;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Isolation;
import org.keneya.allocation.Place;
import org.keneya.allocation.Sex;
import org.keneya.synthetic.HospitalGenerator;
import org.keneya.synthetic.Region;

class HospitalFileTest {
    private static final String SHORT = "id,name,latitude,longitude,country,region,beds,specialities\n";

    @Test
    void aLineOfTheFirstKindGivesBedsThatServeAllItsSpecialities() {
        HospitalFile file = read(SHORT
                + "FR-1,Hôpital Bellerive,48.85,2.35,FR,Île-de-France,5,Immunologie;Neuropathologie diagnostique");
        assertThat(file.refused()).isEmpty();
        assertThat(file.hospitals()).hasSize(1);
        HospitalFile.Listed listed = file.hospitals().getFirst();
        assertThat(listed.hospital())
                .isEqualTo(new Hospital(
                        "FR-1", "Hôpital Bellerive", new Place(48.85, 2.35), Diversion.OPEN, "FR", "Île-de-France"));
        assertThat(listed.beds()).hasSize(5);
        assertThat(listed.beds().getFirst())
                .isEqualTo(new Bed(
                        "FR-1.Lits-01",
                        "FR-1",
                        "Lits",
                        Set.of("313", "832"),
                        Set.of(),
                        Isolation.NONE,
                        null,
                        0,
                        130,
                        BedState.FREE));
    }

    @Test
    void linesOfTheSecondKindAddUpToOneHospital() {
        HospitalFile file = read(HospitalGenerator.HEADER + "\n"
                + "FR-2,Clinique,48,2,FR,,critical,4B,2,320,monitor;telemetry,contact,female,16,130,1\n"
                + "FR-2,Clinique,48,2,FR,,critical,4B,1,320|300,,,,,,\n"
                + "FR-2,Clinique,48,2,FR,,critical,Néonat. 1,1,420,incubator,airborne,,0,0.99,0\n");
        assertThat(file.refused()).isEmpty();
        assertThat(file.hospitals()).hasSize(1);
        HospitalFile.Listed listed = file.hospitals().getFirst();
        assertThat(listed.hospital().diversion()).isEqualTo(Diversion.CRITICAL);
        assertThat(listed.hospital().region()).isNull();
        assertThat(listed.beds())
                .containsExactly(
                        new Bed(
                                "FR-2.4B-01",
                                "FR-2",
                                "4B",
                                Set.of("320"),
                                Set.of("monitor", "telemetry"),
                                Isolation.CONTACT,
                                Sex.FEMALE,
                                16,
                                130,
                                BedState.OCCUPIED),
                        new Bed(
                                "FR-2.4B-02",
                                "FR-2",
                                "4B",
                                Set.of("320"),
                                Set.of("monitor", "telemetry"),
                                Isolation.CONTACT,
                                Sex.FEMALE,
                                16,
                                130,
                                BedState.FREE),
                        new Bed(
                                "FR-2.4B-03",
                                "FR-2",
                                "4B",
                                Set.of("320", "300"),
                                Set.of(),
                                Isolation.NONE,
                                null,
                                0,
                                130,
                                BedState.FREE),
                        new Bed(
                                "FR-2.Neonat-1-01",
                                "FR-2",
                                "Néonat. 1",
                                Set.of("420"),
                                Set.of("incubator"),
                                Isolation.AIRBORNE,
                                null,
                                0,
                                0.99,
                                BedState.FREE));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {",", ";", "\t", "~", "|"})
    void anySeparatorIsFound(String separator) {
        String text = "id,name,latitude,longitude,beds,specialities\nH-1,\"Foch, Suresnes\",\"48,87\",2.22,3,320\n";
        HospitalFile file = read(quotedCommas(text, separator));
        assertThat(file.refused()).isEmpty();
        assertThat(file.hospitals().getFirst().hospital().name()).isEqualTo("Foch, Suresnes");
        assertThat(file.hospitals().getFirst().hospital().place()).isEqualTo(new Place(48.87, 2.22));
    }

    @Test
    void officeFilesAreReadWithTheirMarkTheirEncodingAndTheirLineEnds() {
        String text = "\uFEFF" + SHORT + "FR-1,\"L'\"\"Étoile\"\"\",48,2,FR,,0,\r\n\r\n";
        assertThat(HospitalFile.read(text.getBytes(StandardCharsets.UTF_8))
                        .hospitals()
                        .getFirst()
                        .hospital()
                        .name())
                .isEqualTo("L'\"Étoile\"");
        byte[] old = (SHORT + "FR-1,Étoile,48,2,FR,,0,\r\n").getBytes(Charset.forName("windows-1252"));
        assertThat(HospitalFile.read(old).hospitals().getFirst().hospital().name())
                .isEqualTo("Étoile");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '@', quoteCharacter = '`', textBlock = """
            FR-1,,48,2,FR,,3,320              @ Le nom manque
            FR 1,A,48,2,FR,,3,320             @ L'identifiant doit avoir 1 à 40 lettres
            FR-1,A,98,2,FR,,3,320             @ La latitude doit être un nombre de degrés de -90 à 90
            FR-1,A,48,,FR,,3,320              @ La longitude doit être un nombre de degrés de -180 à 180
            FR-1,A,48,NaN,FR,,3,320           @ La longitude
            FR-1,A,0,0.0,FR,,3,320            @ Les coordonnées 0, 0
            FR-1,A,48,2,France,,3,320         @ Le pays doit être un code de deux lettres
            FR-1,A,48,2,FR,,-3,320            @ Le nombre de lits doit être un nombre entier de 0 à 5000
            FR-1,A,48,2,FR,,5001,320          @ Le nombre de lits doit être un nombre entier de 0 à 5000
            FR-1,A,48,2,FR,,3,                @ Des lits sans spécialité
            FR-1,A,48,2,FR,,3,320;dragons     @ La spécialité « dragons » n'est pas connue
            FR-1,A,48,2,FR,,3                 @ La ligne a 7 valeurs, la première 8 colonnes
            FR-1,A,48,2,FR,,3,320,            @ La ligne a 9 valeurs, la première 8 colonnes
            """)
    void aFaultIsToldWithItsLineAndStopsNoOther(String line, String why) {
        HospitalFile file = read(SHORT + "FR-0,A,48,2,FR,,1,320\n" + line + "\nFR-9,A,48,2,FR,,1,320\n");
        assertThat(file.hospitals()).extracting(one -> one.hospital().id()).containsExactly("FR-0", "FR-9");
        assertThat(file.refused()).hasSize(1);
        assertThat(file.refused().getFirst().line()).isEqualTo(3);
        assertThat(file.refused().getFirst().why()).startsWith(why);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '@', quoteCharacter = '`', textBlock = """
            half,4A,3,320,,,,,,        @ L'ouverture (diversion) doit être : open, critical, closed
            open,4A,3,320,laser,,,,,   @ L'équipement « laser » n'est pas connu
            open,4A,3,320,,bubble,,,,  @ L'isolement doit être : none, contact, droplet, airborne
            open,4A,3,320,,,dragon,,,  @ Le sexe doit être female, male ou rien
            open,4A,3,320,,,,-1,,      @ Un âge doit être un nombre d'années de 0 à 130
            open,4A,3,320,,,,70,16,    @ L'âge minimal (70) dépasse l'âge maximal (16)
            open,4A,3,320,,,,,,4       @ Le nombre de lits occupés doit être un nombre entier de 0 à 3
            """)
    void aFaultOfAGroupIsTold(String rest, String why) {
        HospitalFile file = read(HospitalGenerator.HEADER + "\nFR-1,A,48,2,FR,," + rest + "\n");
        assertThat(file.hospitals()).isEmpty();
        assertThat(file.refused()).hasSize(1);
        assertThat(file.refused().getFirst().why()).startsWith(why);
    }

    @Test
    void aHospitalIsTakenWholeOrNotAtAll() {
        HospitalFile file = read(HospitalGenerator.HEADER + "\n"
                + "FR-1,A,48,2,FR,,open,4A,3,320,,,,,,\n"
                + "FR-2,B,48,2,FR,,open,4A,3,320,,,,,,\n"
                + "FR-1,A,48,2,FR,,open,4B,3,oops,,,,,,\n"
                + "FR-2,B,48,3,FR,,open,4B,3,320,,,,,,\n");
        assertThat(file.hospitals()).isEmpty();
        assertThat(file.refused())
                .containsExactly(
                        new HospitalFile.Refusal(2, "L'établissement FR-1 n'est pas repris, à cause de la ligne 4"),
                        new HospitalFile.Refusal(3, "L'établissement FR-2 n'est pas repris, à cause de la ligne 5"),
                        new HospitalFile.Refusal(4, "La spécialité « oops » n'est pas connue"),
                        new HospitalFile.Refusal(
                                5,
                                "L'établissement FR-2 est décrit autrement à la ligne 3 (nom, lieu, région ou ouverture)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "name,beds\nA,3\n", "{\"resourceType\":\"Bundle\"}"})
    void whatIsNoSuchFileIsRefusedAtItsFirstLine(String text) {
        assertThat(read(text).hospitals()).isEmpty();
        assertThat(read(text).refused()).extracting(HospitalFile.Refusal::line).containsExactly(1);
    }

    @Test
    void aFileIsBounded() {
        HospitalFile lines = read(SHORT + "x\n".repeat(HospitalFile.MOST_LINES + 1));
        assertThat(lines.refused()).hasSize(1);
        StringBuilder many = new StringBuilder(SHORT);
        for (int i = 0; i < 102; i++) {
            many.append("FR-").append(i).append(",A,48,2,FR,,5000,320\n");
        }
        HospitalFile beds = read(many.toString());
        assertThat(beds.hospitals()).hasSize(100);
        assertThat(beds.refused()).extracting(HospitalFile.Refusal::line).containsExactly(102, 103);
        assertThat(read(SHORT + "x\n".repeat(5_000)).refused()).hasSize(1_000);
    }

    @Test
    void whatTheGeneratorWritesIsTakenWhole() throws IOException {
        StringBuilder text = new StringBuilder();
        new HospitalGenerator(1, Region.ALL).write(300, 30_000, text);
        HospitalFile file = read(text.toString());
        assertThat(file.refused()).isEmpty();
        assertThat(file.hospitals()).hasSize(300);
        List<String> ids = file.hospitals().stream()
                .flatMap(one -> one.beds().stream())
                .map(Bed::id)
                .toList();
        assertThat(ids).hasSize(30_000).doesNotHaveDuplicates();
    }

    @Test
    void theListTheNhsPublishesIsTaken() throws IOException {
        byte[] list = Files.readAllBytes(SharedData.folder("hospitals").resolve("nhs_hospitals_2020.csv"));
        HospitalFile file = HospitalFile.read(list);
        assertThat(file.hospitals()).hasSizeGreaterThan(1_150);
        assertThat(file.hospitals().size() + file.refused().size()).isEqualTo(1_216);
        assertThat(file.refused())
                .allSatisfy(refusal -> assertThat(refusal.why()).contains("itude"));
        assertThat(file.hospitals())
                .filteredOn(one -> one.hospital().id().equals("GB-RJ122"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.hospital().name()).isEqualTo("St Thomas'");
                    assertThat(one.beds()).isEmpty();
                });
    }

    private static HospitalFile read(String text) {
        return HospitalFile.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text with another separator between its values; commas in quotes stay. */
    private static String quotedCommas(String text, String separator) {
        return text.replaceAll(
                ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", java.util.regex.Matcher.quoteReplacement(separator));
    }
}
