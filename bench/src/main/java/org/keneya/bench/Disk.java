// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on disk below a data directory.
 *
 * @param tables everything but the write-ahead log
 * @param log the write-ahead log, whose size depends on when it was last recycled
 */
record Disk(long tables, long log) {

    /** Zero without a directory. */
    static Disk of(@Nullable Path directory) throws IOException {
        if (directory == null) {
            return new Disk(0, 0);
        }
        long tables = 0;
        long log = 0;
        try (var files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                BasicFileAttributes attributes = attributes(file);
                if (attributes != null
                        && attributes.isRegularFile()
                        && !file.toString().contains("/postgresql-")) {
                    if (file.toString().contains("pg_wal")) {
                        log += attributes.size();
                    } else {
                        tables += attributes.size();
                    }
                }
            }
        }
        return new Disk(tables, log);
    }

    Map<String, Object> minus(Disk before, long resources) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bytesBefore", before.tables);
        values.put("bytesAfter", tables);
        values.put("logBytesBefore", before.log);
        values.put("logBytesAfter", log);
        values.put("bytesPerResource", perResource(before, resources));
        return values;
    }

    double perResource(Disk before, long resources) {
        return resources == 0 ? 0 : (double) (tables - before.tables) / resources;
    }

    private static @Nullable BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException gone) {
            return null;
        }
    }
}
