// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.nio.file.Path;
import org.keneya.audit.VerifyCommand;
import org.keneya.database.DatabaseUnavailable;
import org.keneya.database.EmbeddedPostgres;
import org.postgresql.ds.PGSimpleDataSource;

/** {@code verify-audit}: finds the database, whether the server runs or not, and has the log verified. */
final class VerifyAudit {
    private VerifyAudit() {}

    static int run(String[] arguments) {
        Path data = Path.of("data");
        Path published = null;
        for (int i = 0; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            switch (arguments[i]) {
                case "--data" -> data = Path.of(value);
                case "--published" -> published = Path.of(value);
                default -> {
                    System.err.println("verify-audit knows --data DIR and --published DIR, not " + arguments[i]);
                    return 2;
                }
            }
        }
        data = data.toAbsolutePath().normalize();
        if (published == null) {
            published = data.resolve("audit").resolve("published");
        }
        String url = System.getenv("KENEYA_DATABASE_URL");
        if (url != null) {
            try {
                DatabaseWire.requireFromEnvironment();
            } catch (IllegalStateException inClear) {
                System.err.println(inClear.getMessage());
                return 2;
            }
            return verified(
                    source(
                            url,
                            System.getenv().getOrDefault("KENEYA_DATABASE_USER", "keneya"),
                            System.getenv().getOrDefault("KENEYA_DATABASE_PASSWORD", "")),
                    data,
                    published);
        }
        try (EmbeddedPostgres.Access access = EmbeddedPostgres.access(data)) {
            return verified(source(access.jdbcUrl(), access.user(), access.password()), data, published);
        } catch (DatabaseUnavailable unavailable) {
            System.err.println(unavailable.getMessage());
            return 2;
        }
    }

    private static int verified(PGSimpleDataSource source, Path data, Path published) {
        return VerifyCommand.run(source, MasterKeyFile.of(data), published, System.out);
    }

    private static PGSimpleDataSource source(String url, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }
}
