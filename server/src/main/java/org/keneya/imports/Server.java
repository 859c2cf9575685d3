// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** The FHIR server that is loaded into. */
final class Server {
    private static final int ATTEMPTS = 5;

    private final HttpClient client;
    private final URI base;
    private final String token;

    Server(URI base, String token, HttpClient client) {
        this.client = client;
        this.base = base;
        this.token = token;
    }

    /** What a transaction was answered with; the body is empty when it was not JSON. */
    record Reply(int status, Json.Obj body) {}

    /** Posts a transaction; waits and tries again when the server is busy. */
    Reply post(byte[] bundle) {
        HttpRequest request = HttpRequest.newBuilder(base)
                .header("Content-Type", "application/fhir+json")
                .header("Accept", "application/fhir+json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bundle))
                .build();
        try {
            for (int attempt = 1; ; attempt++) {
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                boolean again = response.statusCode() == 503 || response.statusCode() == 429;
                if (!again || attempt == ATTEMPTS) {
                    return new Reply(response.statusCode(), parse(response.body()));
                }
                java.util.concurrent.locks.LockSupport.parkNanos(500_000_000L * attempt);
            }
        } catch (IOException gone) {
            throw new UnreachableException("The server at %s does not answer any more".formatted(base));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("Interrupted");
        }
    }

    private static Json.Obj parse(byte[] body) {
        try {
            return JsonText.readObject(body);
        } catch (ProblemException notJson) {
            return new Json.Obj();
        }
    }
}
