// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.keneya.access.Tenants;
import org.keneya.allocation.Hospital;
import org.keneya.synthetic.HospitalGenerator;
import org.keneya.synthetic.Region;
import org.springframework.stereotype.Component;

/** The region of the demonstration: invented hospitals in and around Île-de-France, the largest of them the demonstration's own. */
@Component
public final class DemoBeds {
    private static final long SEED = 20_261_123;
    private static final int HOSPITALS = 60;
    private static final int BEDS = 6_000;

    private final Board board;
    private final Registration registration;
    private final Tenants tenants;

    DemoBeds(Board board, Registration registration, Tenants tenants) {
        this.board = board;
        this.registration = registration;
        this.tenants = tenants;
    }

    /**
     * Takes the region in unless there are hospitals already.
     *
     * @param own name of the demonstration's own hospital
     * @return beds taken in
     */
    public int loadUnlessThere(String own) {
        if (!board.wards().isEmpty()) {
            return 0;
        }
        List<HospitalFile.Listed> hospitals = new ArrayList<>(generated().hospitals());
        HospitalFile.Listed largest = hospitals.stream()
                .max(Comparator.comparingInt(listed -> listed.beds().size()))
                .orElseThrow();
        hospitals.remove(largest);
        Hospital site = largest.hospital();
        HospitalFile.Listed mine = new HospitalFile.Listed(
                new Hospital(site.id(), own, site.place(), site.diversion(), site.country(), site.region()),
                largest.beds());
        return registration.register(List.of(mine), tenants.local().id()).beds()
                + registration.register(hospitals, null).beds();
    }

    private static HospitalFile generated() {
        StringBuilder text = new StringBuilder();
        try {
            new HospitalGenerator(SEED, Region.ILE_DE_FRANCE).write(HOSPITALS, BEDS, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return HospitalFile.read(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
