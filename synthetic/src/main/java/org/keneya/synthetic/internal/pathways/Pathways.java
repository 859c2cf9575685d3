// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.pathways;

import java.util.List;
import java.util.stream.Stream;

/** All pathways: those that last, written first because they move the values of the body; then single events. */
public final class Pathways {
    private static final List<Pathway> ALL = Stream.of(
                    Children.ALL,
                    Metabolism.ALL,
                    HeartDiseases.ALL,
                    LungsAndKidneys.ALL,
                    NervesAndMind.ALL,
                    LongIllnesses.ALL,
                    Prevention.ALL,
                    Operations.ALL,
                    Stays.ALL,
                    Emergencies.ALL,
                    Pregnancies.ALL,
                    Consultations.ALL)
            .flatMap(List::stream)
            .toList();

    static final List<Pathway> LASTING = ALL.stream()
            .filter(pathway -> pathway.pace() instanceof Pathway.Pace.Share)
            .toList();

    static final List<Pathway> EVENTS = ALL.stream()
            .filter(pathway -> pathway.pace() instanceof Pathway.Pace.PerYear)
            .toList();

    private Pathways() {}

    public static List<Pathway> all() {
        return ALL;
    }

    static Pathway of(String code) {
        return ALL.stream()
                .filter(pathway -> pathway.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no pathway " + code));
    }
}
