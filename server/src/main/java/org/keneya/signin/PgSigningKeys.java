// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.keneya.store.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The key pair tokens are signed with: the same on every node, made on the first start, wrapped in the database. */
@Component
class PgSigningKeys {
    private static final String PURPOSE = "token signing key";

    private final JWKSet keys;

    PgSigningKeys(DataSource writes, Flyway migrations, MasterKey masterKey) {
        JdbcClient jdbc = JdbcClient.create(writes);
        if (wrapped(jdbc).isEmpty()) {
            RSAKey made = make();
            jdbc.sql("""
                    insert into signing_key (id, wrapped)
                    select :id, :wrapped
                     where not exists (select 1 from signing_key)
                    """)
                    .param("id", made.getKeyID())
                    .param("wrapped", masterKey.wrap(made.toJSONString().getBytes(StandardCharsets.UTF_8), PURPOSE))
                    .update();
        }
        keys = new JWKSet(wrapped(jdbc).stream()
                .map(bytes -> parse(masterKey.unwrap(bytes, PURPOSE)))
                .toList());
    }

    JWKSet all() {
        return keys;
    }

    private static List<byte[]> wrapped(JdbcClient jdbc) {
        return jdbc
                .sql("select wrapped from signing_key order by made desc")
                .query((row, number) -> row.getBytes(1))
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private static RSAKey make() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static com.nimbusds.jose.jwk.JWK parse(byte[] json) {
        try {
            return RSAKey.parse(new String(json, StandardCharsets.UTF_8));
        } catch (ParseException garbled) {
            throw new IllegalStateException("a signing key is garbled", garbled);
        }
    }
}
