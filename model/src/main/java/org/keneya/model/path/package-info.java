// SPDX-License-Identifier: Apache-2.0
/**
 * FHIRPath (http://hl7.org/fhirpath/N1) over the JSON tree, with the types of FHIR R4 (http://hl7.org/fhir/R4/fhirpath.html).
 * An expression is compiled once and evaluated any number of times, in bounded steps.
 */
@NullMarked
package org.keneya.model.path;

import org.jspecify.annotations.NullMarked;
