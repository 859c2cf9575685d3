// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.keneya.ServerFixture;

/** A server as in a hospital, with limits small enough to be met: TLS, client certificates, a proxy in front, one foreign origin. */
final class GuardedServer {
    static final Pki PKI = new Pki("Authority of tests")
            .with("server", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1")
            .with("next", "CN=next", "-ext", "SAN=dns:localhost,ip:127.0.0.1")
            .with("labo", "CN=labo,O=CHU")
            .with("imaging", "CN=whatever", "-ext", "SAN=uri:spiffe://chu.example/imaging")
            .with("stranger", "CN=stranger,O=CHU")
            .with("expired", "CN=labo,O=CHU", "-startdate", "-10d", "-validity", "5");

    static final Path CERTIFICATE = PKI.folder().resolve("server.pem");
    static final Path KEY = PKI.folder().resolve("server.key");
    static final String ORIGIN = "https://app.example.org";

    static final int PERSON = 40;
    static final int SIGN_IN = 12;
    static final int REFUSED = 10;

    static final ServerFixture GUARDED = start();

    private GuardedServer() {}

    private static ServerFixture start() {
        Path authority = PKI.folder().resolve("ca.pem");
        PKI.write("server", CERTIFICATE, KEY);
        PKI.write("ca", authority, null);
        Map<String, Object> settings = new HashMap<>();
        settings.put("keneya.tls.certificate", CERTIFICATE.toString());
        settings.put("keneya.tls.key", KEY.toString());
        settings.put("keneya.tls.watch", "100ms");
        settings.put("keneya.tls.client-ca", authority.toString());
        settings.put("keneya.tls.client-port", 0);
        settings.put("keneya.tls.clients-required", true);
        settings.put("keneya.tls.parts[0].name", "CN=labo, O=CHU");
        settings.put("keneya.tls.parts[0].account", "labo");
        settings.put("keneya.tls.parts[1].name", "spiffe://chu.example/imaging");
        settings.put("keneya.tls.parts[1].account", "imaging");
        settings.put("keneya.tls.parts[1].tenant", "clinic");
        settings.put("keneya.edge.proxies", "127.0.0.1");
        settings.put("keneya.edge.origins", ORIGIN);
        settings.put("keneya.edge.silence", "1s");
        settings.put("keneya.limits.person", PERSON + "/1h");
        settings.put("keneya.limits.sign-in", SIGN_IN + "/1h");
        settings.put("keneya.limits.refused", REFUSED + "/1h");
        settings.put("keneya.limits.body-time", "1s");
        settings.put("keneya.limits.small-body", "64KB");
        return new ServerFixture(settings, PKI.client(null, PKI));
    }
}
