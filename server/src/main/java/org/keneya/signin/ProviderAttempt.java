// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * One attempt to sign in by a provider, kept in the browser's session until the provider sends the person back, once.
 *
 * @param provider by whom
 * @param state ties the answer to this browser
 * @param nonce ties the ID token to this attempt
 * @param verifier ties the code to this server (RFC 7636)
 */
record ProviderAttempt(String provider, String state, String nonce, String verifier, Instant begun)
        implements Serializable {
    private static final SecureRandom RANDOM = new SecureRandom();

    static ProviderAttempt of(String provider, Instant now) {
        return new ProviderAttempt(provider, random(), random(), random(), now);
    }

    /** The verifier's SHA-256. */
    String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
