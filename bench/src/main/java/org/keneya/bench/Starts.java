// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Starting a server by a shell command, and how long it takes until the server answers a search. */
final class Starts {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SEARCH = "/Patient?_count=1";

    private Starts() {}

    /**
     * A server that was started here, and the time until its first good answer.
     *
     * @param process the shell command; its end is the server's end
     */
    record Started(Process process, Duration time) {

        /** Asks it to end, as Ctrl-C does, and waits. */
        void stop() throws IOException {
            process.destroy();
            try {
                if (!process.waitFor(Duration.ofMinutes(1))) {
                    throw new IOException("process %d does not end".formatted(process.pid()));
                }
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", impatient);
            }
        }
    }

    /** The start command must end in the server itself ({@code exec}), so that a signal reaches it. */
    static Started start(Side side) throws IOException {
        if (status(new Requests(side.base(), "")) != 0) {
            throw new IOException("something answers at %s already".formatted(side.base()));
        }
        long from = System.nanoTime();
        Process process = new ProcessBuilder("/bin/sh", "-c", "exec " + side.start())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean ready = false;
        // A server may ask for a token a little before it gives any.
        while (!ready && isAwake(side.base(), process.toHandle()) && System.nanoTime() - from < PATIENCE.toNanos()) {
            ready = status(side.requests()) == 200;
        }
        if (!ready) {
            process.destroy();
            throw new IOException("%s does not answer after: %s".formatted(side.base(), side.start()));
        }
        return new Started(process, Duration.ofNanos(System.nanoTime() - from));
    }

    /** Waits until a search is answered, be it by asking for a token; false when the process ends before, or it takes too long. */
    static boolean isAwake(URI base, ProcessHandle process) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Requests requests = new Requests(base, "");
        while (System.nanoTime() < end && process.isAlive()) {
            int status = status(requests);
            if (status == 200 || status == 401) {
                return true;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return false;
    }

    /** 0 when nobody answers. */
    private static int status(Requests requests) {
        try (Wire wire = new Wire(requests.base())) {
            return wire.exchange(requests.get(SEARCH));
        } catch (IOException notYet) {
            return 0;
        }
    }
}
