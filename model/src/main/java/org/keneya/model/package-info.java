// SPDX-License-Identifier: Apache-2.0
/**
 * FHIR R4 as data: a JSON tree that keeps numbers as written, the element definitions of every type, the structure check
 * compiled from them, and the search parameters compiled to accessors. The FHIR version is a fact of this jar alone.
 */
@NullMarked
package org.keneya.model;

import org.jspecify.annotations.NullMarked;
