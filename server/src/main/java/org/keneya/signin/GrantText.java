// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** Authorization requests and attributes of a grant as the JSON they are kept as: strings and lists of strings. */
final class GrantText {
    private GrantText() {}

    static String of(OAuth2AuthorizationRequest request) {
        Json.Obj text = new Json.Obj()
                .put("uri", request.getAuthorizationUri())
                .put("client", request.getClientId())
                .put("scopes", String.join(" ", request.getScopes()));
        if (request.getRedirectUri() != null) {
            text.put("redirect", request.getRedirectUri());
        }
        if (request.getState() != null) {
            text.put("state", request.getState());
        }
        return JsonText.write(text.put("parameters", object(request.getAdditionalParameters())));
    }

    static OAuth2AuthorizationRequest request(String text) {
        Json.Obj request = JsonText.readObject(text);
        Json.Obj parameters = request.object("parameters");
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(String.valueOf(request.string("uri")))
                .clientId(String.valueOf(request.string("client")))
                .redirectUri(request.string("redirect"))
                .scopes(words(request.string("scopes")))
                .state(request.string("state"))
                .additionalParameters(parameters == null ? Map.of() : map(parameters))
                .build();
    }

    /** Of the attributes only texts: requests, people and states have columns of their own. */
    static String of(Map<String, Object> attributes) {
        Map<String, Object> kept = new LinkedHashMap<>(attributes);
        kept.keySet().removeIf(name -> name.startsWith("keneya.") || name.equals("state"));
        return JsonText.write(object(kept));
    }

    static Map<String, Object> attributes(String text) {
        return map(JsonText.readObject(text));
    }

    static Set<String> words(@Nullable String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : text == null ? new String[0] : text.split(" ", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** What a token of ours says; its hash was found, so its signature need not be looked at. */
    static Map<String, Object> claims(String token) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            Map<String, Object> all = new LinkedHashMap<>();
            claims.getClaims()
                    .forEach((name, value) -> all.put(name, value instanceof Date date ? date.toInstant() : value));
            all.put("aud", claims.getAudience());
            return all;
        } catch (ParseException notOurs) {
            throw new IllegalStateException("a known token cannot be read", notOurs);
        }
    }

    private static Json.Obj object(Map<String, Object> values) {
        Json.Obj object = new Json.Obj();
        values.forEach((name, value) -> {
            if (value instanceof String text) {
                object.put(name, text);
            } else if (value instanceof String[] texts) {
                Json.Arr list = new Json.Arr();
                for (String text : texts) {
                    list.add(new Json.Str(text));
                }
                object.put(name, list);
            }
        });
        return object;
    }

    private static Map<String, Object> map(Json.Obj object) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < object.size(); i++) {
            if (object.value(i) instanceof Json.Str(String text)) {
                values.put(object.name(i), text);
            } else if (object.value(i) instanceof Json.Arr list) {
                values.put(object.name(i), texts(list));
            }
        }
        return values;
    }

    private static String[] texts(Json.Arr list) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Json.Str(String text)) {
                texts.add(text);
            }
        }
        return texts.toArray(String[]::new);
    }
}
