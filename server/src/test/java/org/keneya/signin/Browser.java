// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import static org.keneya.ServerFixture.SERVER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** A browser with cookies that stops at every redirection, and the web application's part of a sign-in. */
final class Browser {
    private final HttpClient client;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final List<String> setCookies = new ArrayList<>();
    private final String origin;
    final String verifier = UUID.randomUUID() + "." + UUID.randomUUID();

    Browser() {
        this(SERVER.origin());
    }

    /** @param origin of the node it talks to */
    Browser(String origin) {
        this(origin, HttpClient.newBuilder());
    }

    private Browser(String origin, HttpClient.Builder client) {
        this.origin = origin;
        this.client = client.version(HttpClient.Version.HTTP_1_1).build();
    }

    /** A browser that calls from another address of this machine. */
    static Browser from(String address) {
        try {
            return new Browser(
                    "http://127.0.0.1:" + SERVER.port(),
                    HttpClient.newBuilder().localAddress(java.net.InetAddress.getByName(address)));
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A page as it came. */
    record Page(int status, String location, String body, java.net.http.HttpHeaders headers) {
        Json.Obj json() {
            return JsonText.readObject(body);
        }

        /** The recovery codes it brings. */
        List<String> recoveryCodes() {
            List<String> codes = new ArrayList<>();
            Json.Arr list = json().array("recoveryCodes");
            for (int i = 0; list != null && i < list.size(); i++) {
                codes.add(list.get(i) instanceof Json.Str(String text) ? text : "");
            }
            return codes;
        }

        String parameter(String name) {
            String query = URI.create(location).getRawQuery();
            for (String pair : query == null ? new String[0] : query.split("&", -1)) {
                if (pair.startsWith(name + "=")) {
                    return java.net.URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return "";
        }
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    /** The last Set-Cookie of that name, whole. */
    String setCookie(String name) {
        return setCookies.stream().filter(one -> one.startsWith(name + "=")).reduce("", (a, b) -> b);
    }

    Page get(String path) {
        return send(request(path).GET());
    }

    Page post(String path, Map<String, String> form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    /** What the sign-in page sends on its own. */
    Page send(String path, Json.Obj body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
                .POST(HttpRequest.BodyPublishers.ofString(JsonText.write(body))));
    }

    /** The step this browser is at. */
    String step() {
        return String.valueOf(get("/signin/state").json().string("step"));
    }

    /** What the web application asks for, changed by {@code changes}; an empty value leaves the parameter out. */
    Page authorize(Map<String, String> changes) {
        Map<String, String> asked = new TreeMap<>(Map.of(
                "response_type", "code",
                "client_id", "keneya-web",
                "redirect_uri", origin + "/callback",
                "scope", "openid profile",
                "state", "s1",
                "nonce", "n1",
                "code_challenge", challenge(),
                "code_challenge_method", "S256"));
        asked.putAll(changes);
        asked.values().removeIf(String::isEmpty);
        return get("/oauth2/authorize?" + encoded(asked));
    }

    Page signIn(String login, String password) {
        get("/login");
        return post("/login", Map.of("username", login, "password", password, "_csrf", cookie("XSRF-TOKEN")));
    }

    /** From nothing to an authorization code. */
    String code(String login) {
        authorize(Map.of());
        Page signedIn = signIn(login, "keneya-demo");
        return get(pathOf(signedIn.location())).parameter("code");
    }

    Page token(Map<String, String> changes) {
        Map<String, String> asked = new TreeMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "keneya-web",
                "redirect_uri",
                origin + "/callback",
                "code_verifier",
                verifier));
        asked.putAll(changes);
        asked.values().removeIf(String::isEmpty);
        return post("/oauth2/token", asked);
    }

    /** Tokens for a demonstration account, all steps done. */
    Json.Obj tokens(String login) {
        return token(Map.of("code", code(login))).json();
    }

    /** Uses a refresh token. */
    Page refresh(String token) {
        return post(
                "/oauth2/token",
                Map.of("grant_type", "refresh_token", "client_id", "keneya-web", "refresh_token", token));
    }

    /** Asks with a token who is signed in: 200, or 401 when the token opens nothing. */
    int session(Json.Obj tokens) {
        return send(request("/api/session")
                        .header("Authorization", "Bearer " + tokens.string("access_token"))
                        .GET())
                .status();
    }

    static String pathOf(String location) {
        URI uri = URI.create(location);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path)).header("Accept", "text/html");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            for (String one : response.headers().allValues("Set-Cookie")) {
                setCookies.add(one);
                String pair = one.split(";", 2)[0];
                cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
            return new Page(
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(""),
                    response.body(),
                    response.headers());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
