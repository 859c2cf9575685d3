// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.util.List;

/**
 * Repeatable randomness: SplitMix64 (Steele, Lea, Flood, 2014), written out so that the bytes never change with the
 * JDK. Only integer and IEEE arithmetic, hence the same on every machine.
 */
public final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xDAA66D2C7DDF743FL;
    private static final long THIRD = 0xD2B74407B1CE6E93L;
    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** Dice that depend on nothing but their arguments. */
    public static Dice of(long seed, long number, long purpose) {
        return new Dice(hash(seed, number, purpose));
    }

    /** 64 well-mixed bits of three numbers. */
    public static long hash(long a, long b, long c) {
        return mix(mix(mix(a + GOLDEN) ^ (b + SECOND)) ^ (c + THIRD));
    }

    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** 0 inclusive to bound exclusive. */
    public int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** Both ends included. */
    public int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** 0 inclusive to 1 exclusive. */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** Bell-shaped around 0 with deviation 1, never beyond 3.47: the sum of four uniform draws. */
    public double bell() {
        return bell(next());
    }

    /** The same, from given bits. */
    public static double bell(long bits) {
        long sum = (bits & 0xFFFF) + ((bits >>> 16) & 0xFFFF) + ((bits >>> 32) & 0xFFFF) + (bits >>> 48);
        return (sum / 65536.0 - 2) * 1.7320508;
    }

    public <T> T pick(List<T> items) {
        return items.get(below(items.size()));
    }

    /** How many events of a yearly rate fall in some years: Poisson by counting, at most 40. */
    public int count(double expected) {
        int events = 0;
        double room = 1;
        double limit = StrictMath.exp(-Math.min(expected, 30));
        while (events < 40) {
            room *= unit();
            if (room < limit) {
                return events;
            }
            events++;
        }
        return events;
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
