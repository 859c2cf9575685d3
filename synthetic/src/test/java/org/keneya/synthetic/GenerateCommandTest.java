// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateCommandTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void writesTheFilesAndSaysHowMany(@TempDir Path directory) {
        Path out = directory.resolve("new");
        assertThat(run("--patients", "3", "--seed", "9", "--date", "2026-03-12", "--out", out.toString()))
                .isZero();
        assertThat(out.resolve("patients-00001.ndjson")).exists();
        assertThat(out.resolve("organisation.ndjson")).exists();
        assertThat(text()).contains("3 patients, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--patients many --out x; --patients (many) must be a whole number",
                "--patients 0 --out x; --patients (0) must be at least 1",
                "--out x; --patients is missing",
                "--patients 3; --out is missing",
                "--patients 3 --out; a value is missing after --out",
                "--patients 3 --out x --date demain; --date (demain) must be a day such as 2026-03-12",
                "--colour red; unknown option --colour"
            })
    void saysWhichOptionIsWrong(String line, String expected) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(text()).contains(expected).contains("usage: keneya generate");
    }

    @Test
    void saysWhenTheDirectoryCannotBeWritten(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertThat(run("--patients", "1", "--out", file.resolve("below").toString()))
                .isEqualTo(1);
        assertThat(text()).contains("cannot write");
    }

    private int run(String... args) {
        return GenerateCommand.run(args, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
