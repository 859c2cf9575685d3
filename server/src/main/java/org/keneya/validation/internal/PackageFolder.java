// SPDX-License-Identifier: Apache-2.0
package org.keneya.validation.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of FHIR NPM packages (https://hl7.org/fhir/packages.html), such as {@code hl7.fhir.fr.core-2.1.0.tgz}. The resources
 * right under {@code package/} count. A package that cannot be read is named in the log and left out.
 */
final class PackageFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PackageFolder.class);
    private static final long MOST_BYTES = 512L * 1024 * 1024;
    private static final int LARGEST_RESOURCE = 16 * 1024 * 1024;

    private final Path folder;

    PackageFolder(Path folder) {
        this.folder = folder;
    }

    /** Gives each definition of each package, as JSON. */
    void each(Consumer<String> to) {
        for (Path file : files()) {
            try {
                int count = read(file, to);
                LOG.info("package=loaded file={} definitions={}", file.getFileName(), count);
            } catch (IOException | RuntimeException unreadable) {
                LOG.warn(
                        "package=unreadable file={} why={}",
                        file.getFileName(),
                        unreadable.getClass().getSimpleName());
            }
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".tgz")).sorted().toList();
        } catch (IOException unreadable) {
            LOG.warn("package folder unreadable");
            return List.of();
        }
    }

    private static int read(Path file, Consumer<String> to) throws IOException {
        int count = 0;
        long bytes = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isFile() || !isDefinition(entry.getName()) || entry.getSize() > LARGEST_RESOURCE) {
                    continue;
                }
                bytes += entry.getSize();
                if (bytes > MOST_BYTES) {
                    throw new IOException("the package holds more than is accepted");
                }
                to.accept(new String(tar.readNBytes((int) entry.getSize()), StandardCharsets.UTF_8));
                count++;
            }
        }
        return count;
    }

    private static boolean isDefinition(String name) {
        String file = name.startsWith("package/") ? name.substring("package/".length()) : "/";
        return !file.contains("/")
                && file.endsWith(".json")
                && (file.startsWith("StructureDefinition-")
                        || file.startsWith("ValueSet-")
                        || file.startsWith("CodeSystem-"));
    }
}
