// SPDX-License-Identifier: Apache-2.0
/**
 * The longitudinal record: one timeline over every kind of event. Owns no table.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "access", "store"})
@NullMarked
package org.keneya.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
