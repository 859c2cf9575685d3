// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages of known other origins call what apps need (https://fetch.spec.whatwg.org/#http-cors-protocol): data, tokens,
 * discovery. Never with cookies, never with a wildcard; everything else stays closed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class CrossOrigin extends OncePerRequestFilter {
    private static final List<String> OPEN =
            List.of("/fhir", "/oauth2/token", "/oauth2/revoke", "/oauth2/jwks", "/userinfo", "/.well-known/");

    private final List<AllowedOrigins> origins;

    CrossOrigin(List<AllowedOrigins> origins) {
        this.origins = List.copyOf(origins);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader("Origin") == null || OPEN.stream().noneMatch(request.getRequestURI()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader("Origin");
        boolean allowed = origins.stream().anyMatch(one -> one.allows(origin));
        response.addHeader("Vary", "Origin");
        if (allowed) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader(
                    "Access-Control-Expose-Headers", "ETag, Location, Content-Location, Last-Modified, X-Request-Id");
        }
        boolean asksFirst =
                "OPTIONS".equals(request.getMethod()) && request.getHeader("Access-Control-Request-Method") != null;
        if (!asksFirst) {
            chain.doFilter(request, response);
            return;
        }
        if (allowed) {
            response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
            response.setHeader(
                    "Access-Control-Allow-Headers",
                    "Authorization, Accept, Content-Type, If-Match, If-None-Match, If-None-Exist, Prefer, X-Request-Id");
            response.setHeader("Access-Control-Max-Age", "600");
        }
        response.setStatus(allowed ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_FORBIDDEN);
    }
}
