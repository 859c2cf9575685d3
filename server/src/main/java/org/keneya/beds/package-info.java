// SPDX-License-Identifier: Apache-2.0
/**
 * Beds for emergencies, nation-wide: what is free, who holds what, and the one order in which all of it changes. Owns tables
 * hospital, bed, allocation, bed_request, bed_event and bed_policy.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "model",
            "edge",
            "access",
            "store",
            "allocation",
            "events",
            "geo",
            "traces",
            "synthetic"
        })
@NullMarked
package org.keneya.beds;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
