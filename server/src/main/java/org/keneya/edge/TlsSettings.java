// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Encryption on the way. Without a certificate the server speaks HTTP, and to this machine only.
 *
 * @param certificate PEM file of the server's certificate and those that lead to its authority; empty for none
 * @param key PEM file of its private key (PKCS #8)
 * @param protocols versions spoken: {@code TLSv1.3}, and {@code TLSv1.2} only where old devices need it
 * @param clientCa PEM file of the authorities whose client certificates are accepted on the port for parts; empty for none
 * @param clientPort the port where every connection must bring a client certificate; {@code -1} for none, {@code 0} for any free one
 * @param clientsRequired whether trusted programs get in only there
 * @param parts which certificate is which program
 * @param watch how often the files are looked at; a changed certificate is taken without a restart
 */
@ConfigurationProperties("keneya.tls")
public record TlsSettings(
        @DefaultValue("") String certificate,
        @DefaultValue("") String key,
        @DefaultValue("TLSv1.3") List<String> protocols,
        @DefaultValue("") String clientCa,
        @DefaultValue("-1") int clientPort,
        @DefaultValue("false") boolean clientsRequired,
        @DefaultValue List<Part> parts,
        @DefaultValue("10s") Duration watch) {
    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    public TlsSettings {
        protocols = List.copyOf(protocols);
        parts = List.copyOf(parts);
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException("keneya.tls.certificate and keneya.tls.key are needed together");
        }
        if (protocols.isEmpty() || !VERSIONS.containsAll(protocols)) {
            throw new IllegalArgumentException(
                    "keneya.tls.protocols (%s) may be TLSv1.3 and TLSv1.2".formatted(protocols));
        }
        if (clientCa.isEmpty() != clientPort < 0) {
            throw new IllegalArgumentException("keneya.tls.client-ca and keneya.tls.client-port are needed together");
        }
        if (!clientCa.isEmpty() && certificate.isEmpty()) {
            throw new IllegalArgumentException("keneya.tls.client-ca needs keneya.tls.certificate");
        }
        if (clientsRequired && clientCa.isEmpty()) {
            throw new IllegalArgumentException("keneya.tls.clients-required needs keneya.tls.client-ca");
        }
        if (!watch.isPositive()) {
            throw new IllegalArgumentException("keneya.tls.watch must be positive");
        }
    }

    /**
     * A program, known by its certificate.
     *
     * @param name the certificate's subject ({@code CN=labo,O=CHU}), or a URI among its alternative names such as {@code
     *     spiffe://chu.example/labo}
     * @param account what the program is called here, in tokens and in the audit log
     * @param tenant name of the tenant whose data it sees; empty for the establishment's own
     */
    public record Part(
            String name, String account, @DefaultValue("") String tenant) {
        public Part {
            if (name.isBlank() || account.isBlank()) {
                throw new IllegalArgumentException("keneya.tls.parts need a name and an account");
            }
        }
    }

    public boolean isOn() {
        return !certificate.isEmpty();
    }
}
