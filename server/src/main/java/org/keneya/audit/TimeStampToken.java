// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time stamp (RFC 3161) whose own signature holds: made by whoever has the key of the certificate in it, which is one for
 * time stamping and was valid then. Whether that authority deserves trust is for the reader of its name to say.
 *
 * @param imprint SHA-256 of what was stamped
 * @param at when
 * @param authority subject of the certificate
 */
record TimeStampToken(byte[] imprint, Instant at, String authority) {
    static final String SHA_256 = "2.16.840.1.101.3.4.2.1";
    private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
    private static final String TIME_STAMP = "1.2.840.113549.1.9.16.1.4";
    private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final int CERTIFICATES = 0xa0;
    private static final int ATTRIBUTES = 0xa0;

    /** Reads and checks a token; a {@link SecurityException} when it does not hold. */
    static TimeStampToken of(byte[] token) {
        try {
            Der content = Der.of(token);
            require(content.child(0).oid().equals(SIGNED_DATA), "it is no signed data");
            List<Der> signed = content.child(1).child(0).children();
            Der encapsulated = signed.get(2);
            require(encapsulated.child(0).oid().equals(TIME_STAMP), "it is no time stamp");
            byte[] info = encapsulated.child(1).child(0).content();
            List<Der> fields = Der.of(info).children();
            Der imprint = fields.get(2);
            require(imprint.child(0).child(0).oid().equals(SHA_256), "it is not over a SHA-256");
            Instant at = moment(fields.get(4));
            X509Certificate signer = signer(signed, info, at);
            return new TimeStampToken(
                    imprint.child(1).content(),
                    at,
                    signer.getSubjectX500Principal().getName());
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | DateTimeException
                | GeneralSecurityException garbled) {
            throw new SecurityException("the time stamp does not hold: " + garbled.getMessage(), garbled);
        }
    }

    /** Whether it stamps this very message. */
    boolean isOf(byte[] message) {
        return MessageDigest.isEqual(imprint, MerkleTree.sha256().digest(message));
    }

    private static X509Certificate signer(List<Der> signed, byte[] info, Instant at) throws GeneralSecurityException {
        List<Der> signerInfo = signed.getLast().child(0).children();
        String digest = digest(signerInfo.get(2).child(0).oid());
        Der attributes = signerInfo.get(3);
        require(attributes.tag() == ATTRIBUTES, "its attributes are not signed");
        byte[] hash = MessageDigest.getInstance(digest).digest(info);
        require(Arrays.equals(hash, attribute(attributes, MESSAGE_DIGEST)), "its content was changed");
        byte[] message = attributes.whole().clone();
        message[0] = Der.SET; // signed as what it is, kept as what it is tagged (RFC 5652, section 5.4)
        byte[] signature = signerInfo.get(5).content();
        for (X509Certificate certificate : certificates(signed)) {
            if (isSigned(certificate, digest.replace("-", ""), message, signature)) {
                List<String> usages = certificate.getExtendedKeyUsage();
                require(usages != null && usages.contains(TIME_STAMPING), "its certificate is not for time stamps");
                certificate.checkValidity(Date.from(at));
                return certificate;
            }
        }
        throw new GeneralSecurityException("no certificate in it fits its signature");
    }

    private static boolean isSigned(X509Certificate certificate, String digest, byte[] message, byte[] signature) {
        String key = certificate.getPublicKey().getAlgorithm();
        try {
            Signature check = Signature.getInstance(digest + "with" + (key.equals("EC") ? "ECDSA" : key));
            check.initVerify(certificate.getPublicKey());
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    private static byte @Nullable [] attribute(Der attributes, String oid) {
        for (Der attribute : attributes.children()) {
            if (attribute.child(0).oid().equals(oid)) {
                return attribute.child(1).child(0).content();
            }
        }
        return null;
    }

    private static List<X509Certificate> certificates(List<Der> signed) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        if (signed.get(3).tag() == CERTIFICATES) {
            for (Der each : signed.get(3).children()) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(each.whole())));
            }
        }
        return certificates;
    }

    private static String digest(String oid) throws GeneralSecurityException {
        return switch (oid) {
            case SHA_256 -> "SHA-256";
            case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
            case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
            default -> throw new GeneralSecurityException("its digest is not of the SHA-2 family");
        };
    }

    private static Instant moment(Der time) {
        String text = new String(time.content(), StandardCharsets.US_ASCII);
        String seconds = text.split("[.Z]", -1)[0];
        return LocalDateTime.parse(seconds, DateTimeFormatter.ofPattern("uuuuMMddHHmmss"))
                .toInstant(ZoneOffset.UTC);
    }

    private static void require(boolean holds, String otherwise) throws GeneralSecurityException {
        if (!holds) {
            throw new GeneralSecurityException(otherwise);
        }
    }
}
