// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.keneya.kernel.ProblemException;

/**
 * Where a page ended: the sort keys and the row key of its last match. Signed with the tenant's key and bound to the user
 * and the query, so that it opens nothing for anyone else; holds no clinical word.
 */
record Cursor(List<Object> keys) {
    private static final int SIGNATURE = 16;

    String write(Keys tenant, String actor, String query) {
        var text = new StringBuilder();
        for (Object key : keys) {
            text.append(key instanceof Long ? 'n' : 's').append(key).append('\n');
        }
        byte[] payload = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] signature = tenant.sign(bound(actor, query, payload));
        byte[] whole = Arrays.copyOf(signature, SIGNATURE + payload.length);
        System.arraycopy(payload, 0, whole, SIGNATURE, payload.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    static Cursor read(String text, Keys tenant, String actor, String query) {
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException garbled) {
            throw notOurs();
        }
        if (whole.length < SIGNATURE) {
            throw notOurs();
        }
        byte[] payload = Arrays.copyOfRange(whole, SIGNATURE, whole.length);
        byte[] signature = Arrays.copyOf(whole, SIGNATURE);
        if (!MessageDigest.isEqual(signature, tenant.sign(bound(actor, query, payload)))) {
            throw notOurs();
        }
        List<Object> keys = new ArrayList<>();
        for (String line : new String(payload, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                keys.add(line.charAt(0) == 'n' ? (Object) Long.valueOf(line.substring(1)) : line.substring(1));
            }
        }
        return new Cursor(keys);
    }

    private static byte[] bound(String actor, String query, byte[] payload) {
        byte[] head = (actor + "\0" + query + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, whole, head.length, payload.length);
        return whole;
    }

    private static ProblemException notOurs() {
        return ProblemException.invalid(
                "value", "This page link was not made for this user and this query; search again", "_cursor");
    }
}
