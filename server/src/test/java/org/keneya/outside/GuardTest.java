// SPDX-License-Identifier: Apache-2.0
package org.keneya.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardTest {
    private final Guard guard =
            new Partners(new SimpleMeterRegistry()).guard("partner", new Patience(4, 2, 50, Duration.ofMinutes(1), 1));
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void whoFailsIsLeftAlone() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> guard.call(this::fail, _ -> false)).hasMessage("broken");
        }
        assertThatThrownBy(() -> guard.call(this::fail, _ -> false)).isInstanceOf(NotAskedException.class);
        assertThat(calls).hasValue(2);
    }

    @Test
    void anAnswerThatSaysFailureCountsAsOne() throws IOException {
        assertThat(guard.call(() -> 500, status -> status >= 500)).isEqualTo(500);
        assertThat(guard.call(() -> 500, status -> status >= 500)).isEqualTo(500);
        assertThatThrownBy(() -> guard.call(() -> 200, status -> status >= 500)).isInstanceOf(NotAskedException.class);
    }

    @Test
    void noMoreCallsAreUnderWayThanAllowed() throws IOException {
        assertThatThrownBy(() -> guard.call(() -> guard.call(() -> 1, _ -> false), _ -> false))
                .isInstanceOf(NotAskedException.class);
        assertThat(guard.call(() -> 1, _ -> false)).isEqualTo(1);
    }

    @Test
    void aBrokenConnectionIsTriedAgainASlowPartnerIsNot() {
        assertThatThrownBy(() -> guard.callAgain(this::fail, _ -> false)).isInstanceOf(IOException.class);
        assertThat(calls).hasValue(2);
        Guard other = new Partners(new SimpleMeterRegistry())
                .guard("other", new Patience(10, 10, 50, Duration.ofMinutes(1), 1));
        assertThatThrownBy(() -> other.callAgain(
                        () -> {
                            calls.incrementAndGet();
                            throw new HttpTimeoutException("slow");
                        },
                        _ -> false))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(calls).hasValue(3);
    }

    private int fail() throws IOException {
        calls.incrementAndGet();
        throw new IOException("broken");
    }
}
