// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    private static final Path PROGRAMS = Path.of("target/postgresql").toAbsolutePath();
    private static final EmbeddedPostgres.Settings SETTINGS =
            EmbeddedPostgres.Settings.small("http://localhost:8080").withPrograms(PROGRAMS);

    @TempDir
    Path data;

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void endChildren() {
        children.forEach(Process::destroyForcibly);
        await().atMost(Duration.ofSeconds(20)).until(() -> serversOf(data).isEmpty());
    }

    @Test
    void keepsWhatWasCommittedAcrossARestart() throws SQLException {
        try (var postgres = start()) {
            execute(postgres, "create table kept (word text)");
            execute(postgres, "insert into kept values ('œuvre')");
        }
        try (var postgres = start()) {
            assertThat(column(postgres, "select word from kept")).containsExactly("œuvre");
        }
    }

    @Test
    void isDurableChecksummedAndHeardOnThisMachineOnly() throws SQLException {
        try (var postgres = start()) {
            assertThat(shown(postgres, "fsync")).isEqualTo("on");
            assertThat(shown(postgres, "synchronous_commit")).isEqualTo("on");
            assertThat(shown(postgres, "full_page_writes")).isEqualTo("on");
            assertThat(shown(postgres, "data_checksums")).isEqualTo("on");
            assertThat(shown(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(shown(postgres, "server_encoding")).isEqualTo("UTF8");
            assertThat(shown(postgres, "shared_buffers")).isEqualTo("192MB");
            assertThat(shown(postgres, "jit")).isEqualTo("off");
        }
    }

    @Test
    void takesEverySettingOfItsListAndOpensNoSocket() throws SQLException, IOException {
        try (var postgres = start();
                var connection = DriverManager.getConnection(
                        postgres.jdbcUrl(),
                        "keneya_admin",
                        Files.readString(data.resolve("secrets/postgresql-admin"))
                                .strip());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select count(*) filter (where not applied or error is not null) as refused,
                               current_setting('unix_socket_directories') as sockets
                          from pg_file_settings
                        """)) {
            rows.next();
            assertThat(rows.getInt("refused")).isZero();
            assertThat(rows.getString("sockets")).isEmpty();
        }
    }

    @Test
    void givesTheApplicationARoleThatOwnsItsDatabaseAndIsNoSuperuser() throws SQLException {
        try (var postgres = start()) {
            assertThat(column(
                            postgres,
                            "select current_user || ' ' || rolsuper from pg_roles where rolname = current_user"))
                    .containsExactly("keneya false");
            execute(postgres, "create extension pg_trgm");
        }
    }

    @Test
    void refusesAConnectionWithoutThePassword() {
        try (var postgres = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "keneya", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "keneya_admin", ""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void keepsItsSecretsAndItsFilesToTheirOwner() throws IOException {
        try (var postgres = start()) {
            assertThat(permissions("secrets")).isEqualTo("rwx------");
            assertThat(permissions("secrets/postgresql")).isEqualTo("rw-------");
            assertThat(permissions("database")).isEqualTo("rwx------");
            assertThat(Files.readString(data.resolve("secrets/postgresql")).strip())
                    .isEqualTo(postgres.password());
        }
    }

    @Test
    void writesNoValueOfAFailedStatementIntoItsLog() throws SQLException, IOException {
        try (var postgres = start()) {
            execute(postgres, "create table person (name text primary key)");
            execute(postgres, "insert into person values ('Dupuytren')");
            assertThatThrownBy(() -> execute(postgres, "insert into person values ('Dupuytren')"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> execute(postgres, "select 'Dupuytren'::bigint"))
                    .isInstanceOf(SQLException.class);
        }
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            for (var log : logs.toList()) assertThat(Files.readString(log)).doesNotContain("Dupuytren");
        }
    }

    @Test
    void runsWithoutAnyRightOfRootWhoeverStartsIt() throws IOException {
        try (var postgres = start()) {
            var status = Path.of("/proc", Long.toString(pidOf(postgres)), "status");
            if (!Files.exists(status)) return;
            assertThat(Files.readAllLines(status)).contains("CapEff:\t0000000000000000");
        }
    }

    @Test
    void leavesNoProcessBehindWhenClosed() {
        try (var postgres = start()) {
            assertThat(serversOf(data)).isNotEmpty();
            assertThat(postgres.failure()).isEmpty();
        }
        assertThat(serversOf(data)).isEmpty();
    }

    @Test
    void stopsByItselfWhenItsOwnerIsKilled() throws IOException, SQLException {
        owner().destroyForcibly();
        await().atMost(Duration.ofSeconds(20)).until(() -> serversOf(data).isEmpty());
        assertRowIsThere();
    }

    @Test
    void startsAtOnceAfterItsOwnerWasKilled() throws IOException, SQLException {
        var owner = owner();
        owner.destroyForcibly().onExit().join();
        assertRowIsThere();
    }

    @Test
    void repairsItselfWhenEverythingWasKilled() throws IOException, SQLException {
        var owner = owner();
        killLeash();
        owner.destroyForcibly().onExit().join();
        serversOf(data).forEach(ProcessHandle::destroyForcibly);
        assertRowIsThere();
    }

    @Test
    void stopsAnOrphanOfItsDatabaseBeforeItStarts() throws IOException, SQLException {
        var owner = owner();
        killLeash();
        owner.destroyForcibly().onExit().join();
        assertThat(serversOf(data)).isNotEmpty();
        assertRowIsThere();
    }

    @Test
    void isNotStoppedByAPidFileThatNamesAnotherProgram() throws IOException, SQLException {
        start().close();
        Files.writeString(
                data.resolve("database/postmaster.pid"),
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L) + "\n" + data.resolve("database")
                        + "\n1\n5432\n\n\n\n");
        try (var postgres = start()) {
            assertThat(column(postgres, "select 'answers'")).containsExactly("answers");
        }
    }

    @Test
    void beginsAgainAfterAnInterruptedFirstStart() throws IOException, SQLException {
        Files.createDirectories(data.resolve("database.unfinished/base"));
        Files.writeString(data.resolve("database.unfinished/PG_VERSION"), "18");
        try (var postgres = start()) {
            assertThat(column(postgres, "select 'answers'")).containsExactly("answers");
        }
        assertThat(data.resolve("database.unfinished")).doesNotExist();
    }

    @Test
    void isRestartedWhenItDies() throws SQLException {
        try (var postgres = start()) {
            execute(postgres, "create table kept (word text)");
            execute(postgres, "insert into kept values ('committed')");
            var before = pidOf(postgres);
            postgres.process().orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> pidOf(postgres) != before
                            && column(postgres, "select word from kept").equals(List.of("committed")));
            assertThat(postgres.failure()).isEmpty();
        }
    }

    @Test
    void refusesASecondStartInTheSameProgram() {
        try (var postgres = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessage(
                            "Keneya already runs on the data in %s at http://localhost:8080 (process %d): stop it first, or start this one with another --data directory.",
                            data, ProcessHandle.current().pid());
            assertThat(postgres.failure()).isEmpty();
            assertThatThrownBy(this::start).isInstanceOf(DatabaseUnavailable.class);
        }
    }

    @Test
    void refusesASecondStartFromAnotherProgramAndHarmsNothing() throws IOException {
        var owner = owner();
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage(
                        "Keneya already runs on the data in %s at http://localhost:4711 (process %d): stop it first, or start this one with another --data directory.",
                        data, owner.pid());
        assertThat(serversOf(data)).isNotEmpty();
        assertThat(owner.isAlive()).isTrue();
    }

    @Test
    void saysThatTheDataDirectoryIsAFile() throws IOException {
        var file = Files.writeString(data.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedPostgres.start(file, SETTINGS))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage("%s is a file, not a directory: choose another --data directory.", file);
    }

    @Test
    void saysThatTheDirectoryHoldsNoDatabase() throws IOException {
        Files.createDirectories(data.resolve("database"));
        Files.writeString(data.resolve("database/holiday.txt"), "sea");
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage(
                        "%s/database is not a PostgreSQL database (PG_VERSION is missing): restore it from a backup, or choose another --data directory; nothing was changed.",
                        data);
        assertThat(data.resolve("database")).isDirectoryNotContaining(path -> !path.endsWith("holiday.txt"));
    }

    @Test
    void saysThatAnotherVersionWroteTheDatabase() throws IOException {
        start().close();
        Files.writeString(data.resolve("database/PG_VERSION"), "15\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageStartingWith("%s/database was written by PostgreSQL 15 and this Keneya brings PostgreSQL 18"
                        .formatted(data));
    }

    @Test
    void saysThatTheControlFileIsCutShort() throws IOException {
        start().close();
        Files.write(data.resolve("database/global/pg_control"), new byte[100]);
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage(
                        "The database in %s/database is damaged (global/pg_control is missing or cut short): restore it from a backup, or choose another --data directory; nothing was changed.",
                        data);
    }

    @Test
    void saysThatTheControlFileIsOverwritten() throws IOException {
        start().close();
        Files.write(data.resolve("database/global/pg_control"), new byte[8192]);
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageStartingWith("The database in %s/database".formatted(data));
    }

    @Test
    void saysThatTheDatabaseIsGoneRatherThanMakingAnEmptyOne() throws IOException {
        start().close();
        Files.move(data.resolve("database"), data.resolve("elsewhere"));
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageStartingWith("The database in %s/database is gone".formatted(data));
        assertThat(data.resolve("database")).doesNotExist();
    }

    @Test
    void saysThatThePasswordIsGone() throws IOException {
        start().close();
        Files.delete(data.resolve("secrets/postgresql"));
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageStartingWith("The password of the database is missing");
    }

    @Test
    void saysThatTheDiskIsFullBeforeItWritesAnything() {
        var greedy = new EmbeddedPostgres.Settings("", 0, 64, 192, Long.MAX_VALUE / 2, Optional.of(PROGRAMS));
        assertThatThrownBy(() -> EmbeddedPostgres.start(data, greedy))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageStartingWith("The disk of %s is full".formatted(data));
        assertThat(data.resolve("database")).doesNotExist();
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var fixed = new EmbeddedPostgres.Settings("", other.getLocalPort(), 64, 192, 200, Optional.of(PROGRAMS));
            assertThatThrownBy(() -> EmbeddedPostgres.start(data, fixed))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessage(
                            "The database port %d is in use by another program: free it, or choose another one.",
                            other.getLocalPort());
        }
    }

    @Test
    void takesAnotherPortWhenTheRememberedOneIsTaken() throws IOException, SQLException {
        int port;
        try (var first = start()) {
            port = first.port();
        }
        try (var other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                var second = start()) {
            assertThat(second.port()).isNotEqualTo(other.getLocalPort());
            assertThat(column(second, "select 'answers'")).containsExactly("answers");
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(data, SETTINGS);
    }

    private void assertRowIsThere() throws SQLException {
        try (var postgres = start()) {
            assertThat(column(postgres, "select word from kept")).containsExactly("committed");
        }
    }

    /** Another JVM that has committed a row and still runs. */
    private Process owner() throws IOException {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OwnerProcess.class.getName(),
                        data.toString(),
                        PROGRAMS.toString())
                .redirectErrorStream(true)
                .start();
        children.add(child);
        var reader = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8));
        var said = new StringBuilder();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("committed ")) return child;
            said.append(line).append('\n');
        }
        throw new AssertionError("the owner ended: " + said);
    }

    private void killLeash() {
        var leashes = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("keneya-leash"))
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .toList();
        assertThat(leashes).hasSize(1);
        leashes.forEach(ProcessHandle::destroyForcibly);
        leashes.forEach(leash -> leash.onExit().join());
    }

    private static List<ProcessHandle> serversOf(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .toList();
    }

    private static long pidOf(EmbeddedPostgres postgres) {
        return postgres.process().map(ProcessHandle::pid).orElseThrow();
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
    }

    private static String shown(EmbeddedPostgres postgres, String setting) throws SQLException {
        return column(postgres, "show " + setting).getFirst();
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(EmbeddedPostgres postgres, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var connection = connect(postgres);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) values.add(rows.getString(1));
        }
        return values;
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
