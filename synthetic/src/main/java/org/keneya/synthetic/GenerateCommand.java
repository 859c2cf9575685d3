// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code ./keneya generate}: writes made-up patients to files; with {@code --hospitals}, {@link GenerateHospitalsCommand}. */
public final class GenerateCommand {
    private static final String USAGE =
            "usage: keneya generate --patients N --out DIRECTORY [--seed S] [--date YYYY-MM-DD]";

    private GenerateCommand() {}

    /** What the command line asks for. */
    record Options(long patients, long seed, Path out, LocalDate date) {}

    /** A command line that cannot be followed; the message tells the user why. */
    static final class BadOption extends RuntimeException {
        BadOption(String message) {
            super(message);
        }
    }

    /**
     * Runs the command; progress and errors go to standard error.
     *
     * @return the exit code: 0 done, 1 the files cannot be written, 2 the options are wrong
     */
    public static int run(String[] args) {
        return List.of(args).contains("--hospitals")
                ? GenerateHospitalsCommand.run(args, System.err)
                : run(args, System.err);
    }

    static int run(String[] args, PrintStream err) {
        try {
            Options options = parse(args);
            Files.createDirectories(options.out);
            if (!Files.isWritable(options.out)) {
                err.println("keneya generate: the directory " + options.out + " is not writable");
                return 1;
            }
            Report report = new Report(options.patients, err);
            new Generator(options.seed, options.date).write(options.patients, options.out, report);
            report.end();
            return 0;
        } catch (BadOption | IllegalArgumentException wrong) {
            err.println("keneya generate: " + wrong.getMessage());
            err.println(USAGE);
            return 2;
        } catch (java.io.IOException | UncheckedIOException unwritable) {
            err.println("keneya generate: cannot write (" + unwritable.getMessage() + ")");
            return 1;
        }
    }

    static Options parse(String[] args) {
        @Nullable Path out = null;
        long patients = -1;
        long seed = 1;
        LocalDate date = LocalDate.now(ZoneId.of("Europe/Paris"));
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new BadOption("a value is missing after " + args[i]);
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--patients" -> patients = number("--patients", value, 1);
                case "--seed" -> seed = number("--seed", value, Long.MIN_VALUE);
                case "--out" -> out = Path.of(value);
                case "--date" -> date = date(value);
                default -> throw new BadOption("unknown option " + args[i]);
            }
        }
        if (patients < 0) {
            throw new BadOption("--patients is missing");
        }
        if (out == null) {
            throw new BadOption("--out is missing");
        }
        return new Options(patients, seed, out, date);
    }

    static long number(String option, String value, long least) {
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new BadOption("%s (%s) must be a whole number".formatted(option, value));
        }
        throw new BadOption("%s (%s) must be at least %d".formatted(option, value, least));
    }

    private static LocalDate date(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException notADate) {
            throw new BadOption("--date (%s) must be a day such as 2026-03-12".formatted(value));
        }
    }

    /** One line a second: how many, how fast, how long still. */
    private static final class Report implements Progress {
        private final long wanted;
        private final PrintStream err;
        private final long start = System.nanoTime();
        private long lastLine = start;
        private long patients;
        private long resources;

        Report(long wanted, PrintStream err) {
            this.wanted = wanted;
            this.err = err;
        }

        @Override
        public void written(long patients, long resources) {
            this.patients = patients;
            this.resources = resources;
            long now = System.nanoTime();
            if (now - lastLine >= 1_000_000_000L) {
                lastLine = now;
                double seconds = (now - start) / 1e9;
                Duration left = Duration.ofSeconds((long) ((wanted - patients) * seconds / patients));
                line("%d of %d patients, %.0f patients/s, %.0f resources/s, %d s left"
                        .formatted(patients, wanted, patients / seconds, resources / seconds, left.toSeconds()));
            }
        }

        void end() {
            double seconds = Math.max(0.001, (System.nanoTime() - start) / 1e9);
            line(String.format(
                    Locale.ROOT,
                    "%d patients, %d resources in %.1f s (%.0f resources/s)",
                    patients,
                    resources,
                    seconds,
                    resources / seconds));
        }

        private void line(String text) {
            err.println("keneya generate: " + text);
        }
    }
}
