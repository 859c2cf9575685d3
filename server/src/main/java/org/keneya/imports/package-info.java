// SPDX-License-Identifier: Apache-2.0
/**
 * The import commands: FHIR bundles, NDJSON files, and files of hospitals through the public interface, with progress and a report.
 * Owns no table.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "beds"})
@NullMarked
package org.keneya.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
