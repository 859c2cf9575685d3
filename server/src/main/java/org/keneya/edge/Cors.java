// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets web pages of the configured origins call {@code /fhir} and {@code /api} (https://fetch.spec.whatwg.org/#http-cors-protocol);
 * without any, browsers keep all others out. Cookies are never part of it: callers bring a bearer token.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class Cors extends OncePerRequestFilter {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String SENT = "Authorization, Content-Type, Accept, Prefer, If-Match, If-None-Match, "
            + "If-None-Exist, If-Modified-Since, Idempotency-Key, X-Request-Id";
    private static final String SEEN = "ETag, Location, Content-Location, Last-Modified, Retry-After, X-Request-Id, "
            + "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset";

    private final Set<String> origins;

    Cors(EdgeSettings settings) {
        origins = Set.copyOf(settings.origins());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return origins.isEmpty() || !Headers.isData(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null && origins.contains(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Expose-Headers", SEEN);
            response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
            if (request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null) {
                response.setHeader("Access-Control-Allow-Methods", METHODS);
                response.setHeader("Access-Control-Allow-Headers", SENT);
                response.setHeader("Access-Control-Max-Age", "600");
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
