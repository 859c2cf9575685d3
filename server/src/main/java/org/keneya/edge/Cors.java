// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets web pages of the configured origins call {@code /fhir} and {@code /api}, and those of registered apps {@code /fhir} and the
 * doors where they get their tokens (https://fetch.spec.whatwg.org/#http-cors-protocol); browsers keep all others out. Cookies
 * are never part of it: callers bring a bearer token.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class Cors extends OncePerRequestFilter {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String SENT = "Authorization, Content-Type, Accept, Prefer, If-Match, If-None-Match, "
            + "If-None-Exist, If-Modified-Since, Idempotency-Key, X-Request-Id";
    private static final String SEEN = "ETag, Location, Content-Location, Last-Modified, Retry-After, X-Request-Id, "
            + "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset";

    private static final List<String> APP_DOORS =
            List.of("/fhir", "/oauth2/token", "/oauth2/revoke", "/oauth2/jwks", "/userinfo", "/.well-known/");

    private final Set<String> origins;
    private final List<AllowedOrigins> apps;

    /** @param apps who knows the origins of registered apps */
    Cors(EdgeSettings settings, List<AllowedOrigins> apps) {
        origins = Set.copyOf(settings.origins());
        this.apps = List.copyOf(apps);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return (origins.isEmpty() && request.getHeader("Origin") == null) || !(Headers.isData(path) || isForApps(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null && isAllowed(origin, request.getRequestURI())) {
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

    private boolean isAllowed(String origin, String path) {
        return (Headers.isData(path) && origins.contains(origin))
                || (isForApps(path) && apps.stream().anyMatch(known -> known.allows(origin)));
    }

    private static boolean isForApps(String path) {
        return APP_DOORS.stream().anyMatch(path::startsWith);
    }
}
