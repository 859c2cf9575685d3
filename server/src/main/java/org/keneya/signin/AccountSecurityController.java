// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Callers;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What people look after themselves, under {@code /api/session}: devices they are signed in on, second factors, recovery
 * codes, password. Whatever changes how one gets in asks for the password once more.
 */
@RestController
class AccountSecurityController {
    private final Accounts accounts;
    private final PasswordSignIn passwordSignIn;
    private final Sessions sessions;
    private final Factors factors;
    private final Passkeys passkeys;
    private final PgPasskeys keys;

    AccountSecurityController(
            Accounts accounts,
            PasswordSignIn passwordSignIn,
            Sessions sessions,
            Factors factors,
            Passkeys passkeys,
            PgPasskeys keys) {
        this.accounts = accounts;
        this.passwordSignIn = passwordSignIn;
        this.sessions = sessions;
        this.factors = factors;
        this.passkeys = passkeys;
        this.keys = keys;
    }

    /** Where the caller is signed in, the device used last first. */
    @GetMapping("/api/session/devices")
    void devices(HttpServletRequest request, HttpServletResponse response) throws IOException {
        UUID here = current(request);
        Json.Arr list = new Json.Arr();
        for (Session session : sessions.of(Callers.current().login())) {
            list.add(new Json.Obj()
                    .put("id", session.id().toString())
                    .put("device", session.device())
                    .put("address", session.address())
                    .put("since", session.authenticated().toString())
                    .put("used", session.used().toString())
                    .put("until", session.until().toString())
                    .put("current", Json.Bool.of(session.id().equals(here)))
                    .put("methods", Bodies.texts(session.methods())));
        }
        answer(response, new Json.Obj().put("devices", list));
    }

    /** Signs one device out. */
    @DeleteMapping("/api/session/devices/{id}")
    void end(@PathVariable String id, HttpServletResponse response) {
        UUID session;
        try {
            session = UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            throw ProblemException.notFound("There is no such device");
        }
        if (!sessions.end(Callers.current().login(), session)) {
            throw ProblemException.notFound("There is no such device");
        }
        response.setStatus(204);
    }

    /** Signs every other device out. */
    @DeleteMapping("/api/session/devices")
    void endOthers(HttpServletRequest request, HttpServletResponse response) {
        sessions.endOthers(Callers.current().login(), current(request));
        response.setStatus(204);
    }

    @GetMapping("/api/session/factors")
    void factors(HttpServletResponse response) throws IOException {
        String login = Callers.current().login();
        Json.Arr list = new Json.Arr();
        for (CredentialRecord key : keys.of(login)) {
            list.add(new Json.Obj()
                    .put("id", key.getCredentialId().toBase64UrlString())
                    .put("label", String.valueOf(key.getLabel()))
                    .put("since", key.getCreated().toString())
                    .put("used", key.getLastUsed().toString()));
        }
        Account account = account(login);
        answer(
                response,
                new Json.Obj()
                        .put("code", Json.Bool.of(factors.hasTotp(login)))
                        .put("passkeys", list)
                        .put("recoveryCodes", new Json.Num(Integer.toString(factors.recoveryCodesLeft(login))))
                        .put("required", Json.Bool.of(factors.mustHave(account)))
                        .put("passwordChanges", Json.Bool.of(!account.demo())));
    }

    /** {@code {password}}: a code generator to set up. */
    @PostMapping("/api/session/factors/code")
    void offerCode(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Factors.Offer offer = factors.offerTotp(confirmed(Bodies.object(request)));
        answer(response, new Json.Obj().put("secret", offer.secret()).put("address", offer.address()));
    }

    /** {@code {code}}: its first. */
    @PostMapping("/api/session/factors/code/confirm")
    void confirmCode(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String login = Callers.current().login();
        factors.confirmTotp(login, Bodies.text(Bodies.object(request), "code"));
        added(request, response, login);
    }

    /** {@code {password}}: takes the code generator away. */
    @PostMapping("/api/session/factors/code/remove")
    void removeCode(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String login = confirmed(Bodies.object(request));
        keepOne(login, !factors.hasPasskey(login));
        if (!factors.removeTotp(login)) {
            throw ProblemException.notFound("There is no code generator");
        }
        sessions.endOthers(login, current(request));
        response.setStatus(204);
    }

    /** {@code {password}}: what a browser needs to make a passkey. */
    @PostMapping("/api/session/factors/passkeys/options")
    void offerPasskey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, passkeys.offer(request, confirmed(Bodies.object(request))));
    }

    /** {@code {handle, credential, label}}: the new passkey. */
    @PostMapping("/api/session/factors/passkeys")
    void addPasskey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String login = Callers.current().login();
        passkeys.add(request, login, Bodies.object(request));
        added(request, response, login);
    }

    /** {@code {password}}: takes a passkey away. */
    @PostMapping("/api/session/factors/passkeys/{id}/remove")
    void removePasskey(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String login = confirmed(Bodies.object(request));
        keepOne(login, !factors.hasTotp(login) && keys.of(login).size() < 2);
        byte[] key;
        try {
            key = Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException garbled) {
            throw ProblemException.notFound("There is no such passkey");
        }
        if (!factors.removePasskey(login, key)) {
            throw ProblemException.notFound("There is no such passkey");
        }
        sessions.endOthers(login, current(request));
        response.setStatus(204);
    }

    /** {@code {password}}: ten new recovery codes; the old ones are worth nothing any more. */
    @PostMapping("/api/session/factors/recovery-codes")
    void renewRecoveryCodes(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String login = confirmed(Bodies.object(request));
        if (!factors.hasTotp(login) && !factors.hasPasskey(login)) {
            throw SignInProblems.unprocessable(
                    "factor",
                    "Recovery codes stand in for a second factor, and there is none",
                    "Enregistrez d’abord une application de codes ou une clé d’accès.");
        }
        answer(response, new Json.Obj().put("recoveryCodes", Bodies.texts(factors.renewRecoveryCodes(login))));
    }

    /** {@code {password, newPassword}}: every other device is signed out. */
    @PostMapping("/api/session/password")
    void changePassword(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Json.Obj body = Bodies.object(request);
        String login = Callers.current().login();
        if (account(login).demo()) {
            throw SignInProblems.forbidden(
                    "demo",
                    "Demonstration accounts keep their password",
                    "Le mot de passe d’un compte de démonstration ne se change pas.");
        }
        String wanted = Bodies.text(body, "newPassword");
        confirmed(body);
        Passwords.refusal(login, wanted).ifPresent(refusal -> {
            throw refusal;
        });
        accounts.changePassword(login, wanted);
        sessions.endOthers(login, current(request));
        response.setStatus(204);
    }

    /** A new way in: other devices are signed out, so that whoever made it without being asked is noticed. */
    private void added(HttpServletRequest request, HttpServletResponse response, String login) throws IOException {
        List<String> codes = factors.firstRecoveryCodes(login);
        sessions.endOthers(login, current(request));
        answer(response, new Json.Obj().put("recoveryCodes", Bodies.texts(codes)));
    }

    private void keepOne(String login, boolean last) {
        if (last && factors.mustHave(account(login))) {
            throw SignInProblems.unprocessable(
                    "required",
                    "The last second factor cannot be removed",
                    "Un second facteur est obligatoire : ajoutez-en un autre avant de retirer celui-ci.");
        }
    }

    /** The caller's login, once the password was right. */
    private String confirmed(Json.Obj body) {
        String login = Callers.current().login();
        if (!passwordSignIn.confirms(login, body.string("password"))) {
            throw SignInProblems.wrongPassword();
        }
        return login;
    }

    private Account account(String login) {
        return accounts.find(login).orElseThrow(() -> ProblemException.notFound("There is no such account"));
    }

    private static @Nullable UUID current(HttpServletRequest request) {
        return request.getAttribute(BearerFilter.SESSION) instanceof UUID session ? session : null;
    }

    private static void answer(HttpServletResponse response, Json.Obj body) throws IOException {
        Answers.json(response, 200, "application/json;charset=UTF-8", body);
    }
}
