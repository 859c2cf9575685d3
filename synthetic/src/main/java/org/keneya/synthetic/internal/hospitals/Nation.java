// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.hospitals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keneya.synthetic.Region;
import org.keneya.synthetic.internal.people.Dice;

/** The hospitals of a region: first where, then how many beds, then which. */
public final class Nation {
    private static final long PLACE = 11;
    private static final long SIZE = 12;
    private static final long BEDS = 13;

    private final long seed;
    private final List<Town> towns;

    public Nation(long seed, Region region) {
        this.seed = seed;
        this.towns = Town.of(region);
    }

    public int write(int hospitals, int beds, Appendable out) throws IOException {
        List<Site> sites = sites(hospitals);
        double[] sizes = new double[sites.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sites.get(i).kind().size() * Dice.of(seed, i, SIZE).between(0.7, 1.3);
        }
        int[] more = Shares.of(beds - hospitals, sizes);
        Set<String> names = new HashSet<>();
        int french = 0;
        int lines = 0;
        for (int i = 0; i < sizes.length; i++) {
            Site site = sites.get(i);
            boolean isFrench = site.town().country().equals("FR");
            french += isFrench ? 1 : 0;
            String id =
                    String.format(Locale.ROOT, "%s-%04d", site.town().country(), isFrench ? french : i + 1 - french);
            Dice dice = Dice.of(seed, i, BEDS);
            String start = "%s,%s,%s,%s,%s,%s,open,"
                    .formatted(
                            id,
                            quoted(HospitalNames.of(site, names, dice)),
                            site.latitude(),
                            site.longitude(),
                            site.town().country(),
                            quoted(site.town().region()));
            for (Wards.Group group : new Wards(site, dice).of(more[i] + 1)) {
                line(start, group, out);
                lines++;
            }
        }
        return lines;
    }

    private static void line(String start, Wards.Group group, Appendable out) throws IOException {
        Unit unit = group.unit();
        out.append(start)
                .append(group.ward())
                .append(',')
                .append(Integer.toString(group.beds()))
                .append(',')
                .append(unit.specialities().replace(' ', ';'))
                .append(',')
                .append(group.equipment().replace(' ', ';'))
                .append(',')
                .append(group.isolation())
                .append(',')
                .append(group.sex())
                .append(',')
                .append(Integer.toString(unit.youngest()))
                .append(',')
                .append(unit.oldest())
                .append(',')
                .append(Integer.toString(group.occupied()))
                .append('\n');
    }

    /** Each town as many as its people deserve, the large ones first; a hospital's number does not depend on its size. */
    private List<Site> sites(int hospitals) {
        double[] people = new double[towns.size()];
        for (int i = 0; i < people.length; i++) {
            people[i] = StrictMath.pow(towns.get(i).population(), 0.8);
        }
        int[] shares = Shares.of(hospitals, people);
        List<Site> sites = new ArrayList<>(hospitals);
        for (int i = 0; i < shares.length; i++) {
            for (int rank = 0; rank < shares[i]; rank++) {
                sites.add(Site.of(towns.get(i), rank, Dice.of(seed, i * 1_000L + rank, PLACE)));
            }
        }
        return sites;
    }

    private static String quoted(String text) {
        return text.indexOf(',') >= 0 || text.indexOf('"') >= 0 ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
