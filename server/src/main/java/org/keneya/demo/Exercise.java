// SPDX-License-Identifier: Apache-2.0
package org.keneya.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Asks a server what its first users will ask it. */
final class Exercise {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String origin;
    private final String secret;
    private final List<Json.Obj> bundles;

    /** @param bundles transactions to post */
    Exercise(int port, String secret, List<Json.Obj> bundles) {
        this.bundles = bundles;
        this.origin = "http://localhost:" + port;
        this.secret = secret;
    }

    void run() {
        try {
            for (String path :
                    List.of("/", "/login", "/health/ready", "/.well-known/openid-configuration", "/oauth2/jwks")) {
                send(HttpRequest.newBuilder(URI.create(origin + path)).GET());
            }
            String token = send(HttpRequest.newBuilder(URI.create(origin + "/demo/token"))
                    .header("Authorization", "Bearer " + secret)
                    .POST(HttpRequest.BodyPublishers.noBody()));
            for (Json.Obj bundle : bundles) {
                send(HttpRequest.newBuilder(URI.create(origin + "/fhir"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/fhir+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JsonText.bytes(bundle))));
            }
            for (String path : List.of(
                    "/api/session",
                    "/api/patients?q=martin",
                    "/api/patients?q=12/03/1951",
                    "/api/patients/demo-patient/timeline",
                    "/fhir/metadata",
                    "/fhir/Patient/demo-patient",
                    "/fhir/Observation?patient=demo-patient&_sort=-date&_count=20",
                    "/fhir/Condition?patient=demo-patient&_include=Condition:encounter")) {
                send(HttpRequest.newBuilder(URI.create(origin + path))
                        .header("Authorization", "Bearer " + token)
                        .GET());
            }
        } catch (IOException unreachable) {
            throw new java.io.UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
