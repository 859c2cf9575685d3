// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a line: {@code events.delay} (from the event's time to the broker's acknowledgement),
 * {@code events.lag} (age of the oldest event that waits; 0 when none does), {@code events.published}, {@code
 * events.dead.keys} (keys whose events wait behind a refused one) and {@code events.leads} (1 on the node that publishes). All
 * ages are told by the database's clock.
 */
final class LineMeasures {
    private final Timer delay;
    private final Counter published;
    private volatile boolean isLeading;
    private volatile @Nullable Instant oldest;
    private volatile int deadKeys;
    private volatile Duration ahead = Duration.ZERO;

    LineMeasures(MeterRegistry measures, String outbox, String broker) {
        Tags tags = Tags.of("outbox", outbox, "broker", broker);
        delay = Timer.builder("events.delay")
                .tags(tags)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1))
                .register(measures);
        published = Counter.builder("events.published").tags(tags).register(measures);
        Gauge.builder("events.lag", this, line -> line.lag().toMillis() / 1_000.0)
                .tags(tags)
                .baseUnit("seconds")
                .strongReference(true)
                .register(measures);
        Gauge.builder("events.dead.keys", this, line -> line.deadKeys)
                .tags(tags)
                .strongReference(true)
                .register(measures);
        Gauge.builder("events.leads", this, line -> line.isLeading ? 1 : 0)
                .tags(tags)
                .strongReference(true)
                .register(measures);
    }

    void leads(boolean isLeading) {
        this.isLeading = isLeading;
        oldest = null;
        deadKeys = isLeading ? deadKeys : 0;
    }

    /** By how much this machine's clock is ahead of the database's is learnt from this. */
    void databaseTime(Instant now) {
        ahead = Duration.between(now, Instant.now());
    }

    /** @param since time of the oldest event that waits; null when none does */
    void waits(@Nullable Instant since) {
        oldest = since;
    }

    void published(List<CloudEvent> events) {
        Instant now = now();
        published.increment(events.size());
        for (CloudEvent event : events) {
            Duration took = Duration.between(event.time(), now);
            delay.record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    void deadKeys(int keys) {
        deadKeys = keys;
    }

    private Duration lag() {
        Instant since = oldest;
        return since == null ? Duration.ZERO : Duration.between(since, now());
    }

    private Instant now() {
        return Instant.now().minus(ahead);
    }
}
