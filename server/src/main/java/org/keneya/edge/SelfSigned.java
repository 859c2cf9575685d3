// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A certificate nobody vouches for, made by the JDK's own {@code keytool}: encrypts at once, and browsers warn until its
 * fingerprint was compared. For a first day and for test networks; a hospital has one from an authority.
 *
 * @param certificate PEM file
 * @param key PEM file, readable by its owner only
 */
public record SelfSigned(Path certificate, Path key) {
    private static final String DAYS = "397"; // the longest browsers accept
    private static final String ALIAS = "keneya";

    /** The one of the folder, made when there is none for these host names and addresses, of which the first stands foremost. */
    public static SelfSigned in(Path folder, List<String> names) {
        SelfSigned files = new SelfSigned(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        if (!Files.exists(files.certificate) || !Files.exists(files.key)) {
            files.make(folder, names);
        }
        return files;
    }

    /** SHA-256 of the certificate as browsers show it. */
    public String fingerprint() {
        try (InputStream in = Files.newInputStream(certificate)) {
            byte[] encoded = CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getEncoded();
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(certificate + " is not a certificate", broken);
        }
    }

    private void make(Path folder, List<String> names) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path store = folder.resolve("new.p12");
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Files.deleteIfExists(store);
            keytool(store, names, password);
            KeyStore made = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                made.load(in, password.toCharArray());
            }
            write(key, "PRIVATE KEY", made.getKey(ALIAS, password.toCharArray()).getEncoded());
            write(certificate, "CERTIFICATE", made.getCertificate(ALIAS).getEncoded());
            Files.delete(store);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The certificate cannot be made in " + folder, unwritable);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void keytool(Path store, List<String> names, String password)
            throws IOException, InterruptedException {
        String alternatives = names.stream()
                .map(name -> (isAddress(name) ? "ip:" : "dns:") + name)
                .collect(Collectors.joining(","));
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-validity",
                DAYS,
                "-dname",
                "CN=" + names.getFirst().replace(",", ""),
                "-ext",
                "SAN=" + alternatives,
                "-ext",
                "EKU=serverAuth",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                "KENEYA_STORE_PASSWORD");
        command.environment().put("KENEYA_STORE_PASSWORD", password);
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said.strip());
        }
    }

    static boolean isAddress(String name) {
        try {
            InetAddress _ = InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException hostName) {
            return false;
        }
    }

    private static void write(Path file, String what, byte[] content) throws IOException {
        String text = "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), what);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
