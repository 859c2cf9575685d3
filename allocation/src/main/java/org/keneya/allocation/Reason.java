// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/** One reason of a decision, as data; those who show it to people write the sentence. */
public sealed interface Reason {
    /** Its word in messages. */
    String code();

    /** By which preference the hospital came first. */
    enum Ground {
        /** Nearest of those that fit. */
        NEAREST("nearest"),
        /** Soonest reached by road. */
        FASTEST("fastest-by-road"),
        /** Best when travel and saturation are weighed, though a nearer one fits. */
        BALANCED("balanced"),
        /** The caller wanted it. */
        CHOSEN("chosen-hospital");

        private final String code;

        Ground(String code) {
            this.code = code;
        }

        /** Its word in messages. */
        public String code() {
            return code;
        }
    }

    /**
     * Why the hospital was taken.
     *
     * @param hospitals how many have the speciality
     * @param free how many of them had a free bed of it
     * @param nearer how many of them are nearer (great circle) than the one taken
     * @param detourSeconds travel beyond that to the soonest reached that fits; above 0 only when the policy or the caller wanted it
     */
    record Chosen(Ground ground, int hospitals, int free, int nearer, long detourSeconds) implements Reason {
        @Override
        public String code() {
            return ground.code();
        }
    }

    /**
     * Why a nearer hospital was not taken.
     *
     * @param distanceMetres great circle, whole metres
     * @param travelSeconds by road where known, else estimated; saturation not added
     * @param free free beds of the speciality, fitting or not
     * @param beds beds of the speciality without closed ones
     */
    record Nearer(Hospital hospital, Obstacle obstacle, long distanceMetres, long travelSeconds, int free, int beds)
            implements Reason {
        @Override
        public String code() {
            return "nearer-" + obstacle.code();
        }
    }

    /**
     * What stood in the way when no bed was found.
     *
     * @param hospitals in how many hospitals it was the first thing to do so
     */
    record Hindrance(Obstacle obstacle, int hospitals) implements Reason {
        @Override
        public String code() {
            return obstacle.code();
        }
    }
}
