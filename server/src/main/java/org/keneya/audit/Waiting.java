// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.keneya.kernel.Tenant;

/**
 * An entry on its way into the log: its bytes, and of these what its row is found by, so that nobody need parse it on the
 * way.
 *
 * @param at epoch milliseconds
 * @param who login
 * @param patients keyed hashes of the patients concerned
 * @param bytes as they are hashed and stored
 */
record Waiting(Tenant tenant, long at, String who, Collection<Long> patients, byte[] bytes) {
    /** First byte of {@link #carried}; an entry itself begins with a brace. */
    private static final byte CARRIED = 1;

    static Waiting of(Tenant tenant, Entry entry) {
        return new Waiting(tenant, entry.at(), entry.who(), entry.patients(), entry.bytes());
    }

    static Waiting of(Tenant tenant, byte[] bytes) {
        Entry entry = Entry.of(bytes);
        return new Waiting(tenant, entry.at(), entry.who(), entry.patients(), bytes);
    }

    /** All but the tenant, as {@link #carried(Tenant, byte[])} reads it. */
    byte[] carried() {
        byte[] login = who.getBytes(StandardCharsets.UTF_8);
        ByteBuffer carried = ByteBuffer.allocate(1 + 8 + 2 + login.length + 4 + 8 * patients.size() + bytes.length);
        carried.put(CARRIED)
                .putLong(at)
                .putShort((short) login.length)
                .put(login)
                .putInt(patients.size());
        patients.forEach(carried::putLong);
        return carried.put(bytes).array();
    }

    static Waiting carried(Tenant tenant, byte[] carried) {
        if (carried[0] != CARRIED) {
            return of(tenant, carried); // noted by an earlier version
        }
        ByteBuffer from = ByteBuffer.wrap(carried, 1, carried.length - 1);
        long at = from.getLong();
        byte[] login = new byte[from.getShort()];
        from.get(login);
        int count = from.getInt();
        Set<Long> patients = HashSet.newHashSet(count);
        for (int i = 0; i < count; i++) {
            patients.add(from.getLong());
        }
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return new Waiting(tenant, at, new String(login, StandardCharsets.UTF_8), patients, bytes);
    }
}
