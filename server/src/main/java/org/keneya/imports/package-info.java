// SPDX-License-Identifier: Apache-2.0
/**
 * The import command: FHIR bundles and NDJSON files through the public interface, with progress and a report.
 * Owns no table.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model"})
@NullMarked
package org.keneya.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
