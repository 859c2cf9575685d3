// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/** Beds counted by state, kept as they change. */
final class Tally {
    private int free;
    private int held;
    private int occupied;
    private int cleaning;
    private int closed;

    void count(BedState state, int change) {
        switch (state) {
            case FREE -> free += change;
            case HELD -> held += change;
            case OCCUPIED -> occupied += change;
            case CLEANING -> cleaning += change;
            case CLOSED -> closed += change;
        }
    }

    int free() {
        return free;
    }

    /** Those that are not closed. */
    int open() {
        return free + held + occupied + cleaning;
    }

    int total() {
        return open() + closed;
    }

    Counts counts() {
        return new Counts(free, held, occupied, cleaning, closed);
    }
}
