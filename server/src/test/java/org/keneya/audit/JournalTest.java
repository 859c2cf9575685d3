// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keneya.kernel.Tenant;
import org.keneya.store.MasterKey;

/** What an earlier process left in its journal, whole or not. */
class JournalTest {
    private static final MasterKey KEY = new MasterKey(new byte[32]);

    @TempDir
    Path folder;

    @Test
    void whatWasAddedIsLeftForTheNextProcessInItsOrder() throws IOException {
        three();
        assertThat(left()).containsExactly("a", "b", "c");
        assertThat(damaged()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatCanBeReadIsReadAndTheRestIsKeptAside(String deed, Damage damage, List<String> readable)
            throws IOException {
        Path file = three();
        Files.write(file, damage.to(used(Files.readAllBytes(file))));
        assertThat(left()).as(deed).isEqualTo(readable);
        assertThat(damaged()).hasSize(1);
    }

    static Stream<Arguments> whatCanBeReadIsReadAndTheRestIsKeptAside() {
        return Stream.of(
                Arguments.of(
                        "the last record is cut off",
                        (Damage) all -> Arrays.copyOf(all, all.length - 5),
                        List.of("a", "b")),
                Arguments.of(
                        "a length is cut off",
                        (Damage) all -> Arrays.copyOf(all, all.length / 3 * 2 + 2),
                        List.of("a", "b")),
                Arguments.of(
                        "a byte of the second is changed",
                        (Damage) all -> changed(all, all.length / 2),
                        List.of("a", "c")),
                Arguments.of(
                        "the second was never written",
                        (Damage) all -> blank(all, all.length / 3 + 4, all.length / 3 * 2),
                        List.of("a", "c")),
                Arguments.of("the end mark is cut off", (Damage) all -> all, List.of("a", "b", "c")),
                Arguments.of("the first length is negative", (Damage) all -> changed(all, 0), List.of()));
    }

    /** What is done to the bytes of the file. */
    @FunctionalInterface
    interface Damage {
        byte[] to(byte[] all);
    }

    private static byte[] changed(byte[] all, int at) {
        byte[] other = ByteBuffer.allocate(all.length).put(all).array();
        other[at] ^= (byte) 0x80;
        return other;
    }

    private static byte[] blank(byte[] all, int from, int to) {
        byte[] other = Arrays.copyOf(all, all.length + 4);
        Arrays.fill(other, from, to, (byte) 0);
        return other;
    }

    /** The file without the zeros behind its last record. */
    private static byte[] used(byte[] all) {
        ByteBuffer file = ByteBuffer.wrap(all);
        int length = file.getInt();
        while (length > 0) {
            file.position(file.position() + length);
            length = file.getInt();
        }
        return Arrays.copyOf(all, file.position() - 4);
    }

    @Test
    void whatManyAddAtOnceIsAllThereWhetherTakenOrLeftByADeadProcess() throws Exception {
        int threads = 8;
        int each = 2_000;
        Journal dying = new Journal(folder, KEY); // never closed
        List<Waiting> taken = new ArrayList<>();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                all.add(crowd.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        dying.add(new Tenant(1), by("%d-%d".formatted(thread, n)));
                    }
                }));
            }
            for (int turn = 0; turn < 20; turn++) {
                for (Journal.Segment segment : dying.take()) {
                    taken.addAll(segment.entries());
                    dying.done(segment);
                }
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        Stream<String> found = Stream.concat(taken.stream().map(Waiting::who), left().stream());
        assertThat(found).hasSize(threads * each).doesNotHaveDuplicates();
        assertThat(damaged()).isEmpty();
    }

    private static Entry by(String who) {
        return new Entry(
                1, 'R', "read", "0", 0, who, null, null, null, null, "", List.of(), List.of(), 0, Set.of(), null);
    }

    private Path three() throws IOException {
        Journal journal = new Journal(folder, KEY);
        for (String who : List.of("a", "b", "c")) {
            journal.add(new Tenant(1), by(who));
        }
        journal.close();
        return files("journal").getFirst();
    }

    private List<String> left() throws IOException {
        try (Journal next = new Journal(folder, KEY)) {
            return next.left().stream()
                    .flatMap(segment -> segment.entries().stream())
                    .map(Waiting::who)
                    .toList();
        }
    }

    private List<Path> damaged() throws IOException {
        return files("damaged");
    }

    private List<Path> files(String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("." + ending)).toList();
        }
    }
}
