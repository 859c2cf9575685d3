// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration hospital and its accounts; what it offers exists only while the server is bound to loopback. Owns no
 * table.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "access", "beds", "signin", "store", "synthetic"})
@NullMarked
package org.keneya.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
