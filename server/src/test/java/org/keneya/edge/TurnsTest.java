// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.springframework.util.unit.DataSize;

class TurnsTest {
    private static final Rate ANY = Rate.of("none");
    private final SimpleMeterRegistry measures = new SimpleMeterRegistry();
    private final Turns turns = new Turns(
            new LimitSettings(
                    ANY,
                    ANY,
                    ANY,
                    ANY,
                    ANY,
                    ANY,
                    ANY,
                    2,
                    1,
                    Duration.ofMillis(50),
                    DataSize.ofMegabytes(2),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(1),
                    true),
            measures);

    @Test
    void onePersonHoldsSoManyPlacesAndOthersHaveTheirOwn() {
        try (Turns.Turn first = turns.take("a", false);
                Turns.Turn second = turns.take("a", false)) {
            assertThatThrownBy(() -> turns.take("a", false))
                    .satisfies(refused ->
                            assertThat(((ProblemException) refused).problem()).isInstanceOf(Problem.TooMany.class));
            turns.take("b", false).close();
            turns.take("a", true).close();
            assertThat(first.place()).isSameAs(second.place());
        }
        turns.take("a", false).close();
        assertThat(measures.counter("edge.limited", "limit", "at-once").count()).isOne();
    }

    @Test
    void aPlaceInUseIsNotForgotten() {
        try (Turns.Turn held = turns.take("c", true)) {
            System.gc();
            assertThatThrownBy(() -> turns.take("c", true)).isInstanceOf(ProblemException.class);
            assertThat(held.place().availablePermits()).isZero();
        }
    }

    @Test
    void whoWaitsGetsThePlaceThatIsGivenBack() throws InterruptedException {
        Turns.Turn held = turns.take("d", true);
        Thread later = Thread.ofVirtual().start(held::close);
        turns.take("d", true).close();
        later.join();
    }
}
