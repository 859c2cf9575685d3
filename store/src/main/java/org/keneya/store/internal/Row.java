// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the index holds of one resource, gathered while its search parameters are read. Not shared between threads. */
public final class Row {
    private long[] tokens = new long[32];
    private int count;
    boolean hasPatient;
    long patient;
    boolean hasDate;
    long low = Long.MIN_VALUE;
    long high;
    boolean hasValue;
    long unit;
    double value;
    double raw;

    /** A bit for each search parameter that has a value, see {@link Presence}. */
    long present;

    final List<DateValue> dates = new ArrayList<>(2);
    final List<NumberValue> numbers = new ArrayList<>(2);

    /** Bounds in epoch milliseconds, both inclusive; {@link Long#MIN_VALUE} and MAX_VALUE where open. */
    record DateValue(int param, long low, long high) {}

    /** A number or a range of them; unit is the keyed hash of the unit, 0 for none. */
    record NumberValue(int param, long unit, double low, double high) {}

    public void token(long token) {
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, count * 2);
        }
        tokens[count++] = token;
    }

    /** Whether there is anything that belongs to one parameter alone. */
    boolean isFilled() {
        return count > 0 || !dates.isEmpty() || !numbers.isEmpty();
    }

    /** Whether all of it is in the resource's own row. */
    boolean hasNoSideRows() {
        return dates.isEmpty() && numbers.isEmpty();
    }

    boolean hasSameSideRows(Row other) {
        return dates.equals(other.dates) && numbers.equals(other.numbers);
    }

    /** Whether one of the tokens was added. */
    boolean hasAnyOf(long[] wanted) {
        for (int i = 0; i < count; i++) {
            for (long token : wanted) {
                if (tokens[i] == token) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The tokens, sorted, each once. */
    long[] tokens() {
        Arrays.sort(tokens, 0, count);
        int unique = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || tokens[i] != tokens[i - 1]) {
                tokens[unique++] = tokens[i];
            }
        }
        count = unique;
        return Arrays.copyOf(tokens, unique);
    }
}
