// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.StructureCheck;

class GeneratorTest {

    @Test
    void givesTheSameBytesForTheSameSeed() {
        assertThat(digest(new Generator(7, Records.TODAY))).isEqualTo(digest(new Generator(7, Records.TODAY)));
    }

    @Test
    void givesOtherBytesForAnotherSeedOrDay() {
        String bytes = digest(new Generator(7, Records.TODAY));
        assertThat(digest(new Generator(8, Records.TODAY))).isNotEqualTo(bytes);
        assertThat(digest(new Generator(7, Records.TODAY.plusDays(1)))).isNotEqualTo(bytes);
    }

    @Test
    void givesAPatientAloneAsInTheRun() {
        List<Json.Obj> run = Records.GENERATOR.patients(0, 60).toList();
        for (int number : List.of(0, 5, 35, 59)) {
            assertThat(Records.GENERATOR.patient(number).toString())
                    .isEqualTo(run.get(number).toString());
        }
    }

    @Test
    void reachesEveryPathwayWithinThreeThousandPatients() {
        Set<String> missing = new HashSet<>(Generator.pathways());
        assertThat(missing).hasSizeGreaterThanOrEqualTo(50);
        LongStream.range(0, 3000)
                .takeWhile(number -> !missing.isEmpty())
                .forEach(number -> missing.removeAll(Records.GENERATOR.pathwaysOf(number)));
        assertThat(missing).isEmpty();
    }

    @Test
    void everyResourceKeepsToTheStructureOfR4() {
        Records.resources(Records.GENERATOR.organisation()).forEach(GeneratorTest::assertStructure);
        Records.each(250, record -> record.forEach(GeneratorTest::assertStructure));
    }

    private static void assertStructure(Json.Obj resource) {
        List<Issue> issues = StructureCheck.check(resource);
        assertThat(issues).as(resource::toString).isEmpty();
    }

    @Test
    void everyReferencePointsIntoTheRecordOrTheOrganisation() {
        Set<String> hospital = new HashSet<>();
        Records.resources(Records.GENERATOR.organisation()).forEach(resource -> hospital.add(url(resource)));
        assertThat(Records.references(Records.GENERATOR.organisation())).isSubsetOf(hospital);
        Records.each(300, record -> {
            Set<String> known = new HashSet<>(hospital);
            record.forEach(resource ->
                    assertThat(known.add(url(resource))).as(url(resource)).isTrue());
            record.forEach(resource -> assertThat(Records.references(resource)).isSubsetOf(known));
        });
    }

    @Test
    void everyResourceIsTaggedAsMadeUp() {
        Records.each(
                40,
                record -> record.forEach(resource -> assertThat(Records.object(resource, "meta")
                                .objects("tag")
                                .getFirst()
                                .string("code"))
                        .isEqualTo("synthetic")));
    }

    @Test
    void putsEachResourceUnderItsOwnUrl() {
        Json.Obj entry = Records.GENERATOR.patient(0).objects("entry").getFirst();
        assertThat(Records.object(entry, "request").toString())
                .isEqualTo("{\"method\":\"PUT\",\"url\":\"Patient/demo-patient\"}");
    }

    @Test
    void holdsTheAccountsOfTheDemonstration() {
        Set<String> ids = new HashSet<>();
        Records.GENERATOR
                .demoHospital(1)
                .forEach(bundle -> Records.resources(bundle).forEach(resource -> ids.add(url(resource))));
        assertThat(ids)
                .contains(
                        "Organization/chu-keneya",
                        "Patient/demo-patient",
                        "Practitioner/demo-medecin",
                        "Practitioner/demo-ide",
                        "Practitioner/demo-secretaire",
                        "Practitioner/demo-pharmacien",
                        "Practitioner/demo-technicien",
                        "Practitioner/demo-dim",
                        "Practitioner/demo-dpo",
                        "Practitioner/demo-admin",
                        "Practitioner/demo-regulateur");
    }

    @Test
    void averagesSixtyToAHundredAndFiftyResources() {
        long resources = LongStream.range(32, 1032)
                .map(number -> Records.of(number).size())
                .sum();
        assertThat(resources / 1000).isBetween(60L, 150L);
    }

    @Test
    void writesOneBundleALine(@TempDir Path directory) throws IOException {
        long[] told = new long[2];
        Records.GENERATOR.write(12, directory, (patients, resources) -> {
            told[0] = patients;
            told[1] = resources;
        });
        List<String> lines = Files.readAllLines(directory.resolve("patients-00001.ndjson"));
        assertThat(lines).hasSize(12);
        assertThat(JsonText.readObject(lines.get(3)).toString())
                .isEqualTo(Records.GENERATOR.patient(3).toString());
        assertThat(Files.readAllLines(directory.resolve("organisation.ndjson"))).hasSize(1);
        assertThat(told[0]).isEqualTo(12);
        assertThat(told[1])
                .isEqualTo(lines.stream()
                        .mapToLong(line ->
                                JsonText.readObject(line).objects("entry").size())
                        .sum());
    }

    @Test
    void refusesADayOutOfRange() {
        assertThatThrownBy(() -> new Generator(1, LocalDate.of(1999, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1999-01-01");
    }

    private static String url(Json.Obj resource) {
        return Records.text(resource, "resourceType") + "/" + Records.text(resource, "id");
    }

    private static String digest(Generator generator) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            generator.demoHospital(60).forEach(bundle -> sha.update(JsonText.bytes(bundle)));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new AssertionError(absent);
        }
    }
}
