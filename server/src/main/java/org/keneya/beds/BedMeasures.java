// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What {@code /metrics} tells of this room. */
final class BedMeasures {
    private final MeterRegistry registry;
    private final Timer waited;
    private final Timer deciding;
    private final Timer writing;
    private final DistributionSummary batches;
    private final Counter events;
    private final Map<String, Timer> answers = new ConcurrentHashMap<>();

    BedMeasures(MeterRegistry registry) {
        this.registry = registry;
        waited = Timer.builder("beds.queue.wait")
                .description("From handing in a command to the beginning of its turn")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        deciding = Timer.builder("beds.turn.decide")
                .description("Lock, reading and decisions of a turn")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        writing = Timer.builder("beds.turn.write")
                .description("Writing and commit of a turn")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        batches = DistributionSummary.builder("beds.turn.commands")
                .description("Commands of a turn")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        events = Counter.builder("beds.events")
                .description("Events written to the log")
                .register(registry);
    }

    void queue(BedQueue queue) {
        Gauge.builder("beds.queue.length", queue, BedQueue::size)
                .description("Commands waiting")
                .register(registry);
    }

    /** @param decide nanoseconds, reading included */
    void turn(List<Waiting> batch, Changes changes, long decide, long write) {
        if (batch.isEmpty() && changes.isEmpty()) {
            return;
        }
        long began = System.nanoTime() - decide - write;
        batch.forEach(waiting -> waited.record(Math.max(0, began - waiting.since()), TimeUnit.NANOSECONDS));
        deciding.record(decide, TimeUnit.NANOSECONDS);
        writing.record(write, TimeUnit.NANOSECONDS);
        batches.record(batch.size());
        events.increment(changes.events.size());
    }

    /** @param nanos from handing in to the answer */
    void answered(Command command, Answer answer, long nanos) {
        String name = command(command);
        String outcome = outcome(answer);
        answers.computeIfAbsent(
                        name + ' ' + outcome,
                        _ -> Timer.builder("beds.commands")
                                .description("Commands by what became of them, from handing in to the answer")
                                .tag("command", name)
                                .tag("outcome", outcome)
                                .publishPercentiles(0.5, 0.99)
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String command(Command command) {
        return switch (command) {
            case Command.Hold _ -> "hold";
            case Command.Act act ->
                switch (act.action()) {
                    case Action.Confirm _ -> "confirm";
                    case Action.Cancel _ -> "cancel";
                    case Action.Release _ -> "release";
                    case Action.Refuse _ -> "refuse";
                    case Action.Transfer _ -> "transfer";
                    case Action.Extend _ -> "extend";
                };
            case Command.ChangeBed _ -> "bed";
            case Command.Divert _ -> "diversion";
            case Command.Register _ -> "register";
            case Command.SetPolicy _ -> "policy";
        };
    }

    private static String outcome(Answer answer) {
        return switch (answer) {
            case Answer.Made _ -> "held";
            case Answer.Changed _, Answer.Done _ -> "done";
            case Answer.NoneFits _ -> "no-bed";
            case Answer.Refused _ -> "refused";
            case Answer.Busy busy -> "busy-" + busy.name().toLowerCase(Locale.ROOT);
        };
    }
}
