// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser that visits several servers, keeps their cookies and stops at every redirection. */
final class Visitor {
    private static final Pattern PATH = Pattern.compile("(?i);\\s*path=([^;]+)");
    private static final Pattern OVER = Pattern.compile("(?i);\\s*max-age=0");

    /** By path and name; every server is on localhost, where browsers send secure cookies without TLS as well. */
    private final Map<String, HttpCookie> cookies = new LinkedHashMap<>();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A page as it came. */
    record Page(URI address, int status, HttpHeaders headers, String body) {
        URI location() {
            return address.resolve(headers.firstValue("Location").orElse(""));
        }

        /** Path and query of where the page leads. */
        String path() {
            URI to = location();
            return to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery());
        }

        String parameter(String name) {
            return Visitor.parameter(location(), name);
        }
    }

    static String parameter(URI address, String name) {
        String query = address.getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    String cookie(String name) {
        return cookies.values().stream()
                .filter(one -> one.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    Page get(String address) {
        return get(URI.create(address));
    }

    Page get(URI address) {
        return send(
                HttpRequest.newBuilder(address).header("Accept", "text/html").GET());
    }

    Page post(URI address, Map<String, String> form) {
        return send(HttpRequest.newBuilder(address)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    Page send(HttpRequest.Builder asked) {
        HttpRequest request = withCookies(asked);
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Page(request.uri(), answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private HttpRequest withCookies(HttpRequest.Builder asked) {
        String path = asked.copy().build().uri().getPath();
        String sent = cookies.values().stream()
                .filter(one -> path.startsWith(one.getPath()))
                .map(one -> one.getName() + "=" + one.getValue())
                .collect(Collectors.joining("; "));
        return sent.isEmpty() ? asked.build() : asked.header("Cookie", sent).build();
    }

    private void keep(String header) {
        String pair = header.split(";", 2)[0];
        HttpCookie cookie = new HttpCookie(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        Matcher path = PATH.matcher(header);
        cookie.setPath(path.find() ? path.group(1) : "/");
        String key = cookie.getPath() + " " + cookie.getName();
        if (OVER.matcher(header).find()) {
            cookies.remove(key);
        } else {
            cookies.put(key, cookie);
        }
    }
}
