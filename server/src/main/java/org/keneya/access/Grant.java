// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing a policy allows: what some resource types are open for, and which resources of them. Grants add up.
 *
 * @param says in words, for whoever asks why
 * @param types resource types
 * @param allows what may be done
 * @param criteria FHIR search criteria with variables such as {@code %user}, one of which must be met; empty for all resources
 * @param hides paths left out of what is shown, such as {@code Patient.telecom}; then nothing of the types may be changed
 * @param firm whether the criteria also hold under break-glass
 * @param when under which circumstances there is the grant at all
 */
public record Grant(
        String says,
        Set<String> types,
        Set<Interaction> allows,
        List<String> criteria,
        Set<String> hides,
        boolean firm,
        When when) {
    public Grant {
        types = Set.copyOf(types);
        allows = Set.copyOf(allows);
        criteria = List.copyOf(criteria);
        hides = Set.copyOf(hides);
    }

    /** A grant of all resources of the types, under all circumstances. */
    public static Grant of(String says, Set<String> types, Set<Interaction> allows) {
        return new Grant(says, types, allows, List.of(), Set.of(), false, When.ALWAYS);
    }

    /**
     * Circumstances, all of which must be given.
     *
     * @param option name of an option of the policy that is on; with {@code !} before it one that is off
     * @param onCall only for those on call now
     * @param purposes codes of purposes of use (http://terminology.hl7.org/CodeSystem/v3-ActReason); empty for any
     * @param from first minute of the day, in the establishment's time; null for the whole day
     * @param to end of these hours, which may lie beyond midnight; null for the whole day
     */
    public record When(
            @Nullable String option,
            boolean onCall,
            Set<String> purposes,
            @Nullable LocalTime from,
            @Nullable LocalTime to) {
        static final When ALWAYS = new When(null, false, Set.of(), null, null);

        public When {
            purposes = Set.copyOf(purposes);
        }

        boolean isWithinHours(LocalTime now) {
            if (from == null || to == null) {
                return true;
            }
            return from.isBefore(to)
                    ? !now.isBefore(from) && now.isBefore(to)
                    : !now.isBefore(from) || now.isBefore(to);
        }
    }
}
