// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * What stands outside the database, so that whoever rules the database does not rule the proof: for each tenant a file of
 * the entries' hashes ({@code tenant-N.leaves}, 32 bytes each) and one of signed tree heads ({@code tenant-N.heads}, a line
 * of JSON each), all only added to; of their time stamps ({@code tenant-N.stamps}); and the public key ({@code audit.pub}). The folder may be another machine's disk.
 */
final class Publication {
    private static final String ALGORITHM = "Ed25519";
    private static final Pattern NAME = Pattern.compile("tenant-(\\d{1,9})\\.(leaves|heads|stamps)");

    private final Path folder;

    Publication(Path folder) {
        this.folder = folder;
    }

    /**
     * A signed head: so many entries have this root.
     *
     * @param signature Ed25519 (RFC 8032) over {@link #signed}
     */
    record Head(int tenant, long size, String root, String at, byte[] signature) {
        byte[] signed() {
            return signed(tenant, size, root, at);
        }

        static byte[] signed(int tenant, long size, String root, String at) {
            return "keneya audit head\n%d\n%d\n%s\n%s\n"
                    .formatted(tenant, size, root, at)
                    .getBytes(StandardCharsets.UTF_8);
        }

        Json.Obj json() {
            return new Json.Obj()
                    .put("tenant", new Json.Num(Integer.toString(tenant)))
                    .put("size", new Json.Num(Long.toString(size)))
                    .put("root", root)
                    .put("at", at)
                    .put("signature", Base64.getEncoder().encodeToString(signature));
        }

        String line() {
            return JsonText.write(json()) + "\n";
        }

        static Head of(String line) {
            Json.Obj json = JsonText.readObject(line);
            return new Head(
                    number(json, "tenant").intValue(),
                    number(json, "size"),
                    String.valueOf(json.string("root")),
                    String.valueOf(json.string("at")),
                    Base64.getDecoder().decode(String.valueOf(json.string("signature"))));
        }

        private static Long number(Json.Obj json, String name) {
            return json.get(name) instanceof Json.Num number ? Long.valueOf(number.text()) : -1L;
        }
    }

    /**
     * A time stamp of a head.
     *
     * @param size entries the head was signed over
     * @param root its root, hexadecimal
     * @param token DER of the TimeStampToken (RFC 3161), whose imprint is of {@link Head#signed}
     */
    record Stamp(long size, String root, byte[] token) {
        String line() {
            return JsonText.write(new Json.Obj()
                            .put("size", new Json.Num(Long.toString(size)))
                            .put("root", root)
                            .put("token", Base64.getEncoder().encodeToString(token)))
                    + "\n";
        }

        static Stamp of(String line) {
            Json.Obj json = JsonText.readObject(line);
            return new Stamp(
                    Head.number(json, "size"),
                    String.valueOf(json.string("root")),
                    Base64.getDecoder().decode(String.valueOf(json.string("token"))));
        }
    }

    /** The tenants of whom something is published. */
    Set<Integer> tenants() throws IOException {
        Set<Integer> tenants = new TreeSet<>();
        if (Files.exists(folder)) {
            try (var files = Files.newDirectoryStream(folder, "tenant-*")) {
                for (Path file : files) {
                    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                    if (name.matches()) {
                        tenants.add(Integer.valueOf(name.group(1)));
                    }
                }
            }
        }
        return tenants;
    }

    /** How many entries' hashes are published. */
    long size(int tenant) throws IOException {
        Path leaves = leaves(tenant);
        return Files.exists(leaves) ? Files.size(leaves) / MerkleTree.HASH : 0;
    }

    /** Adds the hashes of the entries from the one numbered {@code from} on; what is there of them already stays. */
    void add(int tenant, long from, List<byte[]> hashes) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel file = FileChannel.open(leaves(tenant), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long size = file.size() / MerkleTree.HASH; // what was cut off in the middle of a hash is written again
            ByteBuffer more = ByteBuffer.allocate(hashes.size() * MerkleTree.HASH);
            for (int i = (int) Math.max(0, size - from); i < hashes.size(); i++) {
                more.put(hashes.get(i));
            }
            more.flip();
            file.position(size * MerkleTree.HASH);
            while (more.hasRemaining()) {
                file.write(more);
            }
            file.force(false);
        }
    }

    Head sign(int tenant, MerkleTree tree, Instant now, PrivateKey key) throws IOException {
        String root = HexFormat.of().formatHex(tree.root());
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(Head.signed(tenant, tree.size(), root, now.toString()));
            Head head = new Head(tenant, tree.size(), root, now.toString(), signature.sign());
            append(heads(tenant), head.line());
            return head;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void append(Path path, String line) throws IOException {
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            file.force(false);
        }
    }

    void add(int tenant, Stamp stamp) throws IOException {
        append(stampsOf(tenant), stamp.line());
    }

    /** The time stamps, oldest first. */
    List<Stamp> stamps(int tenant) throws IOException {
        Path path = stampsOf(tenant);
        return Files.exists(path)
                ? Files.readAllLines(path).stream()
                        .filter(line -> !line.isBlank())
                        .map(Stamp::of)
                        .toList()
                : List.of();
    }

    boolean isSigned(Head head, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(head.signed());
            return signature.verify(head.signature());
        } catch (GeneralSecurityException forged) {
            return false;
        }
    }

    /** The heads in the order they were signed. */
    List<Head> heads(int tenant, boolean last) throws IOException {
        Path path = heads(tenant);
        if (!Files.exists(path)) {
            return List.of();
        }
        List<Head> heads = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            if (!line.isBlank()) {
                heads.add(Head.of(line));
            }
        }
        return last && !heads.isEmpty() ? List.of(heads.getLast()) : heads;
    }

    /** The published hashes, one after the other. */
    Leaves read(int tenant) throws IOException {
        Path path = leaves(tenant);
        return new Leaves(
                Files.exists(path)
                        ? new BufferedInputStream(Files.newInputStream(path), 1 << 16)
                        : InputStream.nullInputStream());
    }

    /** A walk along published hashes. */
    static final class Leaves implements AutoCloseable {
        private final InputStream in;

        private Leaves(InputStream in) {
            this.in = in;
        }

        /** The next hash; null behind the last. */
        byte @Nullable [] next() throws IOException {
            byte[] hash = in.readNBytes(MerkleTree.HASH);
            return hash.length == MerkleTree.HASH ? hash : null;
        }

        /** The next hashes, one behind the other; fewer where there are no more. */
        byte[] next(int most) throws IOException {
            byte[] hashes = in.readNBytes(most * MerkleTree.HASH);
            int whole = hashes.length / MerkleTree.HASH * MerkleTree.HASH;
            return whole == hashes.length ? hashes : Arrays.copyOf(hashes, whole);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    void publish(PublicKey key) throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve("audit.pub");
        if (!Files.exists(path)) {
            Files.writeString(path, Base64.getEncoder().encodeToString(key.getEncoded()) + "\n");
        }
    }

    PublicKey key() throws IOException {
        try {
            byte[] encoded = Base64.getDecoder()
                    .decode(Files.readString(folder.resolve("audit.pub")).strip());
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException garbled) {
            throw new IOException("audit.pub is no Ed25519 key", garbled);
        }
    }

    private Path leaves(int tenant) {
        return folder.resolve("tenant-%d.leaves".formatted(tenant));
    }

    private Path stampsOf(int tenant) {
        return folder.resolve("tenant-%d.stamps".formatted(tenant));
    }

    private Path heads(int tenant) {
        return folder.resolve("tenant-%d.heads".formatted(tenant));
    }
}
