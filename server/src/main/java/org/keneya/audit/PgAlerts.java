// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.MasterKey;

/** Alerts, and how far the log was looked through, in their tables. */
final class PgAlerts {
    private final DataSource database;
    private final PgAudit audit;
    private final FhirStore store;

    PgAlerts(DataSource database, PgAudit audit, FhirStore store) {
        this.database = database;
        this.audit = audit;
        this.store = store;
    }

    /** An alert as it is kept. */
    record Kept(UUID id, Alert.State state, Json.Obj content) {}

    /**
     * How far the log was looked through.
     *
     * @param next number of the first entry not looked at
     * @param rules the establishment's own, JSON; null for the usual ones
     */
    record Watched(long next, @Nullable String rules) {}

    Watched watched(Tenant tenant) throws SQLException {
        try (Connection connection = database.getConnection();
                var find = connection.prepareStatement("select next, rules from audit_watch where tenant = ?")) {
            find.setInt(1, tenant.id());
            var rows = find.executeQuery();
            return rows.next() ? new Watched(rows.getLong(1), rows.getString(2)) : new Watched(0, null);
        }
    }

    void rules(Tenant tenant, String rules) throws SQLException {
        try (Connection connection = database.getConnection();
                var put = connection.prepareStatement("""
                        insert into audit_watch (tenant, rules)
                        values (?, ?)
                        on conflict (tenant) do update set rules = excluded.rules
                        """)) {
            put.setInt(1, tenant.id());
            put.setString(2, rules);
            put.executeUpdate();
        }
    }

    /** Keeps what is new among the alerts, and how far the log was looked through, together. */
    void add(Tenant tenant, List<Alert> alerts, long next) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var insert = connection.prepareStatement("""
                            insert into audit_alert (tenant, id, key, at, state, content)
                            values (?, ?, ?, ?, 'new', ?)
                            on conflict (tenant, key) do nothing
                            """);
                    var move = connection.prepareStatement("""
                            insert into audit_watch (tenant, next)
                            values (?, ?)
                            on conflict (tenant) do update set next = greatest(audit_watch.next, excluded.next)
                            """)) {
                for (Alert alert : alerts) {
                    UUID id = UUID.randomUUID();
                    insert.setInt(1, tenant.id());
                    insert.setObject(2, id);
                    insert.setLong(3, store.keyed(tenant, "alert " + alert.about()));
                    insert.setLong(4, alert.at());
                    insert.setBytes(5, sealed(tenant, id, alert.told()));
                    insert.addBatch();
                }
                insert.executeBatch();
                move.setInt(1, tenant.id());
                move.setLong(2, next);
                move.executeUpdate();
                connection.commit();
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /** The newest alerts in a state, or in any. */
    List<Kept> find(Tenant tenant, Alert.@Nullable State state, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                var find = connection.prepareStatement("""
                        select id, state, content
                          from audit_alert
                         where tenant = ?
                           and (?::text is null or state = ?)
                         order by at desc, id
                         limit ?
                        """)) {
            String code = state == null ? null : state.code();
            find.setInt(1, tenant.id());
            find.setString(2, code);
            find.setString(3, code);
            find.setInt(4, most);
            var rows = find.executeQuery();
            List<Kept> found = new ArrayList<>();
            while (rows.next()) {
                found.add(kept(tenant, rows));
            }
            return found;
        }
    }

    /** Puts an alert into a state and adds to what was done about it. */
    Optional<Kept> change(Tenant tenant, UUID id, Alert.State state, Json.Obj step) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var find = connection.prepareStatement(
                            "select id, state, content from audit_alert where tenant = ? and id = ? for update");
                    var change = connection.prepareStatement(
                            "update audit_alert set state = ?, content = ? where tenant = ? and id = ?")) {
                find.setInt(1, tenant.id());
                find.setObject(2, id);
                var rows = find.executeQuery();
                if (!rows.next()) {
                    connection.rollback();
                    return Optional.empty();
                }
                Json.Obj content = kept(tenant, rows).content();
                Json.Arr history = content.array("history");
                content.put("history", (history == null ? new Json.Arr() : history).add(step));
                change.setString(1, state.code());
                change.setBytes(2, sealed(tenant, id, content));
                change.setInt(3, tenant.id());
                change.setObject(4, id);
                change.executeUpdate();
                connection.commit();
                return Optional.of(new Kept(id, state, content));
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private Kept kept(Tenant tenant, ResultSet row) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        return new Kept(
                id,
                Alert.State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                JsonText.readObject(key(tenant).unwrap(row.getBytes(3), purpose(tenant, id))));
    }

    private byte[] sealed(Tenant tenant, UUID id, Json.Obj content) {
        return key(tenant).wrap(JsonText.bytes(content), purpose(tenant, id));
    }

    private MasterKey key(Tenant tenant) {
        return audit.key(tenant.id());
    }

    private static String purpose(Tenant tenant, UUID id) {
        return "audit alert %d %s".formatted(tenant.id(), id);
    }
}
