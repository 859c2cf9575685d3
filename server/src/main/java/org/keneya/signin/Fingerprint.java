// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets long enough to need no salt, and the SHA-256 they are kept as. */
final class Fingerprint {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Fingerprint() {}

    /** A new secret of 256 bits, base64url. */
    static String secret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(BYTES));
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** SHA-256, 32 bytes. */
    static byte[] of(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
