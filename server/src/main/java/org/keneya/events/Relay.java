// SPDX-License-Identifier: Apache-2.0
package org.keneya.events;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keneya.traces.Traces;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Carries every event of every outbox to every broker, at least once, in order. */
@Component
public final class Relay implements SmartLifecycle {
    private final ObjectProvider<Outbox> outboxes;
    private final Brokers brokers;
    private final PgSeats seats;
    private final EventSettings settings;
    private final MeterRegistry measures;
    private final Traces traces;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Relay(
            ObjectProvider<Outbox> outboxes,
            Brokers brokers,
            PgSeats seats,
            EventSettings settings,
            MeterRegistry measures,
            Traces traces) {
        this.outboxes = outboxes;
        this.brokers = brokers;
        this.seats = seats;
        this.settings = settings;
        this.measures = measures;
        this.traces = traces;
    }

    /** To be called after a commit that wrote events: they are published at once rather than at the next look. Never blocks. */
    public void wake() {
        lines.forEach(Line::wake);
    }

    @Override
    public synchronized void start() {
        for (Outbox outbox : outboxes) {
            for (Broker broker : brokers.all()) {
                Line line = new Line(
                        outbox,
                        broker,
                        seats,
                        settings.look(),
                        new LineMeasures(measures, outbox.name(), broker.name()),
                        traces);
                lines.add(line);
                threads.add(Thread.ofPlatform().name(line.name()).daemon().start(line));
            }
        }
        for (Runnable consumer : brokers.consumers()) {
            threads.add(Thread.ofPlatform().name("events-lake").daemon().start(consumer));
        }
    }

    /** Gives the seats back, so that another node goes on at once. */
    @Override
    public synchronized void stop() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(5_000);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
        lines.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }
}
