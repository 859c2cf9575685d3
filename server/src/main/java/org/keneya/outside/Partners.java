// SPDX-License-Identifier: Apache-2.0
package org.keneya.outside;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Whom this program calls. Every breaker and bulkhead made here is on {@code /metrics}, as {@code resilience4j_…}. */
@Component
public final class Partners {
    private static final Logger LOG = LoggerFactory.getLogger(Partners.class);
    private static final int TRIALS = 3;

    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
    private final RetryRegistry retries = RetryRegistry.ofDefaults();

    public Partners(MeterRegistry measures) {
        breakers.getEventPublisher().onEntryAdded(added -> tellChanges(added.getAddedEntry()));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(measures);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(measures);
        TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(measures);
    }

    /**
     * The guard of a partner; asked twice, the same one.
     *
     * @param partner what it is called in measures and logs, e.g. {@code router}
     */
    public Guard guard(String partner, Patience patience) {
        CircuitBreaker breaker = breakers.circuitBreaker(
                partner,
                () -> CircuitBreakerConfig.custom()
                        .slidingWindowSize(patience.window())
                        .minimumNumberOfCalls(patience.calls())
                        .failureRateThreshold(patience.failures())
                        .waitDurationInOpenState(patience.rest())
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .automaticTransitionFromOpenToHalfOpenEnabled(false)
                        .build());
        return new Guard(
                partner,
                breaker,
                bulkheads.bulkhead(
                        partner,
                        () -> BulkheadConfig.custom()
                                .maxConcurrentCalls(patience.atOnce())
                                .maxWaitDuration(Duration.ZERO)
                                .build()),
                retries.retry(
                        partner,
                        () -> RetryConfig.custom()
                                .maxAttempts(2)
                                .intervalFunction(IntervalFunction.ofRandomized(Duration.ofMillis(10)))
                                .retryOnException(Guard::isBrokenOff)
                                .build()));
    }

    private static void tellChanges(CircuitBreaker breaker) {
        breaker.getEventPublisher()
                .onStateTransition(change -> LOG.warn(
                        "partner={} was={} is={}",
                        breaker.getName(),
                        change.getStateTransition().getFromState(),
                        change.getStateTransition().getToState()));
    }
}
