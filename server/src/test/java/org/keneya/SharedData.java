// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Public example data that lies beside the project, not in it: {@code KENEYA_SHARED_DATA}, or ../shared/data. */
public final class SharedData {
    private SharedData() {}

    /** A folder of it; ends the test as not applicable when the data is not there. */
    public static Path folder(String name) {
        String configured = System.getenv("KENEYA_SHARED_DATA");
        Path root = configured != null
                ? Path.of(configured)
                : Stream.of("../shared/data", "../../shared/data")
                        .map(Path::of)
                        .filter(Files::isDirectory)
                        .findFirst()
                        .orElse(Path.of("../shared/data"));
        Path wanted = root.resolve(name);
        Assumptions.assumeTrue(
                Files.isDirectory(wanted),
                () -> "example data is not at " + wanted.toAbsolutePath() + "; set KENEYA_SHARED_DATA");
        return wanted;
    }

    /** The JSON files of a folder by name. */
    public static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(folder(folder))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
