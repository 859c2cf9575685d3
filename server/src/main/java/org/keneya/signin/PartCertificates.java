// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.keneya.edge.TlsSettings;

/**
 * Which program a client certificate belongs to. That it is valid and of a known authority was decided in the handshake; its
 * subject, or a URI among its alternative names, must be the one configured.
 */
final class PartCertificates {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final int URI = 6; // GeneralName, RFC 5280 section 4.2.1.6

    private final Map<String, TlsSettings.Part> bySubject;
    private final Map<String, TlsSettings.Part> byUri;

    PartCertificates(List<TlsSettings.Part> parts) {
        byUri = parts.stream()
                .filter(part -> part.name().contains("://"))
                .collect(Collectors.toMap(TlsSettings.Part::name, Function.identity()));
        bySubject = parts.stream()
                .filter(part -> !part.name().contains("://"))
                .collect(Collectors.toMap(part -> canonical(new X500Principal(part.name())), Function.identity()));
    }

    /** Whether the connection brought a certificate. */
    static boolean isThere(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0;
    }

    Optional<TlsSettings.Part> of(HttpServletRequest request) {
        if (!(request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain) || chain.length == 0) {
            return Optional.empty();
        }
        TlsSettings.Part named = bySubject.get(canonical(chain[0].getSubjectX500Principal()));
        return named != null ? Optional.of(named) : ofUris(chain[0]);
    }

    private Optional<TlsSettings.Part> ofUris(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                TlsSettings.Part part = Integer.valueOf(URI).equals(name.get(0)) ? byUri.get(name.get(1)) : null;
                if (part != null) {
                    return Optional.of(part);
                }
            }
            return Optional.empty();
        } catch (CertificateParsingException garbled) {
            return Optional.empty();
        }
    }

    private static String canonical(X500Principal subject) {
        return subject.getName(X500Principal.CANONICAL);
    }
}
