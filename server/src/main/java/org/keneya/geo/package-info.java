/**
 * How long the road is: travel times of an outside router, behind a time limit, a circuit breaker and a bulkhead. Owns no table.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "outside", "traces"})
@NullMarked
package org.keneya.geo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
