// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
    private static final long SECOND = 1_000_000_000L;

    /** Far from zero, and about to overflow: nanoTime may be anything. */
    private final long begin = Long.sum(Long.MAX_VALUE, -SECOND);

    private final Bucket bucket = new Bucket(Rate.of("10/10s"), begin);

    @Test
    void givesTheWholeRateAtOnceAndThenOneForEachStep() {
        for (int i = 9; i >= 0; i--) {
            assertThat(bucket.take(begin).left()).isEqualTo(i);
        }
        Bucket.Taken refused = bucket.take(begin);
        assertThat(refused.isRefused()).isTrue();
        assertThat(refused.pause()).isEqualTo(SECOND);
        assertThat(refused.untilFull()).isEqualTo(10 * SECOND);

        assertThat(bucket.take(begin + SECOND - 1).isRefused()).isTrue();
        assertThat(bucket.take(begin + SECOND).isRefused()).isFalse();
        assertThat(bucket.take(begin + SECOND).isRefused()).isTrue();
    }

    @Test
    void isFullAgainAfterItsTimeAndNeverFuller() {
        for (int i = 0; i < 10; i++) {
            bucket.take(begin);
        }
        long later = begin + 1000 * SECOND;
        for (int i = 0; i < 10; i++) {
            assertThat(bucket.take(later).isRefused()).isFalse();
        }
        assertThat(bucket.take(later).isRefused()).isTrue();
    }

    @Test
    void askingInVainCostsNothing() {
        for (int i = 0; i < 1_000; i++) {
            bucket.take(begin);
        }
        assertThat(bucket.pause(begin)).isEqualTo(SECOND);
        assertThat(bucket.pause(begin + SECOND)).isZero();
        assertThat(bucket.take(begin + SECOND).isRefused()).isFalse();
    }

    @Test
    void givesNoMoreThanItHasToManyAtOnce() throws InterruptedException {
        Bucket shared = new Bucket(new Rate(1_000, Duration.ofHours(1)), begin);
        AtomicInteger given = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    for (int j = 0; j < 500; j++) {
                        if (!shared.take(begin).isRefused()) {
                            given.incrementAndGet();
                        }
                    }
                });
            }
        }
        assertThat(given).hasValue(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10/", "/1m", "-1/1m", "10/0s", "ten/1m", ""})
    void aRateThatSaysNothingIsRefused(String text) {
        assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
