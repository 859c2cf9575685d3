// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.keneya.model.Json;

/** An authenticator in software, with one key (ES256), that says whatever a test wants it to say. */
final class Authenticator {
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final KeyPair keys;
    private final byte[] id = Fingerprint.random(32);
    private byte[] user = {};
    private int count;

    /** What it claims about the person and the page. */
    String origin;

    String party = "localhost";
    boolean verifies = true;

    Authenticator(String origin) {
        this.origin = origin;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Goes back to an earlier use, as a copy of the key would. */
    void rewind() {
        count -= 2;
    }

    String credentialId() {
        return base64(id);
    }

    /** Answers what was asked for making a key. */
    Json.Obj create(Json.Obj asked) {
        Json.Obj options = object(asked, "options");
        user = Base64.getUrlDecoder()
                .decode(String.valueOf(object(options, "user").string("id")));
        byte[] data = clientData("webauthn.create", options);
        byte[] authenticator = authenticatorData(ATTESTED, concat(new byte[16], new byte[] {0, 32}, id, cose()));
        byte[] attestation = concat(
                new byte[] {(byte) 0xa3},
                text("fmt"),
                text("none"),
                text("attStmt"),
                new byte[] {(byte) 0xa0},
                text("authData"),
                new byte[] {0x59, (byte) (authenticator.length >> 8), (byte) authenticator.length},
                authenticator);
        return answer(
                asked,
                new Json.Obj()
                        .put("clientDataJSON", base64(data))
                        .put("attestationObject", base64(attestation))
                        .put("transports", new Json.Arr().add(new Json.Str("internal"))));
    }

    /** Answers what was asked for using the key. */
    Json.Obj use(Json.Obj asked) {
        byte[] data = clientData("webauthn.get", object(asked, "options"));
        byte[] authenticator = authenticatorData(0, new byte[0]);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(authenticator);
            signature.update(sha256(data));
            return answer(
                    asked,
                    new Json.Obj()
                            .put("clientDataJSON", base64(data))
                            .put("authenticatorData", base64(authenticator))
                            .put("signature", base64(signature.sign()))
                            .put("userHandle", base64(user)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Json.Obj answer(Json.Obj asked, Json.Obj response) {
        return new Json.Obj()
                .put("handle", String.valueOf(asked.string("handle")))
                .put("label", "Clé d’essai")
                .put(
                        "credential",
                        new Json.Obj()
                                .put("id", base64(id))
                                .put("rawId", base64(id))
                                .put("type", "public-key")
                                .put("authenticatorAttachment", "platform")
                                .put("clientExtensionResults", new Json.Obj())
                                .put("response", response));
    }

    private byte[] clientData(String type, Json.Obj options) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, options.string("challenge"), origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int flags, byte[] rest) {
        count++;
        return concat(
                sha256(party.getBytes(StandardCharsets.UTF_8)),
                new byte[] {(byte) (flags | PRESENT | (verifies ? VERIFIED : 0))},
                ByteBuffer.allocate(4).putInt(count).array(),
                rest);
    }

    /** RFC 9052 section 7: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
    private byte[] cose() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return concat(
                new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32},
                coordinate(point.getAffineX().toByteArray()),
                new byte[] {0x22, 0x58, 32},
                coordinate(point.getAffineY().toByteArray()));
    }

    private static byte[] coordinate(byte[] number) {
        byte[] padded = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, padded, 32 - length, length);
        return padded;
    }

    private static byte[] text(String text) {
        return concat(new byte[] {(byte) (0x60 | text.length())}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Json.Obj object(Json.Obj object, String name) {
        Json.Obj found = object.object(name);
        if (found == null) {
            throw new IllegalStateException("no " + name + " in " + object);
        }
        return found;
    }
}
