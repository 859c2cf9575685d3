// SPDX-License-Identifier: Apache-2.0
package org.keneya.geo;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.outside.Guard;
import org.keneya.outside.Partners;
import org.keneya.outside.Patience;
import org.keneya.traces.Traces;

/**
 * Asks a router that speaks the table service of OSRM (https://project-osrm.org/docs/v5.24.0/api/#table-service). How often it
 * was of help is {@code geo.answers}; the rest had to do with the great circle.
 */
final class OsrmRouter implements TravelTimes {
    private static final int MOST = 100;
    private static final long LARGEST = 100_000;

    private final String table;
    private final Duration patience;
    private final Guard guard;
    private final Traces traces;
    private final HttpClient client;
    private final Counter road;
    private final Counter none;

    OsrmRouter(URI router, GeoSettings settings, Partners partners, Traces traces, MeterRegistry measures) {
        String address = router.toString();
        table = (address.endsWith("/") ? address : address + "/") + "table/v1/driving/";
        patience = settings.patience();
        guard = partners.guard("router", new Patience(20, 10, 50, Duration.ofSeconds(5), settings.atOnce()));
        this.traces = traces;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        road = Counter.builder("geo.answers").tag("kind", "road").register(measures);
        none = Counter.builder("geo.answers").tag("kind", "great-circle").register(measures);
    }

    @Override
    public Optional<Map<String, Integer>> from(double latitude, double longitude, List<Destination> destinations) {
        if (destinations.isEmpty() || destinations.size() > MOST) {
            return Optional.empty();
        }
        URI address = address(latitude, longitude, destinations);
        long end = System.nanoTime() + patience.toNanos();
        try (var _ = traces.begin("geo.table")) {
            HttpResponse<byte[]> answer =
                    guard.callAgain(() -> ask(address, end - System.nanoTime()), OsrmRouter::isFailure);
            Optional<Map<String, Integer>> found =
                    isFailure(answer) ? Optional.empty() : seconds(JsonText.readObject(answer.body()), destinations);
            (found.isPresent() ? road : none).increment();
            return found;
        } catch (IOException | ProblemException away) {
            none.increment();
            return Optional.empty();
        }
    }

    private URI address(double latitude, double longitude, List<Destination> destinations) {
        StringBuilder path = new StringBuilder(table);
        point(path, latitude, longitude);
        for (Destination destination : destinations) {
            point(path.append(';'), destination.latitude(), destination.longitude());
        }
        return URI.create(path.append("?sources=0&annotations=duration").toString());
    }

    private static void point(StringBuilder to, double latitude, double longitude) {
        to.append(String.format(Locale.ROOT, "%.6f,%.6f", longitude, latitude));
    }

    /** The whole answer, body included, within the time that is left. */
    private HttpResponse<byte[]> ask(URI address, long nanos) throws IOException {
        if (nanos <= 0) {
            throw new HttpTimeoutException("no time left");
        }
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                HttpRequest.newBuilder(address).build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            return answer.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no answer within " + patience);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof HttpTimeoutException late
                    ? late
                    : new IOException("no answer", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HttpTimeoutException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static boolean isFailure(HttpResponse<byte[]> answer) {
        return answer.statusCode() != 200;
    }

    /** Row 0 of {@code durations}: from the start to itself, then to each destination; null where no road leads. */
    private static Optional<Map<String, Integer>> seconds(Json.Obj answer, List<Destination> destinations) {
        Json.Arr rows = answer.array("durations");
        if (!"Ok".equals(answer.string("code"))
                || rows == null
                || rows.size() != 1
                || !(rows.get(0) instanceof Json.Arr row)
                || row.size() != destinations.size() + 1) {
            return Optional.empty();
        }
        Map<String, Integer> seconds = new HashMap<>();
        for (int i = 0; i < destinations.size(); i++) {
            if (row.get(i + 1) instanceof Json.Num duration) {
                seconds.put(destinations.get(i).id(), (int)
                        Math.round(duration.decimal().doubleValue()));
            }
        }
        return Optional.of(seconds);
    }
}
