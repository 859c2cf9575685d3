// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keneya.outside.Guard;
import org.keneya.outside.Partners;
import org.keneya.outside.Patience;

/**
 * Calls to a provider: bounded in time, body included, in size and in number; not made while the provider is known to be down;
 * redirections are not followed.
 */
final class ProviderHttp {
    private static final long LARGEST = 1_000_000;

    private static final Patience PATIENCE = new Patience(10, 5, 60, Duration.ofSeconds(3), 16);

    private final HttpClient client;
    private final Duration patience;
    private final Guard guard;

    /** @param partner what the provider is called among the measures */
    ProviderHttp(Duration patience, Partners partners, String partner) {
        this.patience = patience;
        guard = partners.guard(partner, PATIENCE);
        client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    HttpResponse<byte[]> get(URI address, String authorization) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        return guard.call(() -> ask(request), answer -> answer.statusCode() >= 500);
    }

    private HttpResponse<byte[]> ask(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException("no whole answer within " + patience, late);
        } catch (ExecutionException failed) {
            throw new IOException("no answer", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } finally {
            answer.cancel(true);
        }
    }
}
