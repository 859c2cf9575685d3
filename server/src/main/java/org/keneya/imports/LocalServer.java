// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.keneya.kernel.LocalSecret;

/**
 * The server of this user on this machine.
 *
 * @param port where it listens
 * @param certificate PEM file it speaks TLS with; empty when it speaks HTTP
 */
record LocalServer(int port, String certificate) {

    /** As it says of itself beside its secret; one that says nothing speaks HTTP. */
    static LocalServer on(int port) {
        try {
            List<String> lines = Files.readAllLines(LocalSecret.file(port));
            return new LocalServer(port, lines.size() > 1 ? lines.get(1) : "");
        } catch (IOException absent) {
            return new LocalServer(port, "");
        }
    }

    String origin() {
        return (certificate.isEmpty() ? "http" : "https") + "://localhost:" + port;
    }

    /** Speaks with it, and over TLS with nobody else. */
    HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (certificate.isEmpty()) {
            return builder.build();
        }
        try (InputStream in = Files.newInputStream(Path.of(certificate))) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return builder.sslContext(context).build();
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new UnreachableException("The certificate %s cannot be read".formatted(certificate));
        }
    }
}
