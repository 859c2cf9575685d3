// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Ten codes of 80 bits for the day the second factor is lost, each good once; kept as their SHA-256. */
@Repository
class PgRecoveryCodes {
    static final int CODES = 10;
    private static final int BYTES = 10;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PgRecoveryCodes(DataSource writes, Flyway migrations) {
        jdbc = JdbcClient.create(writes);
        transaction = new TransactionTemplate(new JdbcTransactionManager(writes));
    }

    /** New codes; the old ones are worth nothing any more. */
    List<String> renew(String login) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            codes.add(Totp.base32(Fingerprint.random(BYTES))
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("(.{4})(?=.)", "$1-"));
        }
        transaction.executeWithoutResult(status -> {
            remove(login);
            codes.forEach(code -> jdbc.sql("insert into recovery_code (login, value) values (:login, :value)")
                    .param("login", login)
                    .param("value", hash(login, code))
                    .update());
        });
        return codes;
    }

    boolean take(String login, String code) {
        return jdbc.sql("""
                update recovery_code
                   set used = now()
                 where login = :login
                   and value = :value
                   and used is null
                """)
                        .param("login", login)
                        .param("value", hash(login, code))
                        .update()
                == 1;
    }

    int left(String login) {
        return jdbc.sql("select count(*) from recovery_code where login = :login and used is null")
                .param("login", login)
                .query(Integer.class)
                .single();
    }

    void remove(String login) {
        jdbc.sql("delete from recovery_code where login = :login")
                .param("login", login)
                .update();
    }

    private static byte[] hash(String login, String code) {
        return Fingerprint.of(login + ":" + code.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", ""));
    }
}
