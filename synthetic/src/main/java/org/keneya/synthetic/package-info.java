// SPDX-License-Identifier: Apache-2.0
/** Coherent made-up French patients and their pathways as FHIR R4; a pure function of seed, number and date. Calls model and kernel. */
@NullMarked
package org.keneya.synthetic;

import org.jspecify.annotations.NullMarked;
