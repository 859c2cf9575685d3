// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * What a provider publishes of itself (OpenID Connect Discovery 1.0).
 *
 * @param userInfo where the rest of the claims are; null when they are all in the ID token
 * @param endSession where the person signs out there as well; null when that is not offered
 * @param namesIssuer whether its answers say who they come from (RFC 9207)
 */
record ProviderMetadata(
        URI authorization,
        URI token,
        URI keys,
        @Nullable URI userInfo,
        @Nullable URI endSession,
        boolean namesIssuer) {

    /** Asks the provider; fails when it does not answer, or answers for another. */
    static ProviderMetadata of(String issuer, ProviderHttp http) throws IOException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        HttpResponse<byte[]> answer = http.get(URI.create(base + "/.well-known/openid-configuration"), "");
        if (answer.statusCode() != 200) {
            throw new IOException("discovery answered " + answer.statusCode());
        }
        Json.Obj document = object(answer.body());
        if (!issuer.equals(document.string("issuer"))) {
            throw new IOException("discovery speaks of another issuer");
        }
        URI authorization = address(document, "authorization_endpoint");
        URI token = address(document, "token_endpoint");
        URI keys = address(document, "jwks_uri");
        if (authorization == null || token == null || keys == null) {
            throw new IOException("discovery leaves out an end point");
        }
        return new ProviderMetadata(
                authorization,
                token,
                keys,
                address(document, "userinfo_endpoint"),
                address(document, "end_session_endpoint"),
                Json.Bool.TRUE.equals(document.get("authorization_response_iss_parameter_supported")));
    }

    /** A JSON object that someone else wrote. */
    static Json.Obj object(byte[] body) throws IOException {
        try {
            return JsonText.readObject(body);
        } catch (ProblemException garbled) {
            throw new IOException("the answer is no JSON object", garbled);
        }
    }

    private static @Nullable URI address(Json.Obj document, String name) throws IOException {
        String text = document.string(name);
        if (text == null) {
            return null;
        }
        if (!ProviderSettings.isSafe(text)) {
            throw new IOException(name + " is no safe address");
        }
        return URI.create(text);
    }
}
