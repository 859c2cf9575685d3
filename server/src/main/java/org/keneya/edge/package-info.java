// SPDX-License-Identifier: Apache-2.0
/**
 * What every request meets: request id, limits, security headers, and the one mapping from a problem to
 * OperationOutcome or problem+json. Owns no table.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model"})
@NullMarked
package org.keneya.edge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
