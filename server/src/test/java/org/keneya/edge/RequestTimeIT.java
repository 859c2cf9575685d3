// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.json;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.keneya.Reply;
import org.keneya.ServerFixture;

/** A request of a person that takes too long is given up, and nothing of it stays. */
class RequestTimeIT {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final ServerFixture SHORT =
            ServerFixture.with(Map.of("keneya.limits.request-time", LIMIT.toSeconds() + "s"));

    private static final String TWO = """
            {'resourceType':'Bundle','type':'%s','entry':[
              {'resource':{'resourceType':'Patient','name':[{'family':'%2$s'}],'gender':'female','birthDate':'1980-05-06'},
               'request':{'method':'POST','url':'Patient'}},
              {'resource':{'resourceType':'Patient','name':[{'family':'%2$s'}],'gender':'male','birthDate':'1981-05-06'},
               'request':{'method':'POST','url':'Patient'}}]}
            """;

    @Test
    void ofATransactionThatTakesTooLongNothingIsStored() throws Exception {
        Reply late = late(() -> SHORT.as("medecin").post("/fhir", json(TWO.formatted("transaction", "TARDIF"))));

        assertThat(late.verdict()).isEqualTo("503 timeout request-time");
        assertThat(late.sentence()).startsWith("Cette demande a pris trop de temps");
        assertThat(late.header("Retry-After")).isEqualTo("1");
        assertThat(stored("TARDIF")).isEmpty();
    }

    @Test
    void whatABatchStoredIsSaidAndTheRestIsGivenUp() throws Exception {
        Reply late = late(() -> SHORT.as("medecin").post("/fhir", json(TWO.formatted("batch", "LENTEUR"))));

        assertThat(late.status()).isEqualTo(200);
        List<String> answers = late.json().objects("entry").stream()
                .map(entry -> String.valueOf(entry.object("response")).replaceAll("(?s).*\"status\":\"(\\d+).*", "$1"))
                .toList();
        assertThat(answers).containsExactly("201", "503");
        assertThat(stored("LENTEUR")).hasSize(1);
    }

    @Test
    void aProgramMayTakeItsTime() throws Exception {
        Reply late = late(() -> SHORT.asSystem().post("/fhir", json(TWO.formatted("transaction", "PATIENCE"))));

        assertThat(late.status()).isEqualTo(200);
        assertThat(stored("PATIENCE")).hasSize(2);
    }

    private static List<String> stored(String family) {
        return SHORT.asSystem().get("/fhir/Patient?family=" + family).addresses();
    }

    /** What a write is answered that meets a door which opens only when the limit is over. */
    private static Reply late(Callable<Reply> write) throws Exception {
        try (var worker = Executors.newVirtualThreadPerTaskExecutor();
                Connection door = SHORT.bean(DataSource.class).getConnection()) {
            door.setAutoCommit(false);
            run(door, "lock table resource in exclusive mode");
            Instant begun = Instant.now();
            var answer = worker.submit(write);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isWaited(door));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Instant.now().isAfter(begun.plus(LIMIT).plusSeconds(2)));
            door.rollback();
            return answer.get();
        }
    }

    private static boolean isWaited(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            return row.next() && row.getLong(1) > 0;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
