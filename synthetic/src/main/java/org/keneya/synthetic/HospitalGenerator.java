// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

import java.io.IOException;
import org.keneya.synthetic.internal.hospitals.Nation;

/**
 * Writes hospitals that do not exist, where hospitals would stand: in towns by population, a teaching hospital in each large one.
 * A pure function of seed, region and numbers.
 */
public final class HospitalGenerator {
    /** First line of the file. */
    public static final String HEADER =
            "id,name,latitude,longitude,country,region,diversion,unit,beds,specialities,equipment,isolation,sex,youngest,oldest,occupied";

    private final long seed;
    private final Region region;

    public HospitalGenerator(long seed, Region region) {
        this.seed = seed;
        this.region = region;
    }

    /**
     * Writes the file of hospitals, one line per group of equal beds, those of a hospital together.
     *
     * @param hospitals 1 to 20,000
     * @param beds at least as many as hospitals, at most 4,000,000; some 85 % of them occupied
     * @return lines written, the header left out
     */
    public int write(int hospitals, int beds, Appendable out) throws IOException {
        if (hospitals < 1 || hospitals > 20_000) {
            throw new IllegalArgumentException("--hospitals (%d) must be 1 to 20000".formatted(hospitals));
        }
        if (beds < hospitals || beds > 4_000_000) {
            throw new IllegalArgumentException(
                    "--beds (%d) must be at least as many as hospitals, and at most 4000000".formatted(beds));
        }
        out.append(HEADER).append('\n');
        return new Nation(seed, region).write(hospitals, beds, out);
    }
}
