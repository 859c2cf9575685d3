// SPDX-License-Identifier: Apache-2.0
/**
 * Measures, none of them part of a build: {@link org.keneya.bench.Load} on any FHIR server over HTTP, {@link
 * org.keneya.bench.Volume} on many patients and on one heavy patient, {@link org.keneya.bench.Layouts} on index layouts
 * side by side, {@link org.keneya.bench.BedDay} on ways of giving a nation's beds, and JMH for the inner loops in {@code org.keneya.bench.loops}. Everything ends in JSON lines with machine
 * and revision.
 */
@NullMarked
package org.keneya.bench;

import org.jspecify.annotations.NullMarked;
