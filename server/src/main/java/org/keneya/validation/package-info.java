// SPDX-License-Identifier: Apache-2.0
/**
 * Profiles: what a resource must hold beyond R4 itself. The project's own, and those of the packages an operator puts into
 * the data directory. Behind the door {@link org.keneya.validation.Profiles} works a validator that is loaded on the first
 * question and not before. Owns no table.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model"})
@NullMarked
package org.keneya.validation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
