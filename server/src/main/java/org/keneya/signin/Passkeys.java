// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passkeys (https://www.w3.org/TR/webauthn-3/). A key is asked to prove itself for one origin, with the person verified by
 * the authenticator; what it signs is taken once. Any key can therefore stand for both factors.
 */
@Component
class Passkeys {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONGEST_LABEL = 60;

    private final PgPasskeys keys;
    private final PgPasskeyUsers users;
    private final @Nullable String origin;
    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    Passkeys(PgPasskeys keys, PgPasskeyUsers users, SignInSettings settings) {
        this.keys = keys;
        this.users = users;
        this.origin = settings.origin();
    }

    /** What a browser needs to make a key for the account, and a handle to come back with. */
    Json.Obj offer(HttpServletRequest request, String login) {
        Bytes challenge = Bytes.random();
        var options = party(request, challenge)
                .createPublicKeyCredentialCreationOptions(
                        new ImmutablePublicKeyCredentialCreationOptionsRequest(of(login)));
        return asked("register " + login, challenge, json.writeValueAsString(options));
    }

    /** Takes a key that a browser made; fails when it does not answer what was asked. */
    void add(HttpServletRequest request, String login, Json.Obj answer) {
        Bytes challenge = answered("register " + login, answer);
        var party = party(request, challenge);
        try {
            PublicKeyCredential<AuthenticatorAttestationResponse> credential =
                    json.readValue(credential(answer), new TypeReference<>() {});
            party.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                    party.createPublicKeyCredentialCreationOptions(
                            new ImmutablePublicKeyCredentialCreationOptionsRequest(of(login))),
                    new RelyingPartyPublicKey(credential, label(answer))));
        } catch (JacksonException
                | IllegalArgumentException
                | com.webauthn4j.util.exception.WebAuthnException refused) {
            throw SignInProblems.wrongPasskey();
        }
    }

    /**
     * What a browser needs to use a key.
     *
     * @param login whose key; null when the key is to say who it is
     */
    Json.Obj ask(HttpServletRequest request, @Nullable String login) {
        Bytes challenge = Bytes.random();
        var options = party(request, challenge)
                .createCredentialRequestOptions(
                        new ImmutablePublicKeyCredentialRequestOptionsRequest(login == null ? null : of(login)));
        return asked(purpose(login), challenge, json.writeValueAsString(options));
    }

    /** Whose key it is that answered what was asked; nobody's when it did not. */
    Optional<String> login(HttpServletRequest request, @Nullable String login, Json.Obj answer) {
        Bytes challenge = answered(purpose(login), answer);
        var party = party(request, challenge);
        try {
            PublicKeyCredential<AuthenticatorAssertionResponse> credential =
                    json.readValue(credential(answer), new TypeReference<>() {});
            String found = party.authenticate(new RelyingPartyAuthenticationRequest(
                            party.createCredentialRequestOptions(new ImmutablePublicKeyCredentialRequestOptionsRequest(
                                    login == null ? null : of(login))),
                            credential))
                    .getName();
            return login == null || login.equals(found) ? Optional.of(found) : Optional.empty();
        } catch (JacksonException
                | IllegalArgumentException
                | com.webauthn4j.util.exception.WebAuthnException refused) {
            return Optional.empty();
        }
    }

    private static String purpose(@Nullable String login) {
        return login == null ? "sign in" : "prove " + login;
    }

    private static Authentication of(String login) {
        return new SignedIn(login, null);
    }

    private Json.Obj asked(String purpose, Bytes challenge, String options) {
        String handle = Fingerprint.secret();
        keys.ask(handle, purpose, challenge, PATIENCE);
        return new Json.Obj().put("handle", handle).put("options", JsonText.readObject(options));
    }

    private Bytes answered(String purpose, Json.Obj answer) {
        String handle = answer.string("handle");
        return keys.answer(handle == null ? "" : handle, purpose).orElseThrow(SignInProblems::wrongPasskey);
    }

    private static String credential(Json.Obj answer) {
        Json.Obj credential = answer.object("credential");
        if (credential == null) {
            throw SignInProblems.wrongPasskey();
        }
        return new String(JsonText.bytes(credential), StandardCharsets.UTF_8);
    }

    private static String label(Json.Obj answer) {
        String label = answer.string("label");
        String text = label == null || label.isBlank() ? "Clé d’accès" : label.strip();
        return text.substring(0, Math.min(text.length(), LONGEST_LABEL));
    }

    /** This server as authenticators see it, asking with one challenge. */
    private Webauthn4JRelyingPartyOperations party(HttpServletRequest request, Bytes challenge) {
        URI here = here(request);
        var party = new Webauthn4JRelyingPartyOperations(
                users,
                keys,
                PublicKeyCredentialRpEntity.builder()
                        .id(here.getHost())
                        .name("Keneya")
                        .build(),
                Set.of(here.toString()));
        party.setCustomizeCreationOptions(options -> options.challenge(challenge)
                .timeout(PATIENCE)
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build()));
        party.setCustomizeRequestOptions(options ->
                options.challenge(challenge).timeout(PATIENCE).userVerification(UserVerificationRequirement.REQUIRED));
        return party;
    }

    /** The origin keys are bound to: the configured one, or this machine's own while nothing is configured. */
    private URI here(HttpServletRequest request) {
        if (origin != null) {
            return URI.create(origin);
        }
        if (!"localhost".equals(request.getServerName())) {
            throw SignInProblems.noPasskeysHere();
        }
        return URI.create("%s://localhost:%d".formatted(request.getScheme(), request.getServerPort()));
    }
}
