// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Builds one statement: text from our own code, values always bound. */
final class Sql {
    private final StringBuilder text = new StringBuilder(512);
    private final List<Object> values = new ArrayList<>();

    /** Adds text with one {@code ?} for each value. */
    Sql add(String fragment, Object... bound) {
        text.append(fragment);
        values.addAll(List.of(bound));
        return this;
    }

    Sql add(Sql other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    Object[] values() {
        return values.toArray();
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    String text() {
        return text.toString();
    }

    /** The statement with its values bound; planned with these very values wherever the connection comes from. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(0);
        bind(connection, statement, 1);
        return statement;
    }

    /** The statement with its values bound; its plan is kept, so it must not depend on them. */
    PreparedStatement keep(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        bind(connection, statement, 1);
        return statement;
    }

    /** Binds the values from a position on; answers the next. */
    int bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
        int position = first;
        for (Object value : values) {
            switch (value) {
                case long[] longs -> statement.setObject(position++, longs);
                case byte[][] binaries -> statement.setArray(position++, connection.createArrayOf("bytea", binaries));
                case byte[] binary -> statement.setBytes(position++, binary);
                case Long number -> statement.setLong(position++, number);
                case Integer number -> statement.setInt(position++, number);
                case Double number -> statement.setDouble(position++, number);
                case String string -> statement.setString(position++, string);
                default -> throw new IllegalArgumentException("no binding for " + value.getClass());
            }
        }
        return position;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
