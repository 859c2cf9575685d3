// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/** How many beds are in which state. */
public record Counts(int free, int held, int occupied, int cleaning, int closed) {
    /** None. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public int total() {
        return free + held + occupied + cleaning + closed;
    }

    public Counts plus(Counts other) {
        return new Counts(
                free + other.free,
                held + other.held,
                occupied + other.occupied,
                cleaning + other.cleaning,
                closed + other.closed);
    }
}
