// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Bed;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Census;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Hospital;
import org.keneya.allocation.Isolation;
import org.keneya.allocation.Place;
import org.keneya.allocation.Sex;
import org.keneya.model.JsonText;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hospitals and beds as they are kept. */
final class PgHospitals {
    private static final int ROWS_AT_ONCE = 5_000;

    private final DataSource database;
    private final JdbcClient jdbc;

    PgHospitals(DataSource database) {
        this.database = database;
        jdbc = JdbcClient.create(database);
    }

    /** The whole nation as it is at one moment. */
    Nation load() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try (Statement read = connection.createStatement()) {
                read.setFetchSize(ROWS_AT_ONCE);
                ResultSet last =
                        read.executeQuery("select sequence, time from bed_event order by sequence desc limit 1");
                boolean begun = last.next();
                long position = begun ? last.getLong(1) : 0;
                Instant time = begun ? last.getObject(2, OffsetDateTime.class).toInstant() : Instant.EPOCH;
                Census census = new Census();
                Map<String, Integer> establishments = new HashMap<>();
                hospitals(read, census, establishments);
                beds(read, census);
                Nation nation = new Nation(census, establishments, policy(read), position, time);
                connection.commit();
                return nation;
            }
        }
    }

    private static void hospitals(Statement read, Census census, Map<String, Integer> establishments)
            throws SQLException {
        ResultSet rows = read.executeQuery(
                "select id, name, latitude, longitude, country, region, diversion, establishment from hospital order by id");
        while (rows.next()) {
            census.put(new Hospital(
                    rows.getString(1),
                    rows.getString(2),
                    new Place(rows.getDouble(3), rows.getDouble(4)),
                    Diversion.of(rows.getString(7)),
                    rows.getString(5),
                    rows.getString(6)));
            int establishment = rows.getInt(8);
            if (!rows.wasNull()) {
                establishments.put(rows.getString(1), establishment);
            }
        }
    }

    /** Beds of a unit are alike: equal sets are kept once. */
    private static void beds(Statement read, Census census) throws SQLException {
        Map<String, Set<String>> sets = new HashMap<>();
        ResultSet rows = read.executeQuery("""
                select id, hospital, unit, array_to_string(specialities, ' '), array_to_string(equipment, ' '), isolation, sex,
                       youngest, oldest, state
                  from bed""");
        while (rows.next()) {
            String sex = rows.getString(7);
            census.put(new Bed(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getString(3),
                    sets.computeIfAbsent(rows.getString(4), PgHospitals::words),
                    sets.computeIfAbsent(rows.getString(5), PgHospitals::words),
                    Isolation.of(rows.getString(6)),
                    sex == null ? null : Sex.of(sex),
                    rows.getDouble(8),
                    rows.getDouble(9),
                    BedState.of(rows.getString(10))));
        }
    }

    private static Set<String> words(String joined) {
        return joined.isEmpty() ? Set.of() : Set.of(joined.split(" "));
    }

    private static AllocationPolicy policy(Statement read) throws SQLException {
        ResultSet rows = read.executeQuery("select policy from bed_policy order by version desc limit 1");
        return rows.next() ? PolicyJson.read(JsonText.readObject(rows.getString(1))) : AllocationPolicy.NEAREST;
    }

    /** By hospital, of those that have one. */
    Map<String, Integer> establishments() {
        Map<String, Integer> establishments = new HashMap<>();
        jdbc.sql("select id, establishment from hospital where establishment is not null")
                .query(row -> {
                    establishments.put(row.getString(1), row.getInt(2));
                });
        return establishments;
    }

    /**
     * A bed, for those who keep it.
     *
     * @param since when its state became what it is
     * @param allocation live one; null for none
     */
    record Kept(
            Bed bed,
            Instant since,
            @Nullable UUID allocation,
            @Nullable Instant expires) {}

    /** A hospital's beds in the order of their ids. */
    List<Kept> beds(String hospital) {
        List<Kept> beds = new ArrayList<>();
        jdbc.sql("""
                        select b.id, b.hospital, b.unit, array_to_string(b.specialities, ' '), array_to_string(b.equipment, ' '),
                               b.isolation, b.sex, b.youngest, b.oldest, b.state, b.since, a.id, a.expires, a.status
                          from bed b
                          left join allocation a on a.bed = b.id and a.status in ('held', 'confirmed')
                         where b.hospital = :hospital
                         order by b.id
                        """).param("hospital", hospital).query(row -> {
            String sex = row.getString(7);
            OffsetDateTime expires = row.getObject(13, OffsetDateTime.class);
            beds.add(new Kept(
                    new Bed(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            words(row.getString(4)),
                            words(row.getString(5)),
                            Isolation.of(row.getString(6)),
                            sex == null ? null : Sex.of(sex),
                            row.getDouble(8),
                            row.getDouble(9),
                            BedState.of(row.getString(10))),
                    row.getObject(11, OffsetDateTime.class).toInstant(),
                    row.getObject(12, UUID.class),
                    expires == null || !"held".equals(row.getString(14)) ? null : expires.toInstant()));
        });
        return beds;
    }
}
