// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;

/**
 * Turns a resource's JSON into what is stored and back: compressed with the type's dictionary, then encrypted with the
 * tenant's key and bound to the very place it is stored at, so that a row copied elsewhere does not open.
 *
 * <p>Layout: dictionary version (1 byte, 0 for none), key version (1 byte), nonce (12), ciphertext, tag (16).
 */
public final class Codec {
    private static final int HEADER = 2;
    private static final int LEVEL = 3;

    private final TenantKeys keys;
    private final Dictionaries dictionaries;
    private final ConcurrentLinkedDeque<ZstdCompressCtx> compressors = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<ZstdDecompressCtx> decompressors = new ConcurrentLinkedDeque<>();

    Codec(TenantKeys keys, Dictionaries dictionaries) {
        this.keys = keys;
        this.dictionaries = dictionaries;
    }

    byte[] encode(Tenant tenant, int type, String id, int version, byte[] json) {
        Dictionaries.@Nullable Dictionary dictionary = dictionaries.current(tenant, type);
        dictionaries.offer(tenant, type, json);
        byte[] compressed = compress(json, dictionary);
        return seal(
                keys.of(tenant),
                compressed,
                dictionary == null ? 0 : dictionary.version(),
                place(tenant, type, id, version));
    }

    byte[] decode(Tenant tenant, int type, String id, int version, byte[] sealed) {
        byte[] compressed = open(tenant, type, id, version, sealed);
        int dictionary = sealed[0] & 0xff;
        return decompress(compressed, dictionary == 0 ? null : dictionaries.version(tenant, type, dictionary));
    }

    /** The same content, encrypted with the current version of the tenant's key. */
    byte[] reencrypt(Tenant tenant, int type, String id, int version, byte[] sealed) {
        return seal(
                keys.of(tenant),
                open(tenant, type, id, version, sealed),
                sealed[0] & 0xff,
                place(tenant, type, id, version));
    }

    private static byte[] seal(Keys keys, byte[] compressed, int dictionary, byte[] place) {
        byte[] sealed = keys.encrypt(compressed, compressed.length, place, HEADER);
        sealed[0] = (byte) dictionary;
        sealed[1] = (byte) keys.current();
        return sealed;
    }

    private byte[] open(Tenant tenant, int type, String id, int version, byte[] sealed) {
        return keys.decrypt(tenant, sealed[1] & 0xff, sealed, HEADER, place(tenant, type, id, version));
    }

    private byte[] compress(byte[] json, Dictionaries.@Nullable Dictionary dictionary) {
        if (dictionary == null) {
            return Zstd.compress(json, LEVEL);
        }
        ZstdCompressCtx context = compressors.pollFirst();
        if (context == null) {
            context = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(false).setDictID(false);
        }
        context.loadDict(dictionary.compress());
        byte[] compressed = context.compress(json);
        compressors.addFirst(context);
        return compressed;
    }

    private byte[] decompress(byte[] compressed, Dictionaries.@Nullable Dictionary dictionary) {
        int length = (int) Zstd.getFrameContentSize(compressed);
        ZstdDecompressCtx context = decompressors.pollFirst();
        if (context == null) {
            context = new ZstdDecompressCtx();
        }
        if (dictionary == null) {
            context.reset();
        } else {
            context.loadDict(dictionary.decompress());
        }
        byte[] json = context.decompress(compressed, length);
        decompressors.addFirst(context);
        return json;
    }

    private static byte[] place(Tenant tenant, int type, String id, int version) {
        byte[] name = id.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + name.length)
                .putInt(tenant.id())
                .putShort((short) type)
                .putInt(version)
                .put(name)
                .array();
    }
}
