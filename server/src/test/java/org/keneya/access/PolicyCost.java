// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import static org.keneya.ServerFixture.SERVER;

import java.util.Arrays;
import java.util.List;

/** Measures, beside the tests, how long a decision takes once someone is known: a program to run by hand. */
final class PolicyCost {
    private static final int ROUNDS = 5;
    private static final int DECISIONS = 2_000_000;

    private PolicyCost() {}

    public static void main(String[] arguments) {
        Policies policies = SERVER.bean(Policies.class);
        Tenants tenants = SERVER.bean(Tenants.class);
        List<Subject> people = List.of(
                new Subject("medecin", Role.PHYSICIAN, tenants.local(), "Practitioner/demo-medecin", "Organization/x"),
                new Subject("ide", Role.NURSE, tenants.local(), "Practitioner/demo-ide", "Organization/x"),
                new Subject("patient", Role.PATIENT, tenants.local(), "Patient/demo-patient", null));
        double[] nanos = new double[ROUNDS];
        long open = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < DECISIONS; i++) {
                Caller caller = policies.caller(people.get(i % people.size()));
                open += caller.may(Interaction.SEARCH, "MedicationRequest") ? 1 : 0;
                open += caller.scope().limits().seen("MedicationRequest").size();
            }
            nanos[round] = (System.nanoTime() - start) / (double) DECISIONS;
        }
        System.out.printf("decision ns %s (%d)%n", Arrays.toString(nanos), open);
        System.exit(0);
    }
}
