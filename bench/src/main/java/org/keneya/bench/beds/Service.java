// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench.beds;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a speciality in this made-up nation. Shares and stays are round figures of the right order, not statistics.
 *
 * @param speciality NHS main speciality
 * @param share of all emergencies, per mille
 * @param stay mean, days
 * @param level hospitals that have it: 1 all, 2 district and teaching, 3 teaching only
 */
record Service(String speciality, int share, double stay, int level) {
    static final String PAEDIATRICS = "420";
    static final String OBSTETRICS = "501";
    static final String GYNAECOLOGY = "502";
    static final String INTENSIVE_CARE = "192";
    static final String GERIATRICS = "430";
    static final String SURGERY = "100";
    static final String RESPIRATORY = "340";
    static final String INFECTIOUS = "350";
    static final String CARDIOLOGY = "320";

    /** Whose patients a respiratory epidemic brings, per mille. */
    static final Map<String, Integer> EPIDEMIC = Map.of(RESPIRATORY, 700, INFECTIOUS, 180, INTENSIVE_CARE, 120);

    private static final Set<String> WOMEN = Set.of(OBSTETRICS, GYNAECOLOGY);

    /** All of them; shares add up to 1,000. */
    static List<Service> all() {
        return List.of(
                new Service("300", 170, 3, 1),
                new Service(GERIATRICS, 118, 4.5, 1),
                new Service("110", 90, 3, 2),
                new Service(CARDIOLOGY, 90, 2.5, 2),
                new Service(SURGERY, 80, 2.5, 1),
                new Service(RESPIRATORY, 80, 3.5, 2),
                new Service(PAEDIATRICS, 70, 1.8, 2),
                new Service(OBSTETRICS, 60, 2.2, 2),
                new Service("301", 50, 2.5, 2),
                new Service("400", 50, 3.5, 2),
                new Service("101", 30, 2, 2),
                new Service("710", 30, 6, 2),
                new Service(INTENSIVE_CARE, 22, 3.5, 2),
                new Service(GYNAECOLOGY, 15, 1.5, 2),
                new Service("361", 11, 3, 3),
                new Service(INFECTIOUS, 10, 4, 3),
                new Service("150", 8, 4, 3),
                new Service("170", 6, 4, 3),
                new Service("370", 5, 4, 3),
                new Service("160", 3, 5, 3),
                new Service("303", 2, 5, 3));
    }

    boolean isForContagion() {
        return EPIDEMIC.containsKey(speciality);
    }

    boolean isForWomen() {
        return WOMEN.contains(speciality);
    }
}
