// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** An OpenID Connect provider that speaks the protocol with real keys and says whatever a test wants it to say. */
final class HostileProvider {
    static final String CLIENT = "keneya-client";

    final AtomicInteger keyQuestions = new AtomicInteger();
    private final HttpServer server;
    private final Map<String, Coded> codes = new ConcurrentHashMap<>();
    private final Map<String, Json.Obj> people = new ConcurrentHashMap<>();
    private volatile RSAKey key = newKey();
    volatile int tokenStatus = 200;

    private record Coded(String challenge, String redirect, String idToken, Json.Obj person) {}

    HostileProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, discovery()));
        server.createContext("/keys", exchange -> {
            keyQuestions.incrementAndGet();
            answer(exchange, 200, JsonText.readObject(new JWKSet(key).toString(true)));
        });
        server.createContext("/token", this::token);
        server.createContext("/userinfo", exchange -> {
            String token =
                    exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
            answer(exchange, 200, people.getOrDefault(token, new Json.Obj()));
        });
        server.start();
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    RSAKey key() {
        return key;
    }

    void rotate() {
        key = newKey();
    }

    /** The code for somebody who has signed in here, sent by {@code asked}; the ID token is made by the test. */
    String code(URI asked, String idToken, Json.Obj person) {
        String code = UUID.randomUUID().toString();
        codes.put(
                code,
                new Coded(
                        Visitor.parameter(asked, "code_challenge"),
                        Visitor.parameter(asked, "redirect_uri"),
                        idToken,
                        person));
        return code;
    }

    /** What an honest ID token says. */
    JWTClaimsSet.Builder honest(String subject, String nonce) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(subject)
                .audience(CLIENT)
                .claim("nonce", nonce)
                .claim("sid", "session-of-" + subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    String sign(JWTClaimsSet claims) {
        return sign(claims, key, "JWT");
    }

    static String sign(JWTClaimsSet claims, RSAKey key, String type) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .type(new JOSEObjectType(type))
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A professional as Pro Santé Connect describes one. */
    static Json.Obj professional(String subject, String rpps, String profession) {
        return JsonText.readObject("""
                {"sub":"%s","preferred_username":"%s","SubjectNameID":"%s","given_name":"Kit","family_name":"DOC0021889",
                 "SubjectRefPro":{"exercices":[{"codeProfession":"%s","codeSavoirFaire":"SM26",
                   "activities":[{"codeModeExercice":"L","identifiantTechniqueDeLaStructure":"R10100000198386"}]}]}}
                """.formatted(subject, rpps, rpps, profession));
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Coded coded = codes.remove(String.valueOf(form.get("code")));
        if (tokenStatus != 200) {
            answer(exchange, tokenStatus, new Json.Obj().put("error", "server_error"));
            return;
        }
        if (coded == null
                || !coded.challenge().equals(s256(String.valueOf(form.get("code_verifier"))))
                || !coded.redirect().equals(form.get("redirect_uri"))) {
            answer(exchange, 400, new Json.Obj().put("error", "invalid_grant"));
            return;
        }
        String access = UUID.randomUUID().toString();
        people.put(access, coded.person());
        answer(
                exchange,
                200,
                new Json.Obj()
                        .put("access_token", access)
                        .put("token_type", "Bearer")
                        .put("id_token", coded.idToken()));
    }

    private Json.Obj discovery() {
        return new Json.Obj()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", issuer() + "/keys")
                .put("userinfo_endpoint", issuer() + "/userinfo")
                .put("end_session_endpoint", issuer() + "/end");
    }

    private static Map<String, String> form(String body) {
        URI carrier = URI.create("http://form/?" + body);
        Map<String, String> form = new ConcurrentHashMap<>();
        for (String name : new String[] {"code", "code_verifier", "redirect_uri", "grant_type"}) {
            form.put(name, Visitor.parameter(carrier, name));
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, Json.Obj body) throws IOException {
        byte[] bytes = JsonText.bytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static String s256(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
