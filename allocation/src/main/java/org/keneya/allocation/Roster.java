// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hospitals of one speciality, side by side in arrays, so that looking at all of them is one walk through memory: for two
 * thousand of them that is faster than any index over places, and nothing has to be rebalanced.
 */
final class Roster {
    private double[] x = new double[16];
    private double[] y = new double[16];
    private double[] z = new double[16];
    private int[] free = new int[16];
    private int[] beds = new int[16];
    private final List<Serving> servings = new ArrayList<>();

    Serving add(Site site) {
        int index = servings.size();
        if (index == free.length) {
            x = Arrays.copyOf(x, 2 * index);
            y = Arrays.copyOf(y, 2 * index);
            z = Arrays.copyOf(z, 2 * index);
            free = Arrays.copyOf(free, 2 * index);
            beds = Arrays.copyOf(beds, 2 * index);
        }
        Serving serving = new Serving(site, this, index);
        servings.add(serving);
        moved(index, site.point());
        return serving;
    }

    void moved(int index, Point point) {
        x[index] = point.x();
        y[index] = point.y();
        z[index] = point.z();
    }

    void counted(int index, int freeBeds, int allBeds) {
        free[index] = freeBeds;
        beds[index] = allBeds;
    }

    int size() {
        return servings.size();
    }

    int free(int index) {
        return free[index];
    }

    /** Whether any bed is left, in whatever state. */
    boolean hasBeds(int index) {
        return beds[index] > 0;
    }

    double chordSquared(int index, Point from) {
        return from.chordSquared(x[index], y[index], z[index]);
    }

    Serving serving(int index) {
        return servings.get(index);
    }

    List<Serving> servings() {
        return servings;
    }
}
