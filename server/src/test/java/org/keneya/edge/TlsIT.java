// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.keneya.edge.GuardedServer.CERTIFICATE;
import static org.keneya.edge.GuardedServer.GUARDED;
import static org.keneya.edge.GuardedServer.KEY;
import static org.keneya.edge.GuardedServer.PKI;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keneya.access.Tenants;
import org.keneya.store.FhirStore;

/** Real handshakes with a real server. */
class TlsIT {
    private static final Pki OTHERS = new Pki("Authority of others").with("labo", "CN=labo,O=CHU");

    @Test
    void speaksTls13() throws IOException {
        try (SSLSocket socket = connected(GUARDED.port(), PKI.client(null, PKI), "TLSv1.2", "TLSv1.3")) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(socket.getSession().getCipherSuite()).startsWith("TLS_");
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void refusesTls12(boolean isForParts) throws IOException {
        try (SSLSocket socket = connected(port(isForParts), PKI.client("labo", PKI), "TLSv1.2")) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void answersNothingInClear() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", GUARDED.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("GET /fhir/metadata HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(" 200 ")
                    .doesNotContain("CapabilityStatement");
        }
    }

    @Test
    void cookiesTravelEncryptedOnly() {
        assertThat(GUARDED.anonymous()
                        .with("X-Forwarded-For", "203.0.113.50")
                        .with("Accept", "text/html")
                        .get("/login")
                        .headers()
                        .allValues("Set-Cookie"))
                .isNotEmpty()
                .allMatch(cookie -> cookie.contains("; Secure"));
    }

    @Test
    void aProgramIsKnownByItsCertificate() throws Exception {
        HttpResponse<String> session = get("labo", "/api/session", "");
        HttpResponse<String> read = get("labo", "/fhir/Patient/demo-patient", "");

        assertThat(session.statusCode()).isEqualTo(200);
        assertThat(session.body()).contains("\"login\":\"labo\"").contains("\"role\":\"system\"");
        assertThat(read.statusCode()).isEqualTo(200);
    }

    @Test
    void aProgramSeesTheDataOfItsTenantOnly() throws Exception {
        assertThat(get("imaging", "/api/session", "").statusCode()).isEqualTo(403);
        GUARDED.bean(Tenants.class).add(GUARDED.bean(FhirStore.class).tenant("clinic"), "clinic", "Clinique");
        assertThat(get("imaging", "/api/session", "").body()).contains("\"login\":\"imaging\"");
        assertThat(get("imaging", "/fhir/Patient/demo-patient", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCertificateThatIsNoProgramsOpensNothing() throws Exception {
        assertThat(get("stranger", "/fhir/Patient/demo-patient", "").statusCode())
                .isEqualTo(401);
        assertThat(get("stranger", "/fhir/Patient/demo-patient", GUARDED.token("medecin"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenOfSomebodyElseIsRefusedBesideACertificate() throws Exception {
        assertThat(get("labo", "/fhir/Patient/demo-patient", GUARDED.token("medecin"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(get("labo", "/fhir/Patient/demo-patient", GUARDED.token("")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aProgramWithoutACertificateIsRefusedWhereOneIsRequired() {
        assertThat(GUARDED.asSystem()
                        .with("X-Forwarded-For", "203.0.113.51")
                        .get("/fhir/Patient/demo-patient")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void withoutAClientCertificateThereIsNoConnection() {
        assertThatThrownBy(() -> get(PKI.client(null, PKI), "/health/live", "")).isInstanceOf(IOException.class);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        assertThatThrownBy(() -> get(OTHERS.client("labo", PKI), "/health/live", ""))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anExpiredCertificateIsRefused() {
        assertThatThrownBy(() -> get(PKI.client("expired", PKI), "/health/live", ""))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aNewCertificateIsTakenWithoutARestartAndABrokenOneIsNot() throws IOException {
        assertThat(shown()).isEqualTo("CN=localhost");

        PKI.write("next", CERTIFICATE, KEY);
        await().atMost(Duration.ofSeconds(20)).until(() -> shown().equals("CN=next"));

        String good = Files.readString(CERTIFICATE);
        Files.writeString(CERTIFICATE, "this is no certificate");
        await().pollDelay(Duration.ofMillis(500)).until(() -> shown().equals("CN=next"));
        Files.writeString(CERTIFICATE, good);

        PKI.write("server", CERTIFICATE, KEY);
        await().atMost(Duration.ofSeconds(20)).until(() -> shown().equals("CN=localhost"));
    }

    private static String shown() throws IOException {
        try (SSLSocket socket = connected(GUARDED.port(), PKI.client(null, PKI), "TLSv1.3")) {
            socket.startHandshake();
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private static int port(boolean isForParts) {
        return isForParts ? GUARDED.bean(Tls.class).partsPort() : GUARDED.port();
    }

    private static SSLSocket connected(int port, SSLContext context, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(5_000);
        socket.setEnabledProtocols(protocols);
        return socket;
    }

    private static HttpResponse<String> get(String alias, String path, String token) throws Exception {
        return get(PKI.client(alias, PKI), path, token);
    }

    private static HttpResponse<String> get(SSLContext context, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port(true) + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
