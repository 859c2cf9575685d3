// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedTest {
    @TempDir
    Path folder;

    @Test
    void isForTheNamesAskedAndItsKeyIsItsOwnersOnly() throws IOException, GeneralSecurityException {
        SelfSigned made = SelfSigned.in(folder.resolve("tls"), List.of("dossier.example.org", "10.0.0.7"));

        X509Certificate certificate;
        try (InputStream in = Files.newInputStream(made.certificate())) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=dossier.example.org");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "dossier.example.org"), List.of(7, "10.0.0.7"));
        certificate.checkValidity();
        for (Path file : List.of(made.key(), made.certificate())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(folder.resolve("tls")).isDirectoryContaining(file -> true).satisfies(made0 -> {
            try (var files = Files.list(made0)) {
                assertThat(files).containsExactlyInAnyOrder(made.key(), made.certificate());
            }
        });
        assertThat(made.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    @Test
    void staysTheSameFromStartToStart() {
        SelfSigned first = SelfSigned.in(folder, List.of("localhost"));
        String before = first.fingerprint();

        assertThat(SelfSigned.in(folder, List.of("localhost")).fingerprint()).isEqualTo(before);
    }
}
