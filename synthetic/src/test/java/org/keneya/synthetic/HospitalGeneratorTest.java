// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HospitalGeneratorTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void makesAsManyHospitalsAndBedsAsAsked() throws IOException {
        List<String[]> rows = rows(7, Region.ALL, 2_000, 200_000);
        Set<String> hospitals = new HashSet<>();
        Set<String> names = new HashSet<>();
        Map<String, Integer> countries = new HashMap<>();
        int beds = 0;
        int occupied = 0;
        for (String[] row : rows) {
            if (hospitals.add(row[0])) {
                names.add(row[1]);
                countries.merge(row[4], 1, Integer::sum);
            }
            beds += Integer.parseInt(row[8]);
            occupied += Integer.parseInt(row[15]);
        }
        assertThat(hospitals).hasSize(2_000);
        assertThat(names).hasSize(2_000);
        assertThat(beds).isEqualTo(200_000);
        assertThat(occupied).isBetween(160_000, 180_000);
        assertThat(countries).containsOnlyKeys("FR", "GB");
        assertThat(countries.get("GB")).isGreaterThan(300);
    }

    @Test
    void theSameSeedGivesTheSameFileAndAnotherAnother() throws IOException {
        assertThat(text(3, Region.FRANCE, 40, 4_000))
                .isEqualTo(text(3, Region.FRANCE, 40, 4_000))
                .isNotEqualTo(text(4, Region.FRANCE, 40, 4_000));
    }

    @Test
    void theBedsOfAHospitalStandTogetherAndItsFirstOneIsTeachingInALargeTown() throws IOException {
        List<String[]> rows = rows(1, Region.FRANCE, 500, 60_000);
        Set<String> ended = new HashSet<>();
        String last = "";
        for (String[] row : rows) {
            if (!row[0].equals(last)) {
                assertThat(ended.add(row[0])).as(row[0]).isTrue();
                last = row[0];
            }
            assertThat(Integer.parseInt(row[15])).isBetween(0, Integer.parseInt(row[8]));
        }
        assertThat(rows).anyMatch(row -> row[1].equals("Centre hospitalier universitaire de Bordeaux"));
        assertThat(rows).anyMatch(row -> row[1].equals("Centre hospitalier universitaire du Havre"));
    }

    @Test
    void aRegionStaysWhereItIs() throws IOException {
        for (String[] row : rows(1, Region.ILE_DE_FRANCE, 60, 6_000)) {
            assertThat(Double.parseDouble(row[2])).isBetween(47.4, 50.1);
            assertThat(Double.parseDouble(row[3])).isBetween(-0.2, 5.2);
        }
        assertThat(rows(1, Region.GREAT_BRITAIN, 60, 6_000)).allMatch(row -> row[4].equals("GB"));
    }

    @Test
    void bedsForChildrenMothersAndTheGravelyIllAreThere() throws IOException {
        List<String[]> rows = rows(1, Region.ILE_DE_FRANCE, 60, 6_000);
        assertThat(rows).anyMatch(row -> row[9].equals("501") && row[12].equals("female"));
        assertThat(rows).anyMatch(row -> row[9].equals("420") && row[14].equals("15"));
        assertThat(rows).anyMatch(row -> row[10].contains("incubator"));
        assertThat(rows).anyMatch(row -> row[10].contains("ecmo"));
        assertThat(rows).anyMatch(row -> row[11].equals("airborne"));
    }

    @Test
    void theCommandWritesTheFile() throws IOException {
        Path out = folder.resolve("new/hospitals.csv");
        assertThat(run("--hospitals", "5", "--beds", "300", "--region", "great-britain", "--out", out.toString()))
                .isZero();
        assertThat(Files.readAllLines(out)).first().isEqualTo(HospitalGenerator.HEADER);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("5 hospitals, 300 beds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--hospitals 5 --out x; --beds is missing",
                "--hospitals 5 --beds 100; --out is missing",
                "--hospitals 0 --beds 10 --out x; --hospitals (0) must be at least 1",
                "--hospitals 30 --beds 10 --out target/x; --beds (10) must be at least as many as hospitals",
                "--hospitals 5 --beds 100 --region moon --out x; --region (moon) must be one of all, france",
                "--hospitals 5 --beds 100 --patients 3 --out x; unknown option --patients"
            })
    void saysWhichOptionIsWrong(String line, String expected) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(expected).contains("usage: keneya generate");
    }

    private int run(String... args) {
        return GenerateHospitalsCommand.run(args, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private static String text(long seed, Region region, int hospitals, int beds) throws IOException {
        StringBuilder out = new StringBuilder();
        new HospitalGenerator(seed, region).write(hospitals, beds, out);
        return out.toString();
    }

    /** The lines' parts; names with a comma stand in quotes. */
    private static List<String[]> rows(long seed, Region region, int hospitals, int beds) throws IOException {
        return text(seed, region, hospitals, beds)
                .lines()
                .skip(1)
                .map(line -> line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .toList();
    }
}
