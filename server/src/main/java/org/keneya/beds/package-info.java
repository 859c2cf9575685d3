// SPDX-License-Identifier: Apache-2.0
/** Beds for emergencies, nation-wide: the specialities they are kept under, and the files that tell of them. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package org.keneya.beds;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
