// SPDX-License-Identifier: Apache-2.0
/**
 * Data quality rules, run on every write. A rule refuses or warns, and names the element and itself. Owns no
 * table.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "store", "validation"})
@NullMarked
package org.keneya.quality;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
