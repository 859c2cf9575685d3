// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.edge.Answers;
import org.keneya.edge.TlsSettings;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a program its access token for its client certificate, so that everything behind meets one kind of caller. A
 * certificate that is nobody's opens nothing, not even with a token.
 */
final class PartFilter extends OncePerRequestFilter {
    /** Request attribute that holds the program the connection's certificate belongs to. */
    static final String PART = "keneya.part";

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration RENEWED = Duration.ofMinutes(5);

    private final PartCertificates certificates;
    private final Tokens tokens;
    private final Tenants tenants;
    private final Clock clock;
    private final Map<TlsSettings.Part, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Tenant> named = new ConcurrentHashMap<>();

    PartFilter(PartCertificates certificates, Tokens tokens, Tenants tenants, Clock clock) {
        this.certificates = certificates;
        this.tokens = tokens;
        this.tenants = tenants;
        this.clock = clock;
    }

    private record Held(String header, Instant until) {}

    /** A program behind a verified certificate. */
    record Known(String account, Tenant tenant) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!PartCertificates.isThere(request)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<TlsSettings.Part> part = certificates.of(request);
        if (part.isEmpty()) {
            Answers.problem(
                    request,
                    response,
                    new Problem.Unauthorized(List.of(Issue.error("login", "The client certificate is no program's"))));
            return;
        }
        request.setAttribute(PART, new Known(part.get().account(), tenant(part.get())));
        chain.doFilter(
                request.getHeader("Authorization") == null ? new Named(request, header(part.get())) : request,
                response);
    }

    private Tenant tenant(TlsSettings.Part part) {
        return part.tenant().isEmpty()
                ? tenants.local()
                : named.computeIfAbsent(
                        part.tenant(),
                        name -> tenants.find(name)
                                .orElseThrow(() -> ProblemException.forbidden(
                                        "The establishment of this client certificate is not there"))
                                .tenant());
    }

    private String header(TlsSettings.Part part) {
        Instant now = clock.instant();
        Held known = held.get(part);
        if (known == null || !known.until.isAfter(now)) {
            Account account = new Account(tenant(part), part.account(), Role.SYSTEM, part.account(), null, null, false);
            known = new Held("Bearer " + tokens.of(account, LIFETIME), now.plus(RENEWED));
            held.put(part, known);
        }
        return known.header;
    }

    private static final class Named extends HttpServletRequestWrapper {
        private final String header;

        Named(HttpServletRequest request, String header) {
            super(request);
            this.header = header;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase("Authorization") ? header : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase("Authorization")
                    ? Collections.enumeration(List.of(header))
                    : super.getHeaders(name);
        }
    }
}
