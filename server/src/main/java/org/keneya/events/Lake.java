// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.keneya.model.JsonText;

/**
 * A directory of events for later study: {@code beds/date=2026-11-23/hour=10/part-….ndjson.zst}, one CloudEvent a line, parts by
 * the hour (UTC) in which the event happened. A part appears whole or not at all, and is on the disk before its events count as
 * taken; what then comes a second time is left out by its id. Not for several threads.
 */
final class Lake {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern(
                    "'date='yyyy-MM-dd/'hour='HH", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String PART = ".ndjson.zst";
    private static final String UNFINISHED = ".unfinished";

    /** How many of an hour's last parts are looked through for what is there: a restart repeats one batch at most. */
    private static final int LOOKED_THROUGH = 8;

    private final Path directory;
    private final Map<Path, Hour> known = new HashMap<>();

    /** What is known to be there of an hour. */
    private record Hour(Set<Path> parts, Set<UUID> ids) {
        Hour() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    Lake(Path directory) {
        this.directory = directory;
    }

    /** Keeps what is not there yet; when this returns, all of it is on the disk. */
    void add(List<CloudEvent> events) throws IOException {
        Map<Path, List<CloudEvent>> hours = new TreeMap<>();
        for (CloudEvent event : events) {
            hours.computeIfAbsent(folder(event), _ -> new ArrayList<>()).add(event);
        }
        for (var each : hours.entrySet()) {
            Hour there = there(each.getKey());
            Map<UUID, CloudEvent> fresh = new LinkedHashMap<>();
            for (CloudEvent event : each.getValue()) {
                if (!there.ids().contains(event.id())) {
                    fresh.putIfAbsent(event.id(), event);
                }
            }
            if (!fresh.isEmpty()) {
                there.parts().add(write(each.getKey(), List.copyOf(fresh.values())));
                there.ids().addAll(fresh.keySet());
            }
        }
        known.keySet().retainAll(hours.keySet()); // of other hours, what is needed is read again
    }

    private Path folder(CloudEvent event) {
        return directory.resolve(event.source().substring(1)).resolve(HOUR.format(event.time()));
    }

    /** Parts another node wrote meanwhile are read as well. */
    private Hour there(Path folder) throws IOException {
        Hour hour = known.computeIfAbsent(folder, _ -> new Hour());
        for (Path part : lastParts(folder)) {
            if (hour.parts().add(part)) {
                read(part, hour.ids());
            }
        }
        return hour;
    }

    private static List<Path> lastParts(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> parts = files.filter(file -> file.toString().endsWith(PART))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            return parts.subList(Math.max(0, parts.size() - LOOKED_THROUGH), parts.size());
        }
    }

    private static void read(Path part, Set<UUID> to) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ZstdInputStream(Files.newInputStream(part)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                to.add(UUID.fromString(String.valueOf(JsonText.readObject(line).string("id"))));
            }
        }
    }

    /** Parts sort by the time they were written. */
    private static Path write(Path folder, List<CloudEvent> events) throws IOException {
        Files.createDirectories(folder);
        String name = "part-%d-%s"
                .formatted(Instant.now().toEpochMilli(), events.getFirst().ordinal());
        Path unfinished = folder.resolve("." + name + UNFINISHED);
        try (FileChannel file = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            OutputStream out = new ZstdOutputStream(Channels.newOutputStream(file)).setCloseFrameOnFlush(true);
            for (CloudEvent event : events) {
                out.write(event.json());
                out.write('\n');
            }
            out.flush();
            file.force(true);
            out.close();
        }
        Path part = folder.resolve(name + PART);
        if (Files.exists(part)) {
            throw new FileAlreadyExistsException(part.toString());
        }
        Files.move(unfinished, part, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
        return part;
    }
}
