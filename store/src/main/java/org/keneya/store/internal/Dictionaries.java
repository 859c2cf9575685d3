// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdDictTrainer;
import com.github.luben.zstd.ZstdException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compression dictionaries per tenant and resource type, trained here on the first resources of the type and kept in the
 * database, encrypted. Small resources say the same words again and again: a dictionary makes them three times smaller.
 * Older dictionaries stay readable for ever.
 */
final class Dictionaries {
    private static final Logger LOG = LoggerFactory.getLogger(Dictionaries.class);
    private static final int LEVEL = 3;
    private static final int SIZE = 16 * 1024;
    private static final int SAMPLES = 400;
    private static final int SAMPLE_BYTES = 2 * 1024 * 1024;
    private static final int LONGEST_SAMPLE = 16 * 1024;

    private final Database database;
    private final TenantKeys keys;
    private final Map<Long, Slot> slots = new ConcurrentHashMap<>();

    Dictionaries(Database database, TenantKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** One trained dictionary, ready for both directions. */
    record Dictionary(int version, ZstdDictCompress compress, ZstdDictDecompress decompress) {
        static Dictionary of(int version, byte[] content) {
            return new Dictionary(version, new ZstdDictCompress(content, LEVEL), new ZstdDictDecompress(content));
        }
    }

    /** What is known of one tenant's type. */
    private static final class Slot {
        volatile Map<Integer, Dictionary> versions = Map.of();
        volatile @Nullable Dictionary current;
        volatile boolean full;
        final List<byte[]> samples = new ArrayList<>();
        int bytes;
    }

    @Nullable
    Dictionary current(Tenant tenant, int type) {
        return slot(tenant, type).current;
    }

    Dictionary version(Tenant tenant, int type, int version) {
        Slot slot = slot(tenant, type);
        Dictionary found = slot.versions.get(version);
        if (found == null) {
            load(slot, tenant, type);
            found = slot.versions.get(version);
        }
        if (found == null) {
            throw new IllegalStateException("dictionary %d of type %d is missing".formatted(version, type));
        }
        return found;
    }

    /** Shows a resource that is about to be written; once enough were shown, a dictionary is trained in the background. */
    void offer(Tenant tenant, int type, byte[] json) {
        Slot slot = slot(tenant, type);
        if (slot.full || json.length > LONGEST_SAMPLE) {
            return;
        }
        synchronized (slot) {
            if (slot.full) {
                return;
            }
            slot.samples.add(json);
            slot.bytes += json.length;
            if (slot.samples.size() < SAMPLES && slot.bytes < SAMPLE_BYTES) {
                return;
            }
            slot.full = true;
        }
        Thread.ofVirtual().name("dictionary-training").start(() -> train(slot, tenant, type));
    }

    private void train(Slot slot, Tenant tenant, int type) {
        try {
            var trainer = new ZstdDictTrainer(slot.bytes + slot.samples.size(), SIZE);
            slot.samples.forEach(trainer::addSample);
            byte[] content = trainer.trainSamples();
            slot.samples.clear();
            int version = database.write(connection -> {
                try (var insert = connection.prepareStatement("""
                        insert into dictionary (tenant, type, version, content, key)
                        values (?, ?, 1, ?, ?)
                        on conflict do nothing
                        """)) {
                    insert.setInt(1, tenant.id());
                    insert.setInt(2, type);
                    Keys own = keys.of(tenant);
                    insert.setBytes(3, own.encrypt(content, content.length, place(type), 0));
                    insert.setInt(4, own.current());
                    insert.executeUpdate();
                }
                return 1;
            });
            load(slot, tenant, type);
            LOG.info("dictionary trained tenant={} type={} version={} bytes={}", tenant.id(), type, version, SIZE);
        } catch (ZstdException tooAlike) {
            LOG.debug("dictionary not trained tenant={} type={}", tenant.id(), type);
        } catch (RuntimeException gone) {
            LOG.warn("dictionary not stored tenant={} type={} action=collect-again", tenant.id(), type);
            synchronized (slot) {
                slot.samples.clear();
                slot.bytes = 0;
                slot.full = false;
            }
        }
    }

    private Slot slot(Tenant tenant, int type) {
        long key = (long) tenant.id() << 16 | type;
        Slot slot = slots.get(key);
        if (slot != null) {
            return slot;
        }
        Slot fresh = new Slot();
        load(fresh, tenant, type);
        Slot raced = slots.putIfAbsent(key, fresh);
        return raced == null ? fresh : raced;
    }

    private void load(Slot slot, Tenant tenant, int type) {
        Map<Integer, Dictionary> versions = database.read(connection -> {
            try (var find = connection.prepareStatement(
                    "select version, content, key from dictionary where tenant = ? and type = ? order by version")) {
                find.setInt(1, tenant.id());
                find.setInt(2, type);
                var rows = find.executeQuery();
                Map<Integer, Dictionary> found = new ConcurrentHashMap<>();
                while (rows.next()) {
                    byte[] content = keys.decrypt(tenant, rows.getInt(3), rows.getBytes(2), 0, place(type));
                    found.put(rows.getInt(1), Dictionary.of(rows.getInt(1), content));
                }
                return found;
            }
        });
        slot.versions = versions;
        versions.keySet().stream().max(Integer::compare).ifPresent(newest -> {
            slot.full = true;
            slot.current = versions.get(newest);
        });
    }

    /** Encrypts a tenant's dictionaries with the current of its keys. */
    static void reencrypt(Connection connection, Tenant tenant, Keys keys) throws SQLException {
        try (var find = connection.prepareStatement(
                        "select type, version, content, key from dictionary where tenant = ? for update");
                var update = connection.prepareStatement(
                        "update dictionary set content = ?, key = ? where tenant = ? and type = ? and version = ?")) {
            find.setInt(1, tenant.id());
            var rows = find.executeQuery();
            while (rows.next()) {
                byte[] place = place(rows.getInt(1));
                byte[] plain = keys.decrypt(rows.getInt(4), rows.getBytes(3), 0, place);
                update.setBytes(1, keys.encrypt(plain, plain.length, place, 0));
                update.setInt(2, keys.current());
                update.setInt(3, tenant.id());
                update.setInt(4, rows.getInt(1));
                update.setInt(5, rows.getInt(2));
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static byte[] place(int type) {
        return ("dictionary " + type).getBytes(StandardCharsets.UTF_8);
    }
}
