// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code ./keneya generate --hospitals N --beds M --out FILE}: writes made-up hospitals to one file. */
final class GenerateHospitalsCommand {
    private static final String USAGE =
            "usage: keneya generate --hospitals N --beds M --out FILE [--seed S] [--region all|france|great-britain|ile-de-france]";

    private GenerateHospitalsCommand() {}

    private record Options(int hospitals, int beds, long seed, Region region, Path out) {}

    /** @return the exit code: 0 done, 1 the file cannot be written, 2 the options are wrong */
    static int run(String[] args, PrintStream err) {
        try {
            Options options = parse(args);
            Path folder = options.out.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            HospitalGenerator generator = new HospitalGenerator(options.seed, options.region);
            long start = System.nanoTime();
            int lines;
            try (BufferedWriter out = Files.newBufferedWriter(options.out, StandardCharsets.UTF_8)) {
                lines = generator.write(options.hospitals, options.beds, out);
            }
            err.printf(
                    Locale.ROOT,
                    "keneya generate: %d hospitals, %d beds on %d lines in %.1f s%n",
                    options.hospitals,
                    options.beds,
                    lines,
                    (System.nanoTime() - start) / 1e9);
            return 0;
        } catch (GenerateCommand.BadOption | IllegalArgumentException wrong) {
            err.println("keneya generate: " + wrong.getMessage());
            err.println(USAGE);
            return 2;
        } catch (IOException unwritable) {
            err.println("keneya generate: cannot write (" + unwritable.getMessage() + ")");
            return 1;
        }
    }

    private static Options parse(String[] args) {
        @Nullable Path out = null;
        int hospitals = 0;
        int beds = 0;
        long seed = 1;
        Region region = Region.ALL;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new GenerateCommand.BadOption("a value is missing after " + args[i]);
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--hospitals" -> hospitals = count(args[i], value);
                case "--beds" -> beds = count(args[i], value);
                case "--seed" -> seed = GenerateCommand.number(args[i], value, Long.MIN_VALUE);
                case "--region" -> region = Region.of(value);
                case "--out" -> out = Path.of(value);
                default -> throw new GenerateCommand.BadOption("unknown option " + args[i]);
            }
        }
        if (beds == 0) {
            throw new GenerateCommand.BadOption("--beds is missing");
        }
        if (out == null) {
            throw new GenerateCommand.BadOption("--out is missing");
        }
        return new Options(hospitals, beds, seed, region, out);
    }

    private static int count(String option, String value) {
        return (int) Math.min(Integer.MAX_VALUE, GenerateCommand.number(option, value, 1));
    }
}
