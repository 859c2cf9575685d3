// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** The pair the heads are signed with: a file beside the master key, its owner's only, made on the first start. */
final class SigningKey {
    private static final String ALGORITHM = "Ed25519";

    private SigningKey() {}

    static KeyPair of(Path secrets) throws IOException {
        Path file = secrets.resolve("audit.key");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            List<String> lines = Files.readAllLines(file);
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            PrivateKey secret = keys.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0))));
            PublicKey open = keys.generatePublic(
                    new X509EncodedKeySpec(Base64.getDecoder().decode(lines.get(1))));
            return new KeyPair(open, secret);
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException garbled) {
            throw new IOException("%s does not hold the audit key".formatted(file), garbled);
        }
    }

    private static void create(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        Files.createDirectories(file.getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Base64.Encoder base64 = Base64.getEncoder();
        Files.writeString(
                file,
                base64.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                        + base64.encodeToString(pair.getPublic().getEncoded()) + "\n",
                StandardOpenOption.WRITE);
    }
}
