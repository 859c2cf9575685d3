// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keneya.edge.Answers;
import org.keneya.model.Json;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The steps of a sign-in after the password, and the one step of a passkey: {@code /signin/…}, asked by the sign-in page
 * with its cookie. A session at one of these steps opens nothing else.
 */
@RestController
class StepController {
    private static final String CODE = "otp";
    private static final String PASSKEY = "pop";

    /** The authenticator has verified the person: something one has, and something one is or knows. */
    private static final List<String> KEY = List.of(PASSKEY, "user", "mfa");

    private final Sessions sessions;
    private final Factors factors;
    private final Passkeys passkeys;
    private final SignInNews news;

    StepController(Sessions sessions, Factors factors, Passkeys passkeys, SignInNews news) {
        this.sessions = sessions;
        this.factors = factors;
        this.passkeys = passkeys;
        this.news = news;
    }

    /** What this browser is asked next, and with what it may answer. */
    @GetMapping("/signin/state")
    void state(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Session> session = sessions.of(request);
        Json.Obj state = new Json.Obj()
                .put("step", session.map(one -> one.stage().code()).orElse("password"));
        session.filter(one -> one.stage() == Session.Stage.SECOND_FACTOR).ifPresent(one -> {
            state.put("code", Json.Bool.of(factors.hasTotp(one.login())));
            state.put("passkey", Json.Bool.of(factors.hasPasskey(one.login())));
            state.put("recovery", Json.Bool.of(factors.recoveryCodesLeft(one.login()) > 0));
        });
        answer(response, state);
    }

    /** {@code {code}}: of the generator, or a recovery code. */
    @PostMapping("/signin/code")
    void code(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Session session = at(Session.Stage.SECOND_FACTOR, request);
        factors.takeCode(session.login(), Bodies.text(Bodies.object(request), "code"));
        open(request, response, session, CODE, List.of());
    }

    /** What a passkey has to sign: one of the person whose password was right, else anyone's. */
    @PostMapping("/signin/passkey/options")
    void passkeyOptions(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(
                response,
                passkeys.ask(request, secondFactor(request).map(Session::login).orElse(null)));
    }

    /** {@code {handle, credential}}: the passkey's answer. */
    @PostMapping("/signin/passkey")
    void passkey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Session> session = secondFactor(request);
        String expected = session.map(Session::login).orElse(null);
        String login = passkeys.login(request, expected, Bodies.object(request)).orElseThrow(() -> {
            news.refused(expected == null ? "" : expected);
            return SignInProblems.wrongPasskey();
        });
        if (session.isPresent()) {
            open(request, response, session.get(), PASSKEY, List.of());
            return;
        }
        sessions.begin(request, response, login, Session.Stage.OPEN, KEY);
        answer(response, new Json.Obj().put("next", ReturnAddress.take(request, response)));
    }

    /** A code generator for someone who must have a second factor and has none. */
    @PostMapping("/signin/enrol/code")
    void offerCode(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Factors.Offer offer =
                factors.offerTotp(at(Session.Stage.ENROLMENT, request).login());
        answer(response, new Json.Obj().put("secret", offer.secret()).put("address", offer.address()));
    }

    /** {@code {code}}: the generator's first. */
    @PostMapping("/signin/enrol/code/confirm")
    void confirmCode(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Session session = at(Session.Stage.ENROLMENT, request);
        factors.confirmTotp(session.login(), Bodies.text(Bodies.object(request), "code"));
        open(request, response, session, CODE, factors.firstRecoveryCodes(session.login()));
    }

    @PostMapping("/signin/enrol/passkey/options")
    void offerPasskey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(
                response,
                passkeys.offer(request, at(Session.Stage.ENROLMENT, request).login()));
    }

    /** {@code {handle, credential, label}}: the new passkey. */
    @PostMapping("/signin/enrol/passkey")
    void addPasskey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Session session = at(Session.Stage.ENROLMENT, request);
        passkeys.add(request, session.login(), Bodies.object(request));
        open(request, response, session, PASSKEY, factors.firstRecoveryCodes(session.login()));
    }

    private Optional<Session> secondFactor(HttpServletRequest request) {
        return sessions.of(request).filter(session -> session.stage() == Session.Stage.SECOND_FACTOR);
    }

    private Session at(Session.Stage stage, HttpServletRequest request) {
        return sessions.of(request).filter(session -> session.stage() == stage).orElseThrow(SignInProblems::over);
    }

    /** A password or the word of an outside provider came first; the second factor is told beside it, not instead of it. */
    private void open(
            HttpServletRequest request,
            HttpServletResponse response,
            Session session,
            String second,
            List<String> recoveryCodes)
            throws IOException {
        List<String> methods = Stream.concat(session.methods().stream(), Stream.of(second, "mfa"))
                .toList();
        if (sessions.open(request, response, session, methods).isEmpty()) {
            throw SignInProblems.over();
        }
        Json.Obj next = new Json.Obj().put("next", ReturnAddress.take(request, response));
        if (!recoveryCodes.isEmpty()) {
            next.put("recoveryCodes", Bodies.texts(recoveryCodes));
        }
        answer(response, next);
    }

    private static void answer(HttpServletResponse response, Json.Obj body) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Answers.json(response, 200, "application/json;charset=UTF-8", body);
    }
}
