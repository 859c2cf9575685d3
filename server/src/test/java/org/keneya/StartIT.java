// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program refuses to start with. */
class StartIT {
    @TempDir
    Path data;

    @Test
    void listensElsewhereThanOnLoopbackWithTlsOnly() {
        Said said = start("--host", "0.0.0.0", "--port", "0");

        assertThat(said.status).isEqualTo(2);
        assertThat(said.text).contains("--tls").contains("KENEYA_TLS_CERTIFICATE");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThat(start("--host", "256.1.1.1").status).isEqualTo(2);
        assertThat(start("--host").status).isEqualTo(2);
    }

    @Test
    void neverOffersAccountsWhosePasswordEverybodyKnowsToANetwork() {
        assertThat(start("--training", "--port", "0").status).isZero();

        Said said = start("--tls", "--host", "0.0.0.0", "--port", "0");

        assertThat(said.status).isEqualTo(1);
        assertThat(said.text).contains("demonstration accounts");
    }

    private record Said(int status, String text) {}

    private Said start(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--data";
        all[1] = data.toString();
        System.arraycopy(options, 0, all, 2, options.length);
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            return new Said(Start.run(all), said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }
}
