/**
 * Where a request spends its time, told to an OpenTelemetry collector: off unless one is configured. Owns no table.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package org.keneya.traces;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
