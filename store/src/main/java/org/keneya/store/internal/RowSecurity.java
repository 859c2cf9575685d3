// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second wall between tenants: whatever a statement forgets to ask, the database shows a connection the rows of the tenant
 * it was told ({@code keneya.tenant}) and of none when it was told nothing. The first wall is the condition in every statement.
 */
final class RowSecurity {
    private static final Logger LOG = LoggerFactory.getLogger(RowSecurity.class);

    private RowSecurity() {}

    /**
     * Raises the wall on every table of resources that has none yet. PostgreSQL uses an index behind it only for operators that
     * are marked leakproof; without the marks on those of arrays, which only a superuser can set, searches would walk whole tables, so
     * that the wall is left down, and said to be.
     *
     * @return whether it stands
     */
    static boolean raise(Connection connection) throws SQLException {
        if (!isLeakproof(connection)) {
            LOG.warn("row-security=off reason=operators-not-leakproof action=see docs/operations/database.md");
            return false;
        }
        for (String table : open(connection)) {
            try (var statement = connection.createStatement()) {
                statement.execute("alter table %s enable row level security".formatted(table));
                statement.execute("alter table %s force row level security".formatted(table));
                statement.execute("""
                        create policy one_tenant on %s
                          using (tenant = nullif(current_setting('keneya.tenant', true), '')::integer)
                        """.formatted(table));
            }
        }
        return true;
    }

    private static boolean isLeakproof(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select bool_and(proleakproof)
                          from pg_proc
                         where pronamespace = 'pg_catalog'::regnamespace
                           and proname in ('arrayoverlap', 'arraycontains')
                        """)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    /** Tables of resources without the wall. */
    private static List<String> open(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select relname
                          from pg_class
                         where relnamespace = current_schema()::regnamespace
                           and relkind in ('r', 'p')
                           and not relforcerowsecurity
                           and (relname like 'resource%' or relname in ('history', 'date_value', 'number_value'))
                         order by relname
                        """)) {
            while (rows.next()) {
                found.add(rows.getString(1).toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }
}
