// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code keneya import PATH…}: FHIR bundles (.json) and NDJSON files through the public interface. Every resource keeps its
 * own id, so that a second run finds everything there and adds nothing; a run that was broken off is simply run again.
 */
public final class ImportCommand {
    private static final int WORKERS = 4;

    private ImportCommand() {}

    /** Runs the command; 0 when everything was taken, 1 when something was refused, 2 when the command line is unclear. */
    public static int run(String[] arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException unclear) {
            System.err.println(unclear.getMessage());
            return 2;
        }
        try {
            String token = options.token();
            String bearer = token != null ? token : LocalToken.fetch(options.port());
            return load(
                    options.paths(),
                    new Server(options.base(), bearer, options.local().client()));
        } catch (UnreachableException unreachable) {
            System.err.println(unreachable.getMessage());
            return 1;
        } catch (IOException unreadable) {
            System.err.println("Cannot read " + unreadable.getMessage());
            return 1;
        }
    }

    /** What the command line says. */
    record Options(
            int port, LocalServer local, URI base, @Nullable String token, List<Path> paths) {
        static Options parse(String[] arguments) {
            String url = null;
            int port = 8080;
            String token = null;
            List<Path> paths = new ArrayList<>();
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--port" -> port = port(value(arguments, ++i));
                    case "--url" -> url = value(arguments, ++i);
                    case "--token" -> token = value(arguments, ++i);
                    default -> paths.add(Path.of(arguments[i]));
                }
            }
            if (paths.isEmpty()) {
                throw new IllegalArgumentException(
                        "import needs a path: a FHIR bundle (.json), an NDJSON file, or a folder of them");
            }
            LocalServer local = url == null ? LocalServer.on(port) : new LocalServer(port, "");
            return new Options(port, local, URI.create(url != null ? url : local.origin() + "/fhir"), token, paths);
        }

        static String value(String[] arguments, int at) {
            if (at == arguments.length) {
                throw new IllegalArgumentException("%s needs a value".formatted(arguments[at - 1]));
            }
            return arguments[at];
        }

        static int port(String text) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
                throw new IllegalArgumentException("--port (%s) must be a number from 1 to 65535".formatted(text));
            }
            return Integer.parseInt(text);
        }
    }

    private static int load(List<Path> paths, Server server) throws IOException {
        List<Path> files = files(paths);
        if (files.isEmpty()) {
            System.err.println("There is no .json or .ndjson file there");
            return 2;
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        Report report = new Report(files.size(), bytes);
        Thread progress = Thread.ofVirtual().start(() -> report.show(System.err));
        Directory directory = new Directory();
        int shared = sharedFirst(files);
        inParallel(files.subList(0, shared), server, directory, report);
        inParallel(files.subList(shared, files.size()), server, directory, report);
        report.done();
        try {
            progress.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        report.print(System.out);
        return report.isClean() ? 0 : 1;
    }

    private static void inParallel(List<Path> files, Server server, Directory directory, Report report) {
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (Path file : files) {
                running.add(workers.submit(() -> new FileLoad(file, server, directory, report).run()));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Hospitals and practitioners, which the others refer to, come first; answers how many files that are. */
    private static int sharedFirst(List<Path> files) {
        files.sort((a, b) -> {
            int order = Boolean.compare(isShared(b), isShared(a));
            return order != 0 ? order : a.compareTo(b);
        });
        return (int) files.stream().filter(ImportCommand::isShared).count();
    }

    private static boolean isShared(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("hospitalInformation")
                || name.startsWith("practitionerInformation")
                || name.startsWith("organisation");
    }

    private static List<Path> files(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.walk(path)) {
                    inside.filter(Files::isRegularFile)
                            .filter(file -> file.toString().endsWith(".json")
                                    || file.toString().endsWith(".ndjson"))
                            .forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        return files;
    }
}
