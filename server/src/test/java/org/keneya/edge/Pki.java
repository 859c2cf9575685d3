// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An authority for tests and what it signs, made by keytool. */
public final class Pki {
    private static final char[] WORD = "changeit".toCharArray();
    private final Path folder;
    private final Path store;

    /** An authority of that name. */
    public Pki(String name) {
        try {
            folder = Files.createTempDirectory("keneya-pki");
            store = folder.resolve("all.p12");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        make("ca", "CN=" + name, "-ext", "bc:c");
    }

    /** A key and a certificate of the authority; {@code more} are options of keytool such as {@code -ext} and {@code -startdate}. */
    public Pki with(String alias, String subject, String... more) {
        List<String> options = new ArrayList<>(List.of("-signer", "ca"));
        options.addAll(List.of(more));
        make(alias, subject, options.toArray(String[]::new));
        return this;
    }

    /** Writes the certificate and, for others than the authority, its key as PEM files of that name. */
    public void write(String alias, Path certificate, @Nullable Path key) {
        try {
            KeyStore all = load();
            StringBuilder chain = new StringBuilder();
            for (Certificate one : all.getCertificateChain(alias)) {
                chain.append(pem("CERTIFICATE", one.getEncoded()));
            }
            if (key != null) {
                Files.writeString(
                        key, pem("PRIVATE KEY", all.getKey(alias, WORD).getEncoded()));
            }
            Files.writeString(certificate, chain);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Trusts {@code trusted}'s authority; shows the certificate of that alias, or none. */
    public SSLContext client(@Nullable String alias, Pki trusted) {
        try {
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            authorities.setCertificateEntry("ca", trusted.load().getCertificate("ca"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(alias == null ? null : keys(alias), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private KeyManager[] keys(String alias) throws GeneralSecurityException, IOException {
        KeyStore all = load();
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        Key key = all.getKey(alias, WORD);
        own.setKeyEntry(alias, key, WORD, all.getCertificateChain(alias));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509"); // offers also what has expired
        factory.init(own, WORD);
        return factory.getKeyManagers();
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, WORD);
        }
        return all;
    }

    private void make(String alias, String subject, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                subject,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(WORD)));
        command.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), what);
    }
}
