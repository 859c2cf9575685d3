// SPDX-License-Identifier: Apache-2.0
package org.keneya.imports;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keneya.kernel.LocalSecret;

/** A token of the demonstration server on this machine, for whoever may read the secret it keeps there. */
final class LocalToken {
    private LocalToken() {}

    static String fetch(int port) {
        Path file = LocalSecret.file(port);
        try {
            String secret = Files.readAllLines(file).getFirst();
            LocalServer server = LocalServer.on(port);
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.origin() + "/demo/token"))
                    .header("Authorization", "Bearer " + secret)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> response = server.client().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return response.body().strip();
            }
            throw new UnreachableException(
                    "The server on port %d gives no token (HTTP %d)".formatted(port, response.statusCode()));
        } catch (IOException absent) {
            throw new UnreachableException(
                    "No Keneya of yours answers on port %d; start one with ./keneya start, or give --url and --token"
                            .formatted(port));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("Interrupted");
        }
    }
}
