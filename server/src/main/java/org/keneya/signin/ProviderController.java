// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Signing in by an outside provider: {@code /signin/providers} lists them, {@code /signin/provider/<id>} leads there,
 * {@code …/callback} is where it sends people back, {@code …/logout} where it says that a session is over. Each provider has
 * its own way back and an attempt names its provider, so that one cannot answer for another.
 */
@RestController
class ProviderController {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderController.class);
    private static final String ATTEMPTS = "keneya.provider-attempts";
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(10);

    private final Providers providers;
    private final ProviderEntry entry;
    private final ProviderSessions sessions;
    private final Clock clock;

    ProviderController(Providers providers, ProviderEntry entry, ProviderSessions sessions, Clock clock) {
        this.providers = providers;
        this.entry = entry;
        this.sessions = sessions;
        this.clock = clock;
    }

    @GetMapping("/signin/providers")
    void list(HttpServletResponse response) throws IOException {
        Json.Arr list = new Json.Arr();
        for (Provider provider : providers.all()) {
            list.add(new Json.Obj()
                    .put("id", provider.settings().id())
                    .put("name", provider.settings().name()));
        }
        response.setHeader("Cache-Control", "no-store");
        Answers.json(response, 200, "application/json;charset=UTF-8", list);
    }

    @GetMapping("/signin/provider/{id}")
    void begin(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Provider provider = provider(id);
        ProviderAttempt attempt = ProviderAttempt.of(id, clock.instant());
        try {
            String address = provider.authorization(attempt, way(request, id)).toString();
            remember(request.getSession(), attempt);
            go(response, address);
        } catch (Provider.Unreachable away) {
            unreachable(request, response, provider, away);
        }
    }

    @GetMapping("/signin/provider/{id}/callback")
    void back(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable String iss,
            @RequestParam(defaultValue = "") String error,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Provider provider = provider(id);
        ProviderAttempt attempt = take(request.getSession(false), id, state);
        try {
            if (attempt == null) {
                throw new ProviderKeys.Refused("no attempt is waiting for this answer");
            }
            if (!provider.mayHaveAnswered(iss)) {
                throw new ProviderKeys.Refused("another issuer answered");
            }
            if (!error.isEmpty()) {
                go(response, error.equals("access_denied") ? "/login?cancelled" : "/login?refused");
                return;
            }
            Provider.Vouched vouched = provider.exchange(code, attempt, way(request, id));
            ProviderEntry.Outcome outcome = entry.enter(provider, vouched, request, response);
            switch (outcome.entry()) {
                case Identities.Entry.Opened _ -> go(response, next(outcome.session(), request, response));
                case Identities.Entry.UnknownProfession _ -> go(response, "/login?profession");
                case Identities.Entry.NotLinked _ -> go(response, "/login?unlinked");
            }
        } catch (ProviderKeys.Refused refused) {
            LOG.warn("sign-in refused provider={} reason=\"{}\"", id, refused.getMessage());
            entry.refused(provider, request);
            go(response, "/login?refused");
        } catch (Provider.Unreachable away) {
            unreachable(request, response, provider, away);
        }
    }

    @PostMapping("/signin/provider/{id}/logout")
    void ended(
            @PathVariable String id,
            @RequestParam(name = "logout_token", defaultValue = "") String token,
            HttpServletResponse response)
            throws IOException {
        Provider provider = provider(id);
        response.setHeader("Cache-Control", "no-store");
        try {
            Json.Obj ended = provider.logoutToken(token);
            String subject = ended.string("sub");
            String session = ended.string("sid");
            if (!sessions.isNew(provider, String.valueOf(ended.string("jti")))
                    || (subject == null && session == null)) {
                throw new ProviderKeys.Refused("used before, or names nobody");
            }
            LOG.info("sessions ended provider={} count={}", id, sessions.end(provider, subject, session));
            response.setStatus(200);
        } catch (ProviderKeys.Refused | Provider.Unreachable refused) {
            LOG.warn("logout token refused provider={} reason=\"{}\"", id, refused.getMessage());
            Answers.json(
                    response, 400, "application/json;charset=UTF-8", new Json.Obj().put("error", "invalid_request"));
        }
    }

    private Provider provider(String id) {
        return providers.find(id).orElseThrow(() -> ProblemException.notFound("There is no such provider"));
    }

    private void unreachable(
            HttpServletRequest request, HttpServletResponse response, Provider provider, Provider.Unreachable away)
            throws IOException {
        LOG.warn("provider away provider={} reason=\"{}\"", provider.settings().id(), away.getMessage());
        entry.refused(provider, request);
        go(response, "/login?unreachable");
    }

    private void remember(HttpSession session, ProviderAttempt attempt) {
        synchronized (session) {
            List<ProviderAttempt> attempts = new ArrayList<>(attempts(session));
            attempts.add(attempt);
            session.setAttribute(
                    ATTEMPTS,
                    new ArrayList<>(attempts.subList(Math.max(0, attempts.size() - MOST_ATTEMPTS), attempts.size())));
        }
    }

    /** The attempt an answer belongs to; it can be taken once. */
    private @Nullable ProviderAttempt take(@Nullable HttpSession session, String provider, String state) {
        if (session == null) {
            return null;
        }
        synchronized (session) {
            List<ProviderAttempt> attempts = new ArrayList<>(attempts(session));
            ProviderAttempt found = attempts.stream()
                    .filter(one -> one.state().equals(state))
                    .findFirst()
                    .orElse(null);
            attempts.remove(found);
            session.setAttribute(ATTEMPTS, new ArrayList<>(attempts));
            return found != null
                            && found.provider().equals(provider)
                            && found.begun().plus(LONGEST_ATTEMPT).isAfter(clock.instant())
                    ? found
                    : null;
        }
    }

    private static List<ProviderAttempt> attempts(HttpSession session) {
        return session.getAttribute(ATTEMPTS) instanceof List<?> list
                ? list.stream()
                        .filter(ProviderAttempt.class::isInstance)
                        .map(ProviderAttempt.class::cast)
                        .toList()
                : List.of();
    }

    /** What the person wanted when they were asked to sign in, or the step that comes before. */
    private static String next(@Nullable Session session, HttpServletRequest request, HttpServletResponse response) {
        return session == null || session.stage() == Session.Stage.OPEN
                ? ReturnAddress.take(request, response)
                : "/login?step=" + session.stage().code();
    }

    private static String way(HttpServletRequest request, String id) {
        return ServletUriComponentsBuilder.fromRequestUri(request)
                .replacePath("/signin/provider/" + id + "/callback")
                .build()
                .toUriString();
    }

    private static void go(HttpServletResponse response, String address) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.sendRedirect(address);
    }
}
