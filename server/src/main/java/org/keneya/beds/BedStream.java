// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.keneya.edge.Answers;
import org.keneya.events.Event;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.stereotype.Component;

/**
 * The log as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). Who does not see the whole
 * nation is told which bed changed, not for whom. Ends after a while, so that whoever may no longer look must ask again.
 */
@Component
final class BedStream {
    private static final List<String> PRIVATE = List.of("allocation", "emergency", "travel", "replaces", "replacedBy");
    private static final long LONGEST = Duration.ofMinutes(10).toNanos();
    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final int AT_ONCE = 500;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final BedFeed feed;
    private final Semaphore places;

    BedStream(BedFeed feed, BedSettings settings) {
        this.feed = feed;
        places = new Semaphore(settings.streams());
    }

    /** Sequence of the last event there is. */
    long last() {
        return feed.last();
    }

    /** @param after sequence of the last event that is known; negative for what happens from now on */
    void follow(Asker asker, long after, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!places.tryAcquire()) {
            Answers.problem(request, response, Refusals.busy(Answer.Busy.FULL));
            return;
        }
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("X-Accel-Buffering", "no");
            write(asker, after < 0 ? feed.last() : after, response);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private void write(Asker asker, long after, HttpServletResponse response) throws IOException, InterruptedException {
        OutputStream out = response.getOutputStream();
        out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
        long until = System.nanoTime() + LONGEST;
        long position = after;
        while (!feed.isClosed() && System.nanoTime() - until < 0) {
            List<Event> events = feed.after(position, AT_ONCE, HEARTBEAT_MILLIS);
            for (Event event : events) {
                out.write(text(asker, event));
                position = event.sequence();
            }
            if (events.isEmpty()) {
                out.write(HEARTBEAT);
            }
            response.flushBuffer();
        }
    }

    private static byte[] text(Asker asker, Event event) {
        String data = new String(asker.nation() ? event.data() : withoutPrivate(event), StandardCharsets.UTF_8);
        return "id: %d\nevent: %s\ndata: %s\n\n"
                .formatted(event.sequence(), event.type(), data)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withoutPrivate(Event event) {
        Json.Obj data = JsonText.readObject(event.data());
        PRIVATE.forEach(data::remove);
        return JsonText.bytes(data);
    }
}
