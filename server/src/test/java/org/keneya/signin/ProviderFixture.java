// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keneya.ServerFixture;

/** A server with outside providers: a real Keycloak, ours to misbehave, one that never answers and one that is not there. */
final class ProviderFixture {
    static final String AUDIENCE = "https://keneya.test/fhir";
    static final HostileProvider HOSTILE = new HostileProvider();
    static final HostileProvider OTHER = new HostileProvider();
    static final HostileProvider TURNING = new HostileProvider();
    static final int PORT = freePort();
    static final Keycloak KEYCLOAK = new Keycloak(freePort(), PORT);
    static final ServerFixture PROVIDED;

    static {
        try {
            Path secret = Files.createTempFile("keneya-provider", ".secret");
            Files.writeString(secret, KEYCLOAK.secret() + "\n");
            ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("server.port", PORT);
            provider(settings, 0, "hostile", HOSTILE.issuer());
            settings.put("keneya.signin.providers[0].audience", AUDIENCE);
            provider(settings, 1, "other", OTHER.issuer());
            provider(settings, 2, "turning", TURNING.issuer());
            provider(settings, 3, "silent", "http://localhost:" + silent.getLocalPort());
            settings.put("keneya.signin.providers[3].patience", "1s");
            provider(settings, 4, "absent", "http://localhost:1");
            provider(settings, 5, "psc", KEYCLOAK.issuer());
            settings.put("keneya.signin.providers[5].name", "Pro Santé Connect");
            settings.put("keneya.signin.providers[5].acr-values", "eidas1");
            settings.put("keneya.signin.providers[5].audience", AUDIENCE);
            settings.put("keneya.signin.providers[5].secret-file", secret.toString());
            settings.put("keneya.signin.providers[5].patience", "20s"); // its first answers are slow on a busy machine
            provider(settings, 6, "invited", HOSTILE.issuer());
            settings.put("keneya.signin.providers[6].claims", "standard");
            provider(settings, 7, "weak", HOSTILE.issuer());
            settings.put("keneya.signin.providers[7].strong", "false");
            PROVIDED = ServerFixture.with(settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ProviderFixture() {}

    private static void provider(Map<String, Object> settings, int number, String id, String issuer) {
        String at = "keneya.signin.providers[" + number + "].";
        settings.put(at + "id", id);
        settings.put(at + "name", "Fournisseur " + id);
        settings.put(at + "issuer", issuer);
        settings.put(at + "client-id", HostileProvider.CLIENT);
        settings.put(at + "claims", "pro-sante-connect");
        settings.put(at + "strong", "true");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
