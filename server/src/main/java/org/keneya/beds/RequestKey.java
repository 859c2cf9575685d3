// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What tells a repeated request from a new one. Keys and bodies are kept as hashes: clients put into keys what they like.
 *
 * @param client whose key it is
 * @param body hash of what was asked, address included
 */
record RequestKey(Name client, UUID body) {

    /**
     * The key of one client.
     *
     * @param key hash of the Idempotency-Key
     */
    record Name(int tenant, long login, UUID key) {}

    static RequestKey of(Asker asker, String key, String address, byte[] body) {
        return new RequestKey(
                new Name(asker.tenant().id(), asker.login(), hash(key.getBytes(StandardCharsets.UTF_8))),
                hash(address.getBytes(StandardCharsets.UTF_8), body));
    }

    /** The first half of the SHA-256. */
    private static UUID hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
                digest.update((byte) 0);
            }
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
