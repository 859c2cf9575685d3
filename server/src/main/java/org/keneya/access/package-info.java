// SPDX-License-Identifier: Apache-2.0
/**
 * Who calls and what they may see: accounts, sign-in, tokens, and the role policy that becomes a store scope.
 * Owns table account.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "store"})
@NullMarked
package org.keneya.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
