// SPDX-License-Identifier: Apache-2.0
package org.keneya.traces;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Traces every request about allocations. Whoever answers it reads in the header {@code traceparent} the place of this request
 * rather than the caller's; a header that is not as W3C Trace Context wants it is as if it was not there.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class TraceFilter extends OncePerRequestFilter {
    private static final String HEADER = "traceparent";
    private static final String TRACED = "/api/allocations";
    private static final Pattern ID = Pattern.compile("/[0-9a-fA-F-]{36}(?=/|$)");

    private final Traces traces;

    TraceFilter(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(TRACED);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String given = request.getHeader(HEADER);
        String known = Traces.isValid(given) ? given : null;
        if (!traces.areTold()) {
            chain.doFilter(new Placed(request, known), response);
            return;
        }
        try (Running running = traces.request(name(request), known)) {
            chain.doFilter(new Placed(request, running.traceparent()), response);
            running.answered(response.getStatus());
        }
    }

    /** As OpenTelemetry names them: the method and what is the same in all such requests. */
    private static String name(HttpServletRequest request) {
        String path = ID.matcher(request.getRequestURI()).replaceAll("/{id}");
        boolean isKnown = path.equals(TRACED) || path.matches("/api/allocations/\\{id}(/[a-z]{1,20})?");
        return request.getMethod() + " " + (isKnown ? path : TRACED);
    }

    /** A request with another place in a trace. */
    private static final class Placed extends HttpServletRequestWrapper {
        private final @Nullable String traceparent;

        Placed(HttpServletRequest request, @Nullable String traceparent) {
            super(request);
            this.traceparent = traceparent;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return HEADER.equalsIgnoreCase(name) ? traceparent : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            if (!HEADER.equalsIgnoreCase(name)) {
                return super.getHeaders(name);
            }
            return traceparent == null
                    ? Collections.emptyEnumeration()
                    : Collections.enumeration(java.util.List.of(traceparent));
        }
    }
}
