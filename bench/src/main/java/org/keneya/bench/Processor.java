// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time used so far by the server, by the processes it started (its database) and by this generator. Unlike
 * latencies it hardly changes when the machine is shared with others.
 */
record Processor(Duration server, Duration database, Duration generator) {

    /** @param server process id of a server on this machine; 0 for none */
    static Processor of(long server) {
        return new Processor(
                ProcessHandle.of(server).map(Processor::used).orElse(Duration.ZERO),
                ProcessHandle.of(server).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(Processor::used)
                        .reduce(Duration.ZERO, Duration::plus),
                used(ProcessHandle.current()));
    }

    /** Microseconds for each of a number of requests since an earlier look; empty without a server on this machine. */
    Map<String, Object> since(Processor before, long requests) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (!server.isZero() && requests > 0) {
            values.put("serverMicros", micros(server.minus(before.server), requests));
            values.put("databaseMicros", micros(database.minus(before.database), requests));
            values.put("generatorMicros", micros(generator.minus(before.generator), requests));
        }
        return values;
    }

    private static long micros(Duration time, long requests) {
        return time.toNanos() / 1_000 / requests;
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
