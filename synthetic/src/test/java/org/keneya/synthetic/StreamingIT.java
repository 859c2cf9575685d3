// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Twenty thousand patients pass through a small heap. */
class StreamingIT {
    private static final int PATIENTS = 20_000;

    @Test
    void streamsTwentyThousandPatientsInOneHundredAndTwentyEightMegabytes() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamingIT.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains(PATIENTS + " patients");
        System.out.print(said);
    }

    /** The child process: generates, serialises, forgets. */
    public static void main(String[] args) {
        long start = System.nanoTime();
        long resources = 0;
        Generator generator = new Generator(1, Records.TODAY);
        for (int number = 0; number < PATIENTS; number++) {
            Json.Obj bundle = generator.patient(number);
            resources += bundle.objects("entry").size();
            JsonText.write(bundle, OutputStream.nullOutputStream(), false);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d patients, %d resources, %.1f s, %.0f patients/s, %.0f resources/s%n",
                PATIENTS, resources, seconds, PATIENTS / seconds, resources / seconds);
    }
}
