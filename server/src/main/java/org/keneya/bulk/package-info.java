// SPDX-License-Identifier: Apache-2.0
/**
 * Bulk data: exports and imports that run behind the request, survive a restart and leave nothing readable on the disk. Owns
 * table bulk_job.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "access", "store", "quality"})
@NullMarked
package org.keneya.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
