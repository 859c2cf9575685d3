// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/**
 * A hospital that could take the emergency, as ranked: known roads before estimates, then least score, least distance, least id.
 *
 * @param score travel seconds and the policy's penalty
 */
record Candidate(Serving serving, double metres, long travelSeconds, TravelKind kind, long score)
        implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
        return compare(other, score, other.score);
    }

    /** Whether it would come first if the policy had no preferences. */
    boolean isSooner(Candidate other) {
        return compare(other, travelSeconds, other.travelSeconds) < 0;
    }

    Hospital hospital() {
        return serving.site().hospital();
    }

    private int compare(Candidate other, long mine, long others) {
        if (kind != other.kind) {
            return kind == TravelKind.ROAD ? -1 : 1;
        }
        if (mine != others) {
            return Long.compare(mine, others);
        }
        int byMetres = Double.compare(metres, other.metres);
        return byMetres != 0
                ? byMetres
                : hospital().id().compareTo(other.hospital().id());
    }
}
