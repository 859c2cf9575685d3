// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic.internal.chart;

import java.time.LocalDate;

/** A problem of the list: what, where it is written, since when. */
public record Problem(Diagnosis diagnosis, String reference, LocalDate onset) {}
