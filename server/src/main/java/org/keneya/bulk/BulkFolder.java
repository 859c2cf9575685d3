// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where the files of the jobs lie: {@code bulk} in the data directory, a folder a job, for the server's user alone. */
@Component
class BulkFolder {
    private static final Logger LOG = LoggerFactory.getLogger(BulkFolder.class);

    private final Path root;

    BulkFolder(Environment environment) {
        root = Path.of(environment.getRequiredProperty("keneya.data")).resolve("bulk");
    }

    /** The folder of a job, made when it is not there. */
    Path of(String job) {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            return Files.createDirectories(root.resolve(job), ownerOnly);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    void remove(String job) {
        Path folder = root.resolve(job);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftBehind) {
            LOG.warn("bulk files left behind job={}", job);
        }
    }
}
