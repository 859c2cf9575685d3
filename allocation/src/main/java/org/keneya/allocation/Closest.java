// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/** The nearest hospitals of a roster that have any free bed, nearest first. */
final class Closest {
    private final int[] indexes;
    private final double[] chords;
    private int size;
    private boolean all = true;

    private Closest(int most) {
        indexes = new int[most];
        chords = new double[most];
    }

    static Closest of(Roster roster, Point from, int most) {
        Closest closest = new Closest(most);
        double limit = Double.MAX_VALUE;
        for (int i = 0; i < roster.size(); i++) {
            if (roster.free(i) > 0) {
                double chord = roster.chordSquared(i, from);
                if (chord < limit) {
                    limit = closest.insert(i, chord);
                } else {
                    closest.all = false;
                }
            }
        }
        return closest;
    }

    int size() {
        return size;
    }

    /** Whether no other hospital has a free bed. */
    boolean isAll() {
        return all;
    }

    int index(int rank) {
        return indexes[rank];
    }

    double chordSquared(int rank) {
        return chords[rank];
    }

    /** Chord, squared, of the last; there must be one. */
    double farthest() {
        return chords[size - 1];
    }

    boolean contains(int index) {
        for (int i = 0; i < size; i++) {
            if (indexes[i] == index) {
                return true;
            }
        }
        return false;
    }

    /** The chord from which on nobody is let in. */
    private double insert(int index, double chord) {
        if (size == indexes.length) {
            all = false;
        } else {
            size++;
        }
        int at = size - 1;
        while (at > 0 && chord < chords[at - 1]) {
            chords[at] = chords[at - 1];
            indexes[at] = indexes[at - 1];
            at--;
        }
        chords[at] = chord;
        indexes[at] = index;
        return size == indexes.length ? chords[size - 1] : Double.MAX_VALUE;
    }
}
