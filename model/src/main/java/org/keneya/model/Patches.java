// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import org.keneya.model.patch.FhirPathPatch;
import org.keneya.model.patch.JsonPatch;
import org.keneya.model.patch.XmlPatch;

/**
 * Changes to parts of a resource (http://hl7.org/fhir/R4/http.html#patch), all of a patch or nothing. Answers a new tree; whether
 * it is a resource is for {@link StructureCheck} to say. Refused with 400 when it is no patch, with 422 when it does not fit.
 */
public final class Patches {
    private Patches() {}

    /** The resource as a JSON Patch (RFC 6902) makes it. */
    public static Json.Obj json(Json.Obj resource, Json.Arr operations) {
        return JsonPatch.apply(resource, operations);
    }

    /** The resource as an XML Patch (RFC 5261), given as UTF-8, makes it. */
    public static Json.Obj xml(Json.Obj resource, byte[] patch) {
        return XmlPatch.apply(resource, patch);
    }

    /** The resource as a FHIRPath Patch (http://hl7.org/fhir/R4/fhirpatch.html) makes it. */
    public static Json.Obj fhirPath(Json.Obj resource, Json.Obj parameters) {
        return FhirPathPatch.apply(resource, parameters);
    }
}
