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
        int position = 1;
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
        return statement;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
