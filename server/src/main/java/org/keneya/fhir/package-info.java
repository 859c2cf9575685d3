// SPDX-License-Identifier: Apache-2.0
/**
 * FHIR R4 over HTTP, one class per interaction. Owns no table: everything goes through the store.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "model",
            "edge",
            "access",
            "store",
            "quality",
            "validation",
            "bulk",
            "terminology"
        })
@NullMarked
package org.keneya.fhir;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
