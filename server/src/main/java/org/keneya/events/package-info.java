/**
 * What happened, told to others: each outbox is read in order and published at least once, to Kafka or within this program,
 * as CloudEvents; what a broker refuses is kept and shown. Owns tables event_position and dead_letter.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "access", "outside", "traces"})
@NullMarked
package org.keneya.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
