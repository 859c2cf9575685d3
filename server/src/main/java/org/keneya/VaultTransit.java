// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * A key service that speaks the transit interface of Vault (https://developer.hashicorp.com/vault/api-docs/secret/transit): it
 * makes data keys and opens them again, and its own key never leaves it. Asked at the start only.
 */
final class VaultTransit {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI base;
    private final String key;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * @param base such as {@code https://vault.example:8200/v1/transit}; in clear only on loopback
     * @param key name of the service's key
     * @param token that opens the service
     */
    VaultTransit(URI base, String key, String token) {
        if (!"https".equals(base.getScheme()) && !isLoopback(base.getHost())) {
            throw new IllegalStateException("KENEYA_KMS_URL must be https: the master key passes there");
        }
        this.base = base;
        this.key = key;
        this.token = token;
    }

    /** A fresh key, in clear and as the service opens it again. */
    record DataKey(byte[] plain, String wrapped) {}

    DataKey dataKey() {
        Json.Obj data = ask("/datakey/plaintext/", new Json.Obj().put("bits", new Json.Num("256")));
        return new DataKey(bytes(data, "plaintext"), text(data, "ciphertext"));
    }

    byte[] open(String wrapped) {
        return bytes(ask("/decrypt/", new Json.Obj().put("ciphertext", wrapped)), "plaintext");
    }

    private Json.Obj ask(String what, Json.Obj body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + what + key))
                .timeout(PATIENCE)
                .header("X-Vault-Token", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JsonText.bytes(body)))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            Json.Obj data = response.statusCode() == 200
                    ? JsonText.readObject(response.body()).object("data")
                    : null;
            if (data == null) {
                throw new IllegalStateException("The key service answers %d".formatted(response.statusCode()));
            }
            return data;
        } catch (IOException unreachable) {
            throw new IllegalStateException(
                    "The key service at %s cannot be reached".formatted(base.getHost()), unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while asking the key service", stopped);
        }
    }

    private static byte[] bytes(Json.Obj data, String name) {
        return Base64.getDecoder().decode(text(data, name).getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(Json.Obj data, String name) {
        String text = data.string(name);
        if (text == null) {
            throw new IllegalStateException("The key service's answer has no " + name);
        }
        return text;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (IOException unknown) {
            return false;
        }
    }
}
