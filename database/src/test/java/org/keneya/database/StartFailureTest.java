// SPDX-License-Identifier: Apache-2.0
package org.keneya.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {
    private static final DataDirectory DIRECTORY = new DataDirectory(Path.of("/srv/keneya"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FATAL:  could not write to file \"pg_wal/xlogtemp.12\": No space left on device | The disk of /srv/keneya is full: free some space and start again; nothing was lost.",
                "LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use | The database port is in use by another program: free it, or delete /srv/keneya/database.port so that another one is chosen.",
                "FATAL:  incorrect checksum in control file | The database in /srv/keneya/database is damaged (global/pg_control): restore it from a backup, or choose another --data directory; nothing was changed.",
                "PANIC:  could not locate a valid checkpoint record at 0/1B85E58 | The database in /srv/keneya/database is damaged (could not locate a valid checkpoint record at 0/1B85E58): restore it from a backup, or choose another --data directory; nothing was changed.",
                "/p/postgres: error while loading shared libraries: libssl.so.1.1 | PostgreSQL cannot run on this system (/p/postgres: error while loading shared libraries: libssl.so.1.1): set KENEYA_DATABASE_URL to a PostgreSQL of your own.",
                "FATAL:  something new | PostgreSQL did not start (something new): its log in /srv/keneya/logs says more.",
            })
    void saysInOneSentenceWhyPostgresGaveUp(String said, String sentence) {
        assertThat(new StartFailure(said).explained(DIRECTORY)).hasMessage(sentence);
    }
}
