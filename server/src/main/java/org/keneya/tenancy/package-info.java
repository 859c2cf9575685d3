// SPDX-License-Identifier: Apache-2.0
/** Establishments that come and go while the server runs. Owns no table: what is known of a tenant belongs to access. */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "access", "signin", "store"})
@NullMarked
package org.keneya.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
