// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.keneya.allocation.Place;

/**
 * A town and the people around it.
 *
 * @param people thousands of people who live nearer to it than to another
 */
record Town(String name, Place place, String region, int people) {
    private static final double METRES_PER_DEGREE = 111_195;

    /** Those of {@code towns.csv}, by region. */
    static List<Town> all() {
        var resource = Objects.requireNonNull(Town.class.getResourceAsStream("towns.csv"));
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> of(line.split(",")))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Town of(String[] fields) {
        Place place = new Place(Double.parseDouble(fields[1]), Double.parseDouble(fields[2]));
        return new Town(fields[0], place, fields[3], Integer.parseInt(fields[4]));
    }

    /** Somewhere around it: closer together where many live. */
    Place around(RandomGenerator random) {
        double metres = people > 700 ? 5_000 : 14_000;
        double north = random.nextGaussian() * metres / METRES_PER_DEGREE;
        double east = random.nextGaussian() * metres / (METRES_PER_DEGREE * Math.cos(Math.toRadians(place.latitude())));
        return new Place(place.latitude() + north, place.longitude() + east);
    }
}
