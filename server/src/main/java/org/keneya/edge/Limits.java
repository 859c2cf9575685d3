// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.springframework.stereotype.Component;

/**
 * How often callers may ask: a bucket for each of them under each limit. Buckets of those who ask nothing are forgotten once
 * they are full again. {@code /metrics} tells each limit ({@code edge_limit}, requests a minute) and what it refused.
 */
@Component
public final class Limits {
    private static final long MOST_CALLERS = 100_000;
    private static final long SECOND = 1_000_000_000L;

    private final Map<Kind, Shelf> shelves = new EnumMap<>(Kind.class);

    /** What is limited. */
    public enum Kind {
        PERSON,
        TENANT,
        SYSTEM,
        ADDRESS,
        SIGN_IN,
        TOKEN,
        REFUSED;

        private Rate rate(LimitSettings settings) {
            return switch (this) {
                case PERSON -> settings.person();
                case TENANT -> settings.tenant();
                case SYSTEM -> settings.system();
                case ADDRESS -> settings.address();
                case SIGN_IN -> settings.signIn();
                case TOKEN -> settings.token();
                case REFUSED -> settings.refused();
            };
        }

        private String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Shelf(Rate rate, Cache<Object, Bucket> buckets, Counter refusals) {}

    Limits(LimitSettings settings, MeterRegistry measures) {
        for (Kind kind : Kind.values()) {
            Rate rate = kind.rate(settings);
            Gauge.builder("edge.limit", rate, each -> each.isNone() ? Double.NaN : 60.0 * SECOND / each.step())
                    .tag("limit", kind.code())
                    .baseUnit("requests_per_minute")
                    .strongReference(true)
                    .register(measures);
            shelves.put(
                    kind,
                    new Shelf(
                            rate,
                            Caffeine.newBuilder()
                                    .maximumSize(MOST_CALLERS)
                                    .expireAfterAccess(rate.per().plus(Duration.ofSeconds(1)))
                                    .build(),
                            Counter.builder("edge.limited")
                                    .tag("limit", kind.code())
                                    .register(measures)));
        }
    }

    /**
     * Counts one request; fails with 429 when it is one too many. The answer says what is left.
     *
     * @param key who asks; equal keys share a bucket
     */
    public void take(Kind kind, Object key, HttpServletResponse response) {
        Shelf shelf = shelf(kind);
        if (shelf.rate.isNone()) {
            return;
        }
        long now = System.nanoTime();
        Bucket.Taken taken =
                shelf.buckets.get(key, unseen -> new Bucket(shelf.rate, now)).take(now);
        response.setHeader("RateLimit-Limit", Integer.toString(taken.rate().requests()));
        response.setHeader("RateLimit-Remaining", Long.toString(taken.left()));
        response.setHeader("RateLimit-Reset", Long.toString(seconds(taken.untilFull())));
        if (taken.isRefused()) {
            throw refused(shelf, taken.pause());
        }
    }

    /** Fails with 429 when the bucket is empty; counts nothing. Costs next to nothing for who has no bucket. */
    void check(Kind kind, Object key) {
        Shelf shelf = shelf(kind);
        Bucket known = shelf.rate.isNone() ? null : shelf.buckets.getIfPresent(key);
        long pause = known == null ? 0 : known.pause(System.nanoTime());
        if (pause > 0) {
            throw refused(shelf, pause);
        }
    }

    /** Counts one request that is already answered. */
    void count(Kind kind, Object key) {
        Shelf shelf = shelf(kind);
        if (!shelf.rate.isNone()) {
            long now = System.nanoTime();
            shelf.buckets.get(key, unseen -> new Bucket(shelf.rate, now)).take(now);
        }
    }

    private Shelf shelf(Kind kind) {
        return java.util.Objects.requireNonNull(shelves.get(kind));
    }

    private static ProblemException refused(Shelf shelf, long pause) {
        shelf.refusals.increment();
        return tooMany("Too many requests; see Retry-After", (int) Math.min(3600, seconds(pause)));
    }

    static ProblemException tooMany(String why, int wait) {
        Issue issue = new Issue(
                Issue.Severity.ERROR,
                "throttled",
                why,
                null,
                "rate-limit",
                "Trop de demandes en peu de temps. Patientez %d s puis réessayez.".formatted(Math.max(1, wait)));
        return new ProblemException(new Problem.TooMany(List.of(issue), wait));
    }

    /** Rounded up. */
    private static long seconds(long nanos) {
        return (Math.max(0, nanos) + SECOND - 1) / SECOND;
    }
}
