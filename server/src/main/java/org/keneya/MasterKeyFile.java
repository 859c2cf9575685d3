// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.keneya.store.MasterKey;

/**
 * The key that wraps the tenants' keys: from {@code KENEYA_MASTER_KEY} (base64 of 32 bytes), else from a file of the data
 * directory, readable by its owner only and made on the first start. It never enters the database.
 */
final class MasterKeyFile {
    private MasterKeyFile() {}

    static MasterKey of(Path data) {
        String given = System.getenv("KENEYA_MASTER_KEY");
        if (given != null) {
            return decode(given, "KENEYA_MASTER_KEY");
        }
        Path file = data.resolve("secrets").resolve("master.key");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return decode(Files.readString(file).strip(), file.toString());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The master key %s cannot be read".formatted(file), unreadable);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.getParent());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, ownerOnly);
        Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.WRITE);
    }

    private static MasterKey decode(String text, String source) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == 32) {
                return new MasterKey(key);
            }
        } catch (IllegalArgumentException garbled) {
            // told below
        }
        throw new IllegalStateException("%s must hold 32 bytes in base64".formatted(source));
    }
}
