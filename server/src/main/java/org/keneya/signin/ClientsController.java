// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Role;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/clients}: apps and programs that may ask for tokens, and for what, in words; for administrators. A secret is told once, when it is
 * made.
 */
@RestController
class ClientsController {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LONGEST_NAME = 100;
    private static final int MOST_REDIRECTS = 20;

    private final PgClients clients;
    private final SmartOrigins origins;
    private final PasswordEncoder passwords;

    ClientsController(PgClients clients, SmartOrigins origins, PasswordEncoder passwords) {
        this.clients = clients;
        this.origins = origins;
        this.passwords = passwords;
    }

    @GetMapping("/api/clients")
    void list(HttpServletResponse response) throws IOException {
        Json.Arr list = new Json.Arr();
        clients.all(administrator().tenant()).forEach(client -> list.add(told(client)));
        Answers.json(response, 200, "application/json;charset=UTF-8", list);
    }

    @PostMapping("/api/clients")
    void register(@RequestBody byte[] body, HttpServletResponse response) throws IOException {
        Caller administrator = administrator();
        Json.Obj asked = JsonText.readObject(body);
        SmartClient.Kind kind = kind(text(asked, "kind"));
        String secret = kind == SmartClient.Kind.SYMMETRIC ? secret() : null;
        SmartClient client = new SmartClient(
                UUID.randomUUID(),
                administrator.tenant(),
                "app-" + UUID.randomUUID(),
                name(asked),
                kind,
                secret == null ? null : passwords.encode(secret),
                keys(asked, kind),
                keysAddress(asked, kind),
                redirects(asked),
                scopes(asked),
                address(asked.string("launchUrl"), "launchUrl"),
                Json.Bool.TRUE.equals(asked.get("trusted")),
                true);
        if (client.redirects().isEmpty() && !client.isProgram()) {
            throw invalid("redirectUris are needed, or system scopes and a key");
        }
        clients.add(client, administrator.login());
        origins.forget();
        Json.Obj told = told(client);
        Answers.json(
                response,
                201,
                "application/json;charset=UTF-8",
                secret == null ? told : told.put("clientSecret", secret));
    }

    @DeleteMapping("/api/clients/{clientId}")
    void disable(@PathVariable String clientId, HttpServletResponse response) {
        boolean disabled = clients.disable(clientId, administrator().tenant());
        origins.forget();
        if (!disabled) {
            throw ProblemException.notFound("There is no such client");
        }
        response.setStatus(204);
    }

    private static Json.Obj told(SmartClient client) {
        Json.Arr redirects = new Json.Arr();
        client.redirects().forEach(one -> redirects.add(new Json.Str(one)));
        Json.Arr words = new Json.Arr();
        List.of(client.scopes().split(" ")).forEach(scope -> words.add(new Json.Str(SmartWords.of(scope))));
        Json.Obj told = new Json.Obj()
                .put("clientId", client.clientId())
                .put("name", client.name())
                .put("kind", client.kind().code())
                .put("redirectUris", redirects)
                .put("scopes", client.scopes())
                .put("words", words)
                .put("trusted", Json.Bool.of(client.trusted()))
                .put("enabled", Json.Bool.of(client.enabled()));
        return client.launchUrl() == null ? told : told.put("launchUrl", client.launchUrl());
    }

    private static SmartClient.Kind kind(String code) {
        try {
            return SmartClient.Kind.of(code);
        } catch (IllegalArgumentException unknown) {
            throw invalid("kind must be public, symmetric or asymmetric");
        }
    }

    private static String name(Json.Obj asked) {
        String name = text(asked, "name").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("name must have 1 to %d letters".formatted(LONGEST_NAME));
        }
        return name;
    }

    private static String scopes(Json.Obj asked) {
        String scopes = String.join(" ", text(asked, "scopes").strip().split("\\s+"));
        if (scopes.isEmpty() || SmartScopes.parse(scopes).isEmpty()) {
            throw invalid("scopes must be SMART scopes, separated by blanks");
        }
        return scopes;
    }

    private static List<String> redirects(Json.Obj asked) {
        List<String> redirects = new ArrayList<>();
        Json.Arr list = asked.array("redirectUris");
        for (Json one : list == null ? new Json.Arr() : list) {
            redirects.add(Objects.requireNonNull(
                    address(one instanceof Json.Str(String text) ? text : "", "redirectUris")));
        }
        if (redirects.size() > MOST_REDIRECTS) {
            throw invalid("redirectUris may be %d at most".formatted(MOST_REDIRECTS));
        }
        return redirects;
    }

    /** The public keys given with the registration; null unless they are the way the client proves itself. */
    private static @Nullable String keys(Json.Obj asked, SmartClient.Kind kind) {
        Json.Obj jwks = asked.object("jwks");
        if (kind != SmartClient.Kind.ASYMMETRIC || jwks == null) {
            return null;
        }
        try {
            JWKSet set = JWKSet.parse(JsonText.write(jwks));
            if (set.isEmpty() || set.getKeys().stream().anyMatch(JWK::isPrivate)) {
                throw invalid("jwks must hold public keys, and nothing private");
            }
            return set.toString(true);
        } catch (ParseException garbled) {
            throw invalid("jwks is no key set");
        }
    }

    private static @Nullable String keysAddress(Json.Obj asked, SmartClient.Kind kind) {
        boolean inline = asked.object("jwks") != null;
        if (kind != SmartClient.Kind.ASYMMETRIC) {
            return null;
        }
        String address = address(asked.string("jwksUri"), "jwksUri");
        if (inline == (address != null)) {
            throw invalid("an asymmetric client needs either jwks or jwksUri");
        }
        return address;
    }

    /** An https address, http on loopback, or one of an installed app's own scheme for redirections. */
    private static @Nullable String address(@Nullable String text, String name) {
        if (text == null) {
            return null;
        }
        boolean own = name.equals("redirectUris") && text.matches("[a-z][a-z0-9]*(\\.[a-z0-9-]+)+:/[^\\s#]*");
        if ((!own && !ProviderSettings.isSafe(text)) || text.contains("#") || text.contains("*")) {
            throw invalid(name + " must be https addresses without wildcard or fragment");
        }
        return URI.create(text).toString();
    }

    private static Caller administrator() {
        Caller caller = Callers.current();
        if (caller.role() != Role.ADMIN) {
            throw ProblemException.forbidden("Only an administrator may do this");
        }
        return caller;
    }

    private static String text(Json.Obj object, String name) {
        return Objects.requireNonNullElse(object.string(name), "");
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static ProblemException invalid(String why) {
        return ProblemException.invalid("value", why);
    }
}
