// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of the project, without what is built, installed or loaded. */
public final class Tree {
    /** Where the project lies. */
    public static final Path ROOT = root();

    private static final Set<String> MADE =
            Set.of("target", "node_modules", "dist", "data", ".git", "coverage", "test-results", "playwright-report");

    private Tree() {}

    /** Every file, relative to {@link #ROOT}, in no order. */
    public static List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean made = MADE.contains(String.valueOf(folder.getFileName()));
                    boolean source = folder.startsWith(ROOT.resolve("server/src")); // rooms may be named so
                    return made && !source ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(ROOT.relativize(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }

    public static String text(Path file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("keneya"))) {
                return folder;
            }
        }
        throw new IllegalStateException("the tests run outside of the project");
    }
}
