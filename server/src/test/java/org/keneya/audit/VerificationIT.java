// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.kernel.Tenant;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;

/** Whoever may write the database, and even the keys, cannot change the log without being named. */
class VerificationIT {
    /** Rows of the log of a test, and entries in each. */
    private static final int ROWS = 6;

    private static final int EACH = 3;

    @TempDir
    Path folder;

    private final DataSource database = SERVER.bean(DataSource.class);
    private final MasterKey masterKey = SERVER.bean(MasterKey.class);
    private final FhirStore store = SERVER.bean(FhirStore.class);
    private final PgAudit table = new PgAudit(database, masterKey);
    private final Tenant tenant = store.tenant("audit-" + UUID.randomUUID());

    @Test
    void aLogNobodyTouchedIsSound() throws Exception {
        fill();
        Verification.Report report = verify();
        assertThat(report.why()).isEmpty();
        assertThat(report.entries()).isEqualTo(ROWS * EACH);
        assertThat(report.published()).isEqualTo(ROWS * EACH);
        assertThat(report.heads()).isPositive();
    }

    /** {@code #} stands for the tenant. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a byte of a row is changed      | update audit_block set content = set_byte(content, 40, get_byte(content, 40) # 1) where tenant = # and first = 6 | 6
            the first row is deleted        | delete from audit_block where tenant = # and first = 0                                                         | 0
            a row in the middle is deleted  | delete from audit_block where tenant = # and first = 9                                                         | 9
            the last row is cut off         | delete from audit_block where tenant = # and first = 15                                                        | 15
            all but the first are cut off   | delete from audit_block where tenant = # and first > 0                                                         | 3
            everything is deleted           | delete from audit_block where tenant = #                                                                       | 0
            two rows change places          | update audit_block a set content = b.content from audit_block b where a.tenant = # and b.tenant = # and a.first + b.first = 15 and a.first in (3, 12) | 3
            a row is numbered as another    | update audit_block set first = 100 where tenant = # and first = 6                                              | 6
            a copy is put at the end        | insert into audit_block select tenant, 18, count, from_at, to_at, words, content from audit_block where tenant = # and first = 3 | 18
            a copy is put in between        | insert into audit_block select tenant, 4, count, from_at, to_at, words, content from audit_block where tenant = # and first = 3 | 4
            a copy is put before the first  | insert into audit_block select tenant, -3, count, from_at, to_at, words, content from audit_block where tenant = # and first = 3 | -3
            a row is said to hold fewer     | update audit_block set count = 2 where tenant = # and first = 12                                               | 12
            """)
    void whatIsDoneToTheRowsIsFoundAndItsFirstEntryNamed(String deed, String sql, long bad) throws Exception {
        fill();
        execute(sql.replace("tenant = #", "tenant = " + tenant.id()));
        Verification.Report report = verify();
        assertThat(report.why()).as(deed).isNotEmpty();
        assertThat(report.bad()).as(report.why()).isEqualTo(bad);
    }

    @Test
    void whoRemovesWhatWasPublishedIsFound() throws Exception {
        fill();
        Files.delete(leaves());
        Files.delete(folder.resolve("published").resolve("tenant-%d.heads".formatted(tenant.id())));
        assertThat(verify().why()).contains("no signed head");
    }

    @Test
    void whoDeletesTheKeyAndAllEntriesIsFoundByWhatWasPublished() throws Exception {
        fill();
        execute("delete from audit_block where tenant = %d".formatted(tenant.id()));
        execute("delete from audit_key where tenant = %d".formatted(tenant.id()));
        assertThat(verification().tenants()).contains(tenant.id());
        assertThat(verify().why()).contains("key");
    }

    @Test
    void whoHasTheKeysAndWritesAnEntryAnewIsFoundByTheHashOutside() throws Exception {
        fill();
        MasterKey key = table.key(tenant.id());
        List<byte[]> entries = List.of(
                entry(6, "somebody else").bytes(),
                entry(7, "ide").bytes(),
                entry(8, "ide").bytes());
        // the first of the three is another now, sealed as it should be
        replace(6, Block.seal(key, tenant.id(), 6, entries));
        assertThat(verify().bad()).isEqualTo(6);
    }

    @Test
    void whoCutsOffTheHashesAsWellIsFoundByTheSignedHead() throws Exception {
        fill();
        execute("delete from audit_block where tenant = %d and first = 15".formatted(tenant.id()));
        try (FileChannel leaves = FileChannel.open(leaves(), StandardOpenOption.WRITE)) {
            leaves.truncate(15 * MerkleTree.HASH);
        }
        assertThat(verify().bad()).isEqualTo(15);
    }

    @Test
    void whoWritesTheHashAnewAsWellIsFoundByTheSignedHead() throws Exception {
        fill();
        byte[] other = entry(6, "somebody else").bytes();
        List<byte[]> entries =
                List.of(other, entry(7, "ide").bytes(), entry(8, "ide").bytes());
        replace(6, Block.seal(table.key(tenant.id()), tenant.id(), 6, entries));
        byte[] leaves = Files.readAllBytes(leaves());
        System.arraycopy(
                MerkleTree.leaf(MerkleTree.sha256(), other, 0, other.length), 0, leaves, 6 * MerkleTree.HASH, 32);
        Files.write(leaves(), leaves);
        Verification.Report report = verify();
        assertThat(report.why()).contains("head");
    }

    @Test
    void aHeadSignedByAnotherKeyIsRefused() throws Exception {
        fill();
        Path heads = folder.resolve("published").resolve("tenant-%d.heads".formatted(tenant.id()));
        List<String> lines = Files.readAllLines(heads);
        Files.writeString(heads, lines.getFirst().replace("\"size\":%d".formatted(EACH), "\"size\":2") + "\n");
        assertThat(verify().why()).contains("signature");
    }

    @Test
    void entriesOfAProcessThatDiedAreInTheLogOnceWhenTheNextStarts() throws Exception {
        Journal dying = new Journal(folder.resolve("journal"), masterKey);
        dying.add(tenant, entry(0, "medecin"));
        dying.add(tenant, entry(1, "ide"));
        for (int start = 0; start < 2; start++) {
            Journal journal = new Journal(folder.resolve("journal"), masterKey);
            AuditLog log = log(journal);
            log.start();
            log.flush();
            log.close();
        }
        assertThat(verify().entries()).isEqualTo(2);
    }

    private void fill() throws Exception {
        Journal journal = new Journal(folder.resolve("journal"), masterKey);
        try (AuditLog log = log(journal)) {
            for (int row = 0; row < ROWS; row++) {
                for (int i = 0; i < EACH; i++) {
                    journal.add(tenant, entry(row * EACH + i, "ide"));
                }
                log.flush();
                log.signAll();
            }
        }
    }

    private AuditLog log(Journal journal) throws Exception {
        Publication publication = new Publication(folder.resolve("published"));
        var signing = SigningKey.of(folder.resolve("secrets"));
        publication.publish(signing.getPublic());
        Clock clock = Clock.systemUTC();
        return new AuditLog(
                journal, table, new Notary(table, publication, signing, clock, _ -> {}), masterKey, store, clock);
    }

    private static Entry entry(long at, String who) {
        return new Entry(
                at,
                'R',
                "read",
                "0",
                0,
                who,
                "nurse",
                null,
                "127.0.0.1",
                "r" + at,
                "Patient/p",
                List.of(),
                List.of("Patient/p/_history/1"),
                1,
                Set.of(42L, -7L),
                null);
    }

    private Verification.Report verify() throws Exception {
        return verification().of(tenant.id());
    }

    private Verification verification() {
        return new Verification(table, new Publication(folder.resolve("published")));
    }

    private Path leaves() {
        return folder.resolve("published").resolve("tenant-%d.leaves".formatted(tenant.id()));
    }

    private void replace(long first, byte[] content) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(
                        "update audit_block set content = ? where tenant = ? and first = ?")) {
            update.setBytes(1, content);
            update.setInt(2, tenant.id());
            update.setLong(3, first);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
