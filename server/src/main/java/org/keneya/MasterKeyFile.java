// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keneya.store.MasterKey;

/**
 * Where the key that wraps all others comes from; it never enters the database. In this order: {@code KENEYA_MASTER_KEY} (base64
 * of 32 bytes; former ones behind commas), a key service ({@code KENEYA_KMS_URL}, {@code KENEYA_KMS_KEY}, {@code
 * KENEYA_KMS_TOKEN_FILE}) that opens the file {@code master.wrapped}, or the file {@code master.key}. Files lie in the
 * secrets of the data directory, readable by their owner only, are made on the first start, and hold a key a line: the first is
 * the key of today, the others are former ones that still open what they wrapped.
 */
final class MasterKeyFile {
    private final Path secrets;
    private final Map<String, String> environment;

    private MasterKeyFile(Path data, Map<String, String> environment) {
        this.secrets = data.resolve("secrets");
        this.environment = environment;
    }

    static MasterKey of(Path data) {
        return of(data, System.getenv());
    }

    static MasterKey of(Path data, Map<String, String> environment) {
        try {
            return new MasterKeyFile(data, environment).key();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The master key in %s cannot be read".formatted(data), unreadable);
        }
    }

    private MasterKey key() throws IOException {
        String given = environment.get("KENEYA_MASTER_KEY");
        if (given != null) {
            return key(List.of(given.split(",")).stream()
                    .map(text -> decoded(text, "KENEYA_MASTER_KEY"))
                    .toList());
        }
        String service = environment.get("KENEYA_KMS_URL");
        if (service != null) {
            return wrapped(new VaultTransit(
                    URI.create(service),
                    environment.getOrDefault("KENEYA_KMS_KEY", "keneya"),
                    Files.readString(Path.of(required("KENEYA_KMS_TOKEN_FILE"))).strip()));
        }
        Path file = secrets.resolve("master.key");
        if (!Files.exists(file)) {
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            create(file, Base64.getEncoder().encodeToString(fresh));
        }
        return key(
                lines(file).stream().map(text -> decoded(text, file.toString())).toList());
    }

    private MasterKey wrapped(VaultTransit service) throws IOException {
        Path file = secrets.resolve("master.wrapped");
        if (!Files.exists(file)) {
            if (Files.exists(secrets.resolve("master.key"))) {
                throw new IllegalStateException(
                        "There is a master.key already: wrap it with the key service and put it into master.wrapped first");
            }
            VaultTransit.DataKey made = service.dataKey();
            create(file, made.wrapped());
            return new MasterKey(made.plain());
        }
        return key(lines(file).stream().map(service::open).toList());
    }

    private static MasterKey key(List<byte[]> keys) {
        return new MasterKey(keys.getFirst(), keys.subList(1, keys.size()));
    }

    private String required(String name) {
        return Objects.requireNonNull(environment.get(name), () -> name + " is missing");
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException("%s holds no key".formatted(file));
        }
        return lines;
    }

    private static void create(Path file, String line) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, ownerOnly);
        Files.writeString(file, line + "\n", StandardOpenOption.WRITE);
    }

    private static byte[] decoded(String text, String source) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == 32) {
                return key;
            }
        } catch (IllegalArgumentException garbled) {
            // told below
        }
        throw new IllegalStateException("%s must hold 32 bytes in base64".formatted(source));
    }
}
