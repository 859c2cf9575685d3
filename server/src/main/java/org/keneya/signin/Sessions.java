// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Sign-ins in browsers: a random cookie, kept as its hash, names a row. Any node knows them, a restart ends none, and each
 * step of a sign-in gets a new cookie. For Spring Security only an open session is somebody.
 */
@Component
class Sessions implements SecurityContextRepository {
    /** Time for the steps after the password. */
    private static final Duration STEPS = Duration.ofMinutes(15);

    private static final String COOKIE = "keneya_session";
    private static final int LONGEST_ADDRESS = 64;

    private final PgSessions sessions;
    private final EndedSessions ended;
    private final SignInNews news;
    private final SignInSettings settings;
    private final Clock clock;

    Sessions(PgSessions sessions, EndedSessions ended, SignInNews news, SignInSettings settings, Clock clock) {
        this.sessions = sessions;
        this.ended = ended;
        this.news = news;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins a session at a stage; the one this browser had before ends. */
    Session begin(
            HttpServletRequest request,
            HttpServletResponse response,
            String login,
            Session.Stage stage,
            List<String> methods) {
        of(request).ifPresent(before -> end(before.login(), before.id()));
        var now = clock.instant();
        String address = request.getRemoteAddr();
        Session session = new Session(
                UUID.randomUUID(),
                login,
                stage,
                methods,
                now,
                now,
                now.plus(stage == Session.Stage.OPEN ? settings.absolute() : STEPS),
                Device.of(request.getHeader("User-Agent")),
                address.substring(0, Math.min(address.length(), LONGEST_ADDRESS)));
        sessions.add(session, cookie(request, response));
        if (stage == Session.Stage.OPEN) {
            news.entered(login);
        }
        return session;
    }

    /** Opens a session whose last step was passed; nothing when it is over or another request opened it first. */
    Optional<Session> open(
            HttpServletRequest request, HttpServletResponse response, Session from, List<String> methods) {
        var now = clock.instant();
        Session to = new Session(
                from.id(),
                from.login(),
                Session.Stage.OPEN,
                methods,
                now,
                now,
                now.plus(settings.absolute()),
                from.device(),
                from.address());
        String cookie = Fingerprint.secret();
        if (!sessions.advance(from, to, Fingerprint.of(cookie))) {
            return Optional.empty();
        }
        Cookies.set(request, response, COOKIE, cookie, Duration.ofSeconds(-1));
        news.entered(to.login());
        return Optional.of(to);
    }

    /** The session of this browser, at whatever stage. */
    Optional<Session> of(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null || cookie.getValue().isEmpty()
                ? Optional.empty()
                : sessions.find(Fingerprint.of(cookie.getValue()));
    }

    List<Session> of(String login) {
        return sessions.of(login);
    }

    /** Ends one session of the account, with all its tokens; false when there is no such one. */
    boolean end(String login, UUID id) {
        boolean was = sessions.end(login, id);
        if (was) {
            ended.add(id);
        }
        return was;
    }

    /** Ends all sessions of the account but one, with all tokens; answers how many things ended. */
    int endOthers(String login, @Nullable UUID kept) {
        List<UUID> over = sessions.endOthers(login, kept);
        over.forEach(ended::add);
        return over.size();
    }

    /** Signs this browser out. */
    void leave(HttpServletRequest request, HttpServletResponse response) {
        of(request).ifPresent(session -> end(session.login(), session.id()));
        Cookies.clear(request, response, COOKIE);
    }

    private static byte[] cookie(HttpServletRequest request, HttpServletResponse response) {
        String value = Fingerprint.secret();
        Cookies.set(request, response, COOKIE, value, Duration.ofSeconds(-1));
        return Fingerprint.of(value);
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new DeferredSecurityContext() {
            private @Nullable SecurityContext context;

            @Override
            public SecurityContext get() {
                SecurityContext known = context;
                if (known == null) {
                    known = context(request);
                    context = known;
                }
                return known;
            }

            @Override
            public boolean isGenerated() {
                return get().getAuthentication() == null;
            }
        };
    }

    private SecurityContext context(HttpServletRequest request) {
        return of(request)
                .filter(session -> session.stage() == Session.Stage.OPEN)
                .<SecurityContext>map(session -> new SecurityContextImpl(new SignedIn(session.login(), session)))
                .orElseGet(SecurityContextImpl::new);
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return context(holder.getRequest());
    }

    /** The steps of a sign-in save what they reach themselves. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return WebUtils.getCookie(request, COOKIE) != null;
    }
}
