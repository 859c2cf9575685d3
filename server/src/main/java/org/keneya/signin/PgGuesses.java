// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.store.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts guesses at names, at second factors and from addresses. A guess is counted before it is looked at and taken back
 * when it was right: however many come at once, no more are looked at than are free. After those, each further one locks
 * for twice as long. Names are counted whether anyone has them or not.
 */
@Repository
class PgGuesses {
    private static final String PURPOSE = "sign-in guesses";
    private static final int FIRST_LOCK_SECONDS = 30;
    private static final int MOST_DOUBLINGS = 6;

    private final JdbcClient jdbc;
    private final SecretKeySpec key;

    PgGuesses(DataSource writes, Flyway migrations, MasterKey masterKey) {
        jdbc = JdbcClient.create(writes);
        jdbc.sql("insert into signin_secret (id, wrapped) values (1, :wrapped) on conflict (id) do nothing")
                .param("wrapped", masterKey.wrap(Fingerprint.random(32), PURPOSE))
                .update();
        byte[] wrapped = jdbc.sql("select wrapped from signin_secret")
                .query((row, number) -> row.getBytes(1))
                .single();
        key = new SecretKeySpec(masterKey.unwrap(wrapped, PURPOSE), "HmacSHA256");
    }

    /** Counts a guess; false when the target is locked and the guess must not be looked at. */
    boolean take(Target target, String of) {
        return jdbc.sql("""
                insert into signin_guess as g (target, failures)
                values (:target, 1)
                on conflict (target) do update
                   set failures = g.failures + 1,
                       locked_until = case when g.failures + 1 < :free then g.locked_until
                                           else now() + make_interval(secs => :first
                                                * power(2, least(g.failures + 1 - :free, :most))) end,
                       at = now()
                 where g.locked_until <= now()
                """)
                        .param("target", hash(target, of))
                        .param("free", target.free)
                        .param("first", FIRST_LOCK_SECONDS)
                        .param("most", MOST_DOUBLINGS)
                        .update()
                == 1;
    }

    boolean isLocked(Target target, String of) {
        return jdbc.sql("select exists (select 1 from signin_guess where target = :target and locked_until > now())")
                .param("target", hash(target, of))
                .query(Boolean.class)
                .single();
    }

    /** The guess was right: what came before it is forgiven. */
    void forgive(Target target, String of) {
        jdbc.sql("delete from signin_guess where target = :target")
                .param("target", hash(target, of))
                .update();
    }

    /** What is guessed at. */
    enum Target {
        PASSWORD(5),
        FACTOR(5),
        /** Names nobody has, from one network address; many people may share one. */
        ADDRESS(40);

        private final int free;

        Target(int free) {
            this.free = free;
        }
    }

    private byte[] hash(Target target, String of) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal((target.name() + ":" + of).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
