// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Another JVM that owns a database, commits one row, says so, and stays until its input ends or it is killed. */
public final class OwnerProcess {
    private OwnerProcess() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        var settings = EmbeddedPostgres.Settings.small("http://localhost:4711").withPrograms(Path.of(arguments[1]));
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), settings)) {
            try (var connection =
                            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                    var statement = connection.createStatement()) {
                statement.execute("create table if not exists kept (word text)");
                statement.execute("insert into kept values ('committed')");
            }
            System.out.println(
                    "committed " + postgres.process().map(ProcessHandle::pid).orElseThrow());
            var end = System.in.read();
            System.out.println("ends " + end);
        }
    }
}
