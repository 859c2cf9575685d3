// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineIT {
    private final OutboxTable outbox = new OutboxTable();
    private final Listener broker = new Listener();

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void whatIsWrittenWhileTheBrokerIsAwayComesLaterInOrder() {
        broker.isAway = true;
        outbox.bring(broker);
        outbox.tell(35, "{}", "a", "b", "c");
        await().until(() -> outbox.number("select count(*) from event_position") == 1);
        assertThat(outbox.position()).isZero();

        broker.isAway = false;

        await().until(() -> outbox.position() == 35);
        assertThat(broker.sequences()).isEqualTo(upTo(35));
    }

    @Test
    void oneNodePublishesAndAnotherGoesOnWhenItsSessionEnds() {
        Listener second = new Listener();
        outbox.bring(broker);
        outbox.tell(5, "{}", "a");
        await().until(() -> outbox.position() == 5);
        outbox.bring(second);
        outbox.tell(5, "{}", "a");
        await().until(() -> outbox.position() == 10);
        assertThat(broker.sequences()).isEqualTo(upTo(10));
        assertThat(second.heard).isEmpty();

        outbox.run("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
        outbox.tell(10, "{}", "a");

        await().until(() -> outbox.position() == 20);
        List<Long> both = LongStream.concat(longs(broker), longs(second))
                .boxed()
                .distinct()
                .sorted()
                .toList();
        assertThat(both).isEqualTo(upTo(20));
    }

    @Test
    void aNodeThatStopsGivesItsPlaceAway() {
        Listener second = new Listener();
        Thread first = outbox.bring(broker);
        outbox.tell(5, "{}", "a");
        await().until(() -> outbox.position() == 5);
        outbox.bring(second);
        OutboxTable.stop(first);
        outbox.tell(5, "{}", "a");

        await().until(() -> outbox.position() == 10);
        assertThat(second.sequences()).isEqualTo(List.of(6L, 7L, 8L, 9L, 10L));
    }

    @Test
    void whatIsRefusedHoldsUpItsOwnKeyOnlyAndIsPublishedInOrderOnceItIsTaken() {
        broker.refused.add(3L);
        outbox.bring(broker);
        outbox.tell(30, "{}", "a", "b"); // 3 is the second of a, and the others of its ten went along
        await().until(() -> outbox.position() == 30);

        assertThat(broker.sequences("b")).hasSize(15);
        assertThat(broker.sequences("a")).isEqualTo(List.of(1L, 5L, 7L, 9L));
        List<DeadLetter> waiting = outbox.deadLetters().find(100);
        assertThat(waiting).hasSize(11);
        assertThat(waiting.stream().filter(letter -> letter.sequence() == 3L).map(DeadLetter::cause))
                .containsExactly("odd");
        assertThat(waiting.stream().filter(letter -> letter.sequence() > 3L).map(DeadLetter::cause))
                .containsOnlyNulls();

        broker.refused.clear();
        assertThat(outbox.deadLetters().retry("test", "listener", 3)).isTrue();

        await().until(() -> outbox.deadLetters().find(100).isEmpty());
        assertThat(broker.sequences("a"))
                .isEqualTo(List.of(1L, 5L, 7L, 9L, 3L, 11L, 13L, 15L, 17L, 19L, 21L, 23L, 25L, 27L, 29L));
        outbox.tell(2, "{}", "a");
        await().until(() -> broker.sequences("a").contains(32L));
    }

    @Test
    void whatIsGivenUpLetsThoseBehindItGo() {
        broker.refused.add(1L);
        outbox.bring(broker);
        outbox.tell(1, "{}", "a");
        await().until(() -> outbox.position() == 1);
        outbox.tell(2, "{}", "a");
        await().until(() -> outbox.position() == 3);
        assertThat(broker.heard).isEmpty();

        assertThat(outbox.deadLetters().giveUp("test", "listener", 1)).isTrue();

        await().until(() -> broker.sequences().equals(List.of(2L, 3L)));
        assertThat(outbox.deadLetters().find(100))
                .extracting(DeadLetter::sequence)
                .containsExactly(1L);
        assertThat(outbox.deadLetters().retry("test", "listener", 1)).isFalse();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static LongStream longs(Listener broker) {
        return broker.sequences().stream().mapToLong(Long::longValue);
    }
}
