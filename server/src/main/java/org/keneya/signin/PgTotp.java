// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.store.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Code generators, one to an account. The secret is wrapped for its account alone; a step is good for one code. */
@Repository
class PgTotp {
    private static final String PURPOSE = "totp of ";

    private final JdbcClient jdbc;
    private final MasterKey masterKey;
    private final Clock clock;

    PgTotp(DataSource writes, Flyway migrations, MasterKey masterKey, Clock clock) {
        jdbc = JdbcClient.create(writes);
        this.masterKey = masterKey;
        this.clock = clock;
    }

    /** A new secret that counts once a code of it was shown; false when there is a confirmed one already. */
    boolean offer(String login, byte[] secret) {
        return jdbc.sql("""
                insert into totp (login, wrapped)
                values (:login, :wrapped)
                on conflict (login) do update
                   set wrapped = excluded.wrapped, last_step = 0, made = now()
                 where not totp.confirmed
                """)
                        .param("login", login)
                        .param("wrapped", masterKey.wrap(secret, PURPOSE + login))
                        .update()
                == 1;
    }

    /** The first code of an offered secret confirms it. */
    boolean confirm(String login, String code) {
        OptionalLong step = step(login, code, false);
        return step.isPresent()
                && jdbc.sql("""
                        update totp
                           set confirmed = true, last_step = :step, used = now()
                         where login = :login
                           and not confirmed
                        """)
                                .param("login", login)
                                .param("step", step.getAsLong())
                                .update()
                        == 1;
    }

    /** Takes a code, once: neither it nor an older one is taken again. */
    boolean take(String login, String code) {
        OptionalLong step = step(login, code, true);
        return step.isPresent()
                && jdbc.sql("""
                        update totp
                           set last_step = :step, used = now()
                         where login = :login
                           and confirmed
                           and last_step < :step
                        """)
                                .param("login", login)
                                .param("step", step.getAsLong())
                                .update()
                        == 1;
    }

    private OptionalLong step(String login, String code, boolean confirmed) {
        Optional<byte[]> wrapped = jdbc.sql("select wrapped from totp where login = :login and confirmed = :confirmed")
                .param("login", login)
                .param("confirmed", confirmed)
                .query((row, number) -> row.getBytes(1))
                .optional();
        return wrapped.isEmpty()
                ? OptionalLong.empty()
                : Totp.step(masterKey.unwrap(wrapped.get(), PURPOSE + login), code, clock.instant());
    }

    boolean has(String login) {
        return jdbc.sql("select exists (select 1 from totp where login = :login and confirmed)")
                .param("login", login)
                .query(Boolean.class)
                .single();
    }

    boolean remove(String login) {
        return jdbc.sql("delete from totp where login = :login")
                        .param("login", login)
                        .update()
                > 0;
    }
}
