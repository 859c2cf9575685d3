// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Small programs of the system, run with a clean environment. */
final class Commands {
    private Commands() {}

    /**
     * A process to be started with nothing of our environment: a stray PGPORT or LD_PRELOAD must not reach the database.
     */
    static ProcessBuilder clean(List<String> words) {
        var builder = new ProcessBuilder(words);
        var path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        builder.environment().clear();
        builder.environment().put("PATH", path + ":/usr/sbin:/sbin");
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder;
    }

    /** Words that give a command its own session, so that Ctrl-C in the terminal does not reach it before us. */
    static List<String> detached(List<String> words) {
        var prefix = Binaries.isMac()
                ? List.of("/usr/bin/perl", "-e", "use POSIX (); POSIX::setsid(); exec { $ARGV[0] } @ARGV")
                : hasSetsid() ? List.of("setsid") : List.<String>of();
        return Stream.concat(prefix.stream(), words.stream()).toList();
    }

    /** Exit code 0; false too when the program does not exist. */
    static boolean succeeds(List<String> words) {
        return run(words).code() == 0;
    }

    /** What a program says on its standard output; empty when it fails or does not exist. */
    static String output(List<String> words) {
        var result = run(words);
        return result.code() == 0 ? result.output().strip() : "";
    }

    /** Sends a signal by name, as {@code INT}; {@link Process#destroy()} knows TERM and KILL only. */
    static void signal(String name, long pid) {
        run(List.of("/bin/sh", "-c", "kill -%s %d".formatted(name, pid)));
    }

    private record Result(int code, String output) {}

    private static Result run(List<String> words) {
        try {
            var process =
                    clean(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS)
                    ? new Result(process.exitValue(), output)
                    : new Result(-1, output);
        } catch (IOException e) {
            return new Result(-1, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(-1, "");
        }
    }

    private static boolean hasSetsid() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).anyMatch(Files::isExecutable);
    }
}
