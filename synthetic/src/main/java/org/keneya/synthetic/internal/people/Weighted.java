// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.people;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Items drawn in proportion to their weights, by binary search in the running sums. */
final class Weighted<T> {
    private final List<T> items;
    private final double[] sums;

    Weighted(List<T> items, ToDoubleFunction<T> weight) {
        this.items = List.copyOf(items);
        this.sums = new double[items.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += weight.applyAsDouble(items.get(i));
            sums[i] = sum;
        }
    }

    static <T> Weighted<T> even(List<T> items) {
        return new Weighted<>(items, item -> 1);
    }

    T draw(Dice dice) {
        int at = Arrays.binarySearch(sums, dice.unit() * sums[sums.length - 1]);
        return items.get(at >= 0 ? Math.min(at + 1, sums.length - 1) : -at - 1);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    List<T> items() {
        return new ArrayList<>(items);
    }
}
