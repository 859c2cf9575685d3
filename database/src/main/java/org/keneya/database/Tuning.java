// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How PostgreSQL is set: safe first, small second, quiet in its log. Rewritten at each start; what an operator changes
 * goes to {@code local.conf} beside it, which is read last.
 */
final class Tuning {
    private Tuning() {}

    /** One line of the configuration and its reason. */
    record Line(String name, String value, String why) {}

    static List<Line> lines(EmbeddedPostgres.Settings settings, Path logs, int port) {
        return List.of(
                new Line("listen_addresses", "127.0.0.1", "this machine only"),
                new Line("port", Integer.toString(port), "a free one, remembered between starts"),
                new Line("unix_socket_directories", "", "no socket in a public directory"),
                new Line("max_connections", Integer.toString(settings.maxConnections()), "the pool and a little more"),
                new Line("password_encryption", "scram-sha-256", "no password stands in the files"),
                new Line("ssl", "off", "nothing leaves the machine"),
                // What is confirmed is on the disk.
                new Line("fsync", "on", "a committed write survives a power cut"),
                new Line("synchronous_commit", "on", "the answer waits for the disk"),
                new Line("full_page_writes", "on", "a torn page is repaired from the log"),
                new Line("wal_sync_method", isMac() ? "fsync_writethrough" : "fdatasync", "past the drive's cache"),
                // Writes.
                new Line("wal_level", "replica", "leaves online backup possible"),
                new Line("max_wal_senders", "2", "one backup and one spare"),
                new Line("max_logical_replication_workers", "0", "not used: one process less"),
                new Line("wal_compression", "pglz", "page images are mostly empty space"),
                new Line("wal_buffers", "8MB", "a bundle of resources fits"),
                new Line("max_wal_size", "2GB", "an import must not force checkpoints"),
                new Line("min_wal_size", "80MB", "an idle hospital keeps little log"),
                new Line("checkpoint_timeout", "15min", "fewer full page images"),
                new Line("checkpoint_completion_target", "0.9", "checkpoints spread out, no stalls"),
                // Memory: the whole idle system stays under 1 GB.
                new Line("shared_buffers", settings.sharedBuffersMebibytes() + "MB", "the rest is the system's cache"),
                new Line("huge_pages", "off", "nothing to set up on the machine"),
                new Line("effective_cache_size", "1GB", "what the system is likely to cache"),
                new Line("work_mem", "8MB", "clinical queries sort little"),
                new Line("maintenance_work_mem", "96MB", "index builds of an import"),
                new Line("max_locks_per_transaction", "256", "a search over all types meets every partition"),
                // Planning for short queries on a solid state disk and few cores.
                new Line("random_page_cost", "1.1", "solid state disk"),
                new Line("effective_io_concurrency", "32", "solid state disk"),
                new Line("io_method", "sync", "no I/O worker processes on a small machine"),
                new Line("jit", "off", "compiling costs more than a short query"),
                new Line("max_parallel_workers_per_gather", "0", "cores serve other requests"),
                new Line("max_parallel_maintenance_workers", "1", "an index build may take one more core"),
                new Line("max_worker_processes", "4", "few cores"),
                new Line("autovacuum", "on", "updates move versions"),
                new Line("autovacuum_max_workers", "2", "few cores"),
                new Line("autovacuum_naptime", "30s", "statistics follow an import closely"),
                new Line("idle_in_transaction_session_timeout", "60s", "a lost transaction holds nobody up"),
                new Line("timezone", "UTC", "times are written with their offset"),
                // The log names no patient: no statement, no parameter, no offending row.
                new Line("logging_collector", "on", "the log rotates"),
                new Line("log_directory", logs.toString(), "beside the server's own log"),
                new Line("log_filename", "postgresql-%a.log", "one file per weekday"),
                new Line("log_truncate_on_rotation", "on", "a week is kept"),
                new Line("log_rotation_age", "1d", "a week is kept"),
                new Line("log_rotation_size", "0", "the day decides"),
                new Line("log_file_mode", "0600", "owner only"),
                new Line("log_timezone", "UTC", "as the server's log"),
                new Line("log_line_prefix", "%m [%p] ", "time and process"),
                new Line("log_min_messages", "log", "failed statements are told to the caller, not to the log"),
                new Line("log_min_error_statement", "panic", "no statement text"),
                new Line("log_statement", "none", "no statement text"),
                new Line("log_min_duration_statement", "-1", "no statement text"),
                new Line("log_parameter_max_length", "0", "no parameter"),
                new Line("log_parameter_max_length_on_error", "0", "no parameter"),
                new Line("log_error_verbosity", "terse", "no detail: it quotes rows"),
                new Line("log_connections", "", "quiet"),
                new Line("log_checkpoints", "off", "quiet"),
                new Line("lc_messages", "C", "failures are recognised by their English words"),
                new Line("cluster_name", "keneya", "recognisable in the list of processes"));
    }

    static String file(EmbeddedPostgres.Settings settings, Path logs, int port, boolean hasLocal) {
        return lines(settings, logs, port).stream()
                .map(line ->
                        "%s = '%s'  # %s".formatted(line.name(), line.value().replace("'", "''"), line.why()))
                .collect(Collectors.joining(
                        "\n",
                        "# Written by Keneya at each start: put changes into local.conf, which is read last.\n",
                        hasLocal ? "\ninclude 'local.conf'\n" : "\n"));
    }

    static String access() {
        return """
                # Written by Keneya at each start: this machine only, always with a password.
                host all all 127.0.0.1/32 scram-sha-256
                """;
    }

    private static boolean isMac() {
        return Binaries.isMac();
    }
}
