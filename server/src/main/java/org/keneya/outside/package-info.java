/**
 * Calls to what is not ours: each partner behind a circuit breaker and a bulkhead of its own, both to be seen among the
 * measures. Owns no table.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.keneya.outside;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
