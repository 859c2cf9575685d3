// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.MasterKey;

/** Where the master key comes from: environment, file, or a key service. */
class MasterKeyFileTest {
    private static final byte[] SECRET = {1, 2, 3};

    @TempDir
    Path data;

    @Test
    void theFileIsMadeOnceForItsOwnerAlone() throws IOException {
        MasterKey first = MasterKeyFile.of(data, Map.of());
        assertThat(MasterKeyFile.of(data, Map.of()).unwrap(first.wrap(SECRET, "x"), "x"))
                .isEqualTo(SECRET);
        assertThat(Files.getPosixFilePermissions(data.resolve("secrets/master.key")))
                .hasSize(2);
    }

    @Test
    void aNewFirstLineWrapsAndTheFormerStillOpens() throws IOException {
        MasterKey former = MasterKeyFile.of(data, Map.of());
        byte[] wrapped = former.wrap(SECRET, "x");
        Path file = data.resolve("secrets/master.key");
        byte[] fresh = new byte[32];
        fresh[5] = 5;
        Files.writeString(file, Base64.getEncoder().encodeToString(fresh) + "\n" + Files.readString(file));
        MasterKey both = MasterKeyFile.of(data, Map.of());
        assertThat(both.unwrap(wrapped, "x")).isEqualTo(SECRET);
        assertThat(both.isCurrent(wrapped, "x")).isFalse();
        assertThat(new MasterKey(fresh).unwrap(both.wrap(SECRET, "x"), "x")).isEqualTo(SECRET);
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithItsPlaceAndWithoutItsText() {
        for (String text :
                List.of("", "AAAA", "not base64!", Base64.getEncoder().encodeToString(new byte[31]))) {
            assertThatThrownBy(() -> MasterKeyFile.of(data, Map.of("KENEYA_MASTER_KEY", text)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("KENEYA_MASTER_KEY must hold 32 bytes in base64");
        }
    }

    @Test
    void aKeyServiceMakesTheKeyAndOpensItAtTheNextStart() throws IOException {
        try (Transit transit = new Transit("s.token")) {
            Path token = Files.writeString(data.resolve("token"), "s.token\n");
            Map<String, String> environment =
                    Map.of("KENEYA_KMS_URL", transit.address(), "KENEYA_KMS_TOKEN_FILE", token.toString());
            MasterKey first = MasterKeyFile.of(data, environment);
            MasterKey second = MasterKeyFile.of(data, environment);
            assertThat(second.unwrap(first.wrap(SECRET, "x"), "x")).isEqualTo(SECRET);
            assertThat(data.resolve("secrets/master.key")).doesNotExist();
            assertThat(Files.readString(data.resolve("secrets/master.wrapped"))).startsWith("vault:v1:");
            Files.writeString(token, "wrong");
            assertThatThrownBy(() -> MasterKeyFile.of(data, environment))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("403");
        }
    }

    @Test
    void aKeyServiceIsNotAskedInClearOverANetwork() throws IOException {
        Path token = Files.writeString(data.resolve("token"), "s.token");
        assertThatThrownBy(() -> MasterKeyFile.of(
                        data,
                        Map.of(
                                "KENEYA_KMS_URL",
                                "http://192.0.2.1:8200/v1/transit",
                                "KENEYA_KMS_TOKEN_FILE",
                                token.toString())))
                .hasMessageContaining("https");
    }

    @Test
    void aKeyThatIsThereIsNotForgottenForAKeyService() throws IOException {
        MasterKeyFile.of(data, Map.of());
        try (Transit transit = new Transit("s.token")) {
            Path token = Files.writeString(data.resolve("token"), "s.token");
            assertThatThrownBy(() -> MasterKeyFile.of(
                            data,
                            Map.of("KENEYA_KMS_URL", transit.address(), "KENEYA_KMS_TOKEN_FILE", token.toString())))
                    .hasMessageContaining("master.key");
        }
    }

    /** The two calls of Vault's transit interface that are used, with a key that stays inside. */
    private static final class Transit implements AutoCloseable {
        private final HttpServer server;
        private final MasterKey inside;

        Transit(String token) throws IOException {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            inside = new MasterKey(key);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/transit/", exchange -> {
                if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                    answer(exchange, 403, new Json.Obj().put("errors", new Json.Arr()));
                    return;
                }
                String path = exchange.getRequestURI().getPath();
                Json.Obj asked = JsonText.readObject(exchange.getRequestBody().readAllBytes());
                answer(exchange, 200, new Json.Obj().put("data", path.contains("/datakey/") ? made() : opened(asked)));
            });
            server.start();
        }

        private Json.Obj made() {
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            return new Json.Obj()
                    .put("plaintext", Base64.getEncoder().encodeToString(fresh))
                    .put("ciphertext", "vault:v1:" + Base64.getEncoder().encodeToString(inside.wrap(fresh, "transit")));
        }

        private Json.Obj opened(Json.Obj asked) {
            String text = String.valueOf(asked.string("ciphertext")).substring("vault:v1:".length());
            return new Json.Obj()
                    .put(
                            "plaintext",
                            Base64.getEncoder()
                                    .encodeToString(
                                            inside.unwrap(Base64.getDecoder().decode(text), "transit")));
        }

        private static void answer(HttpExchange exchange, int status, Json.Obj body) throws IOException {
            byte[] bytes = JsonText.bytes(body);
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }

        String address() {
            return "http://127.0.0.1:%d/v1/transit"
                    .formatted(server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
