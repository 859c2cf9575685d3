// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Why a PostgreSQL program gave up, read from what it said.
 *
 * @param said its output and the log lines it wrote meanwhile
 */
record StartFailure(String said) {
    private static final Pattern LAST_WORDS = Pattern.compile("(?:FATAL|PANIC|initdb: error):\\s+(.+)");

    boolean portTaken() {
        return said.contains("Address already in use");
    }

    DatabaseUnavailable explained(DataDirectory directory) {
        return new DatabaseUnavailable(sentence(directory.root(), directory.cluster(), directory.logs()));
    }

    private String sentence(Path root, Path cluster, Path logs) {
        var advice = "restore it from a backup, or choose another --data directory; nothing was changed.";
        if (said.contains("No space left on device") || said.contains("Disk quota exceeded")) {
            return "The disk of %s is full: free some space and start again; nothing was lost.".formatted(root);
        }
        if (portTaken()) {
            return "The database port is in use by another program: free it, or delete %s/database.port so that another one is chosen."
                    .formatted(root);
        }
        if (said.contains("checksum in control file")
                || said.contains("pg_control")
                || said.contains("incompatible with server")) {
            return "The database in %s is damaged (global/pg_control): %s".formatted(cluster, advice);
        }
        if (said.contains("Permission denied") || said.contains("wrong ownership")) {
            return "PostgreSQL may not read %s (%s): give the folder back to the user who runs Keneya."
                    .formatted(cluster, lastWords());
        }
        if (said.contains("error while loading shared libraries") || said.contains("Library not loaded")) {
            return "PostgreSQL cannot run on this system (%s): set KENEYA_DATABASE_URL to a PostgreSQL of your own."
                    .formatted(said.lines().findFirst().orElse("").strip());
        }
        if (said.contains("could not create shared memory segment") || said.contains("Cannot allocate memory")) {
            return "There is not enough memory for PostgreSQL (%s): free some and start again.".formatted(lastWords());
        }
        if (said.contains("could not locate a valid checkpoint record")
                || said.contains("could not open file")
                || said.contains("invalid page")) {
            return "The database in %s is damaged (%s): %s".formatted(cluster, lastWords(), advice);
        }
        return "PostgreSQL did not start (%s): its log in %s says more.".formatted(lastWords(), logs);
    }

    private String lastWords() {
        var matcher = LAST_WORDS.matcher(said);
        var words = said.lines().filter(line -> !line.isBlank()).reduce("no reason given", (a, b) -> b);
        while (matcher.find()) words = matcher.group(1);
        return words.strip();
    }
}
