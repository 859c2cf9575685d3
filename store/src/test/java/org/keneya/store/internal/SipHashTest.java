// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
    /** First outputs of the reference implementation for the key 00 01 … 0f and the messages empty, 00, 00 01, … */
    private static final long[] REFERENCE = {
        0x726fdb47dd0e0e31L, 0x74f839c593dc67fdL, 0x0d6c8009d9a94f5aL, 0x85676696d7fb7e2dL, 0xcf2794e0277187b7L,
        0x18765564cd99a68dL, 0xcbc9466e58fee3ceL, 0xab0200f58b01d137L, 0x93f5f5799a932462L, 0x9e0082df0ba9e4b0L,
        0x7a5dbbc594ddb9f3L, 0xf4b32f46226bada7L, 0x751e8fbc860ee5fbL, 0x14ea5627c0843d90L, 0xf723ca908e7af2eeL,
        0xa129ca6149be45e5L
    };

    @Test
    void givesTheReferenceOutputs() {
        byte[] key = new byte[16];
        byte[] message = new byte[REFERENCE.length];
        for (int i = 0; i < 16; i++) {
            key[i] = (byte) i;
            message[i] = (byte) i;
        }
        SipHash hash = new SipHash(key);
        for (int length = 0; length < REFERENCE.length; length++) {
            assertThat(hash.hash(message, length)).as("length %d", length).isEqualTo(REFERENCE[length]);
        }
    }
}
