// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** The certificate, the key and the authorities as they lie in their files now. */
final class TlsFiles {
    private final TlsSettings settings;

    TlsFiles(TlsSettings settings) {
        this.settings = settings;
    }

    /** What a connector speaks TLS with; {@code isForParts} asks for a client certificate and refuses whoever has none. */
    SSLHostConfig configuration(boolean isForParts) {
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols(String.join("+", settings.protocols()));
        host.setHonorCipherOrder(true);
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateFile(absolute(settings.certificate()));
        certificate.setCertificateKeyFile(absolute(settings.key()));
        host.addCertificate(certificate);
        if (isForParts) {
            host.setTrustStore(authorities());
            host.setCertificateVerification("required");
        }
        return host;
    }

    /** Changes when one of the files does; empty while one cannot be read. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : Stream.of(settings.certificate(), settings.key(), settings.clientCa())
                    .filter(name -> !name.isEmpty())
                    .toList()) {
                digest.update(Files.readAllBytes(Path.of(file)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException beingReplaced) {
            return "";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private KeyStore authorities() {
        try (InputStream in = Files.newInputStream(Path.of(settings.clientCa()))) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IllegalStateException("keneya.tls.client-ca holds no certificate");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate authority : found) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            return store;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("keneya.tls.client-ca cannot be read", unreadable);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("keneya.tls.client-ca is not a list of certificates", broken);
        }
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().toString();
    }
}
