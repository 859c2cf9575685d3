// SPDX-License-Identifier: Apache-2.0
/**
 * Who calls and what they may see: policies, consent and break-glass become a store scope. Owns tables access_policy,
 * break_glass and establishment.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "store"})
@NullMarked
package org.keneya.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
