// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.hospitals;

/** Whole numbers shared out by weight, by largest remainder: the parts add up to the whole. */
final class Shares {
    private Shares() {}

    /** @param weights not negative, at least one above 0 */
    static int[] of(int whole, double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        int[] shares = new int[weights.length];
        double[] remainders = new double[weights.length];
        int left = whole;
        for (int i = 0; i < weights.length; i++) {
            double exact = whole * weights[i] / sum;
            shares[i] = (int) exact;
            remainders[i] = exact - shares[i];
            left -= shares[i];
        }
        Integer[] order = new Integer[weights.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        java.util.Arrays.sort(order, (a, b) -> Double.compare(remainders[b], remainders[a]));
        for (int i = 0; i < left; i++) {
            shares[order[i % order.length]]++;
        }
        return shares;
    }
}
