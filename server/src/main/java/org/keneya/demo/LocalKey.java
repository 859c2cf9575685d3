// SPDX-License-Identifier: Apache-2.0
package org.keneya.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.keneya.kernel.LocalSecret;
import org.springframework.stereotype.Component;

/** A secret made at each start and written where only this user can read it; whoever has it may ask for tokens. */
@Component
class LocalKey {
    private final String secret;

    LocalKey() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        secret = HexFormat.of().formatHex(random);
    }

    String secret() {
        return secret;
    }

    boolean is(String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes it for the server on that port, and below it the certificate file the server speaks TLS with, if it does. */
    void write(int port, String certificate) {
        Path file = LocalSecret.file(port);
        try {
            Path folder = LocalSecret.folder();
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                    .equals("rwx------")) {
                throw new IOException(folder + " must be open to its owner only");
            }
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            String second = certificate.isEmpty() ? "" : Path.of(certificate).toAbsolutePath() + "\n";
            Files.writeString(file, secret + "\n" + second);
            file.toFile().deleteOnExit();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The local secret cannot be written to " + file, unwritable);
        }
    }
}
