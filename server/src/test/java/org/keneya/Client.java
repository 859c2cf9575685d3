// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/** Calls to the server of the run with headers of one's own. Paths are relative to the origin and already encoded. */
public record Client(ServerFixture server, Map<String, String> headers) {

    public Client with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Client(server, more);
    }

    public Reply get(String path) {
        return server.send("GET", path, headers, null);
    }

    public Reply head(String path) {
        return server.send("HEAD", path, headers, null);
    }

    public Reply delete(String path) {
        return server.send("DELETE", path, headers, null);
    }

    public Reply post(String path, Json.Obj body) {
        return post(path, JsonText.bytes(body));
    }

    public Reply put(String path, Json.Obj body) {
        return put(path, JsonText.bytes(body));
    }

    public Reply post(String path, String body) {
        return body.isEmpty() ? server.send("POST", path, headers, null) : post(path, utf8(body));
    }

    public Reply put(String path, String body) {
        return put(path, utf8(body));
    }

    public Reply post(String path, byte[] body) {
        return send("POST", path, body);
    }

    public Reply put(String path, byte[] body) {
        return send("PUT", path, body);
    }

    public Reply send(String method, String path, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/fhir+json");
        return server.send(method, path, all, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
