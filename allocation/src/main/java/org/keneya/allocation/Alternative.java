// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/**
 * A hospital that could take the emergency too.
 *
 * @param distanceMetres great circle, whole metres
 * @param freeBeds free beds that fit, at least 1
 */
public record Alternative(
        Hospital hospital, long distanceMetres, long travelSeconds, TravelKind travelKind, int freeBeds) {}
