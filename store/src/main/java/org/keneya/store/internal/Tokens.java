// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.nio.charset.StandardCharsets;

/**
 * Makes the tokens of one tenant: keyed 64-bit hashes of (resource type, search parameter, normalised value). Equal
 * values give equal tokens within the tenant, and nothing else can be told from them.
 */
public final class Tokens {
    private final SipHash hash;

    Tokens(SipHash hash) {
        this.hash = hash;
    }

    /** Token of a value as one parameter of one type has it. */
    public long of(int type, int param, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[4 + text.length];
        message[0] = (byte) type;
        message[1] = (byte) (type >> 8);
        message[2] = (byte) param;
        message[3] = (byte) (param >> 8);
        System.arraycopy(text, 0, message, 4, text.length);
        return hash.hash(message, message.length);
    }

    /** Token of a patient as the compartment column has it, the same for every type. */
    long patient(String id) {
        return of(0, 0, id);
    }

    /** Token of a unit. */
    long unit(String system, String code) {
        return of(0, 1, system + "|" + code);
    }
}
