// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has heads stamped by a time stamping authority (RFC 3161 over HTTP), in the background: of each tenant the newest head, at
 * most so often, again and again with growing pauses while the authority does not answer.
 */
final class TimeStamps implements Consumer<Publication.Head>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimeStamps.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] TRUE = {1, 1, (byte) 0xff};
    private static final byte[] VERSION = {2, 1, 1};

    /** {@code id-sha256} with no parameters. */
    private static final byte[] SHA_256 = {0x60, (byte) 0x86, 0x48, 1, 0x65, 3, 4, 2, 1};

    private final Settings settings;
    private final Publication publication;
    private final Map<Integer, Publication.Head> waiting = new HashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit-timestamps").daemon().factory());
    private final HttpClient client;
    private long pauseMillis;
    private boolean scheduled;
    private long doneAt = Long.MIN_VALUE;

    /**
     * @param authority where to ask
     * @param between time between two stamps at least
     * @param patience how long an answer may take
     * @param firstPause pause after a first failure; doubled after each, up to {@code between}
     */
    record Settings(URI authority, Duration between, Duration patience, Duration firstPause) {}

    TimeStamps(Settings settings, Publication publication) {
        this.settings = settings;
        this.publication = publication;
        client = HttpClient.newBuilder().connectTimeout(settings.patience()).build();
        pauseMillis = settings.firstPause().toMillis();
    }

    /** Takes a head that was just signed; returns at once. */
    @Override
    public synchronized void accept(Publication.Head head) {
        waiting.put(head.tenant(), head);
        if (!scheduled) {
            scheduled = true;
            long since = (System.nanoTime() - doneAt) / 1_000_000;
            long wait = doneAt == Long.MIN_VALUE
                    ? 0
                    : Math.max(0, settings.between().toMillis() - since);
            var _ = worker.schedule(this::round, wait, TimeUnit.MILLISECONDS);
        }
    }

    private void round() {
        List<Publication.Head> heads;
        synchronized (this) {
            heads = List.copyOf(waiting.values());
        }
        boolean done = true;
        for (Publication.Head head : heads) {
            done &= stamp(head);
        }
        synchronized (this) {
            doneAt = System.nanoTime();
            scheduled = !done || !waiting.isEmpty();
            if (scheduled) {
                long pause = done ? settings.between().toMillis() : pauseMillis;
                pauseMillis = done
                        ? settings.firstPause().toMillis()
                        : Math.min(pauseMillis * 2, settings.between().toMillis());
                var _ = worker.schedule(this::round, pause, TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean stamp(Publication.Head head) {
        try {
            byte[] token = token(head.signed());
            publication.add(head.tenant(), new Publication.Stamp(head.size(), head.root(), token));
            synchronized (this) {
                waiting.remove(head.tenant(), head);
            }
            return true;
        } catch (IOException | RuntimeException failure) {
            LOG.warn("audit=timestamp-waiting error={}", failure.getClass().getSimpleName());
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A checked token over a message. */
    private byte[] token(byte[] message) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(settings.authority())
                .timeout(settings.patience())
                .header("Content-Type", "application/timestamp-query")
                .POST(HttpRequest.BodyPublishers.ofByteArray(query(message)))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the authority answers " + response.statusCode());
        }
        Der answer = Der.of(response.body());
        int status = new BigInteger(answer.child(0).child(0).content()).intValue();
        if (status > 1) { // granted, or granted with modifications (RFC 3161, section 2.4.2)
            throw new IOException("the authority refuses with status " + status);
        }
        byte[] token = answer.child(1).whole();
        if (!TimeStampToken.of(token).isOf(message)) {
            throw new IOException("the authority has stamped something else");
        }
        return token;
    }

    private static byte[] query(byte[] message) {
        byte[] imprint = MerkleTree.sha256().digest(message);
        return Der.write(
                Der.SEQUENCE,
                VERSION,
                Der.write(
                        Der.SEQUENCE,
                        Der.write(Der.SEQUENCE, Der.write(Der.OID, SHA_256), new byte[] {5, 0}),
                        Der.write(Der.OCTETS, imprint)),
                Der.write(Der.INTEGER, new BigInteger(63, RANDOM).toByteArray()),
                TRUE);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        client.shutdownNow();
    }
}
