// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.keneya.edge.Answers;
import org.keneya.model.Json;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the consent screen where to go instead of sending it there: pages of ours may send forms nowhere else, and browsers
 * count the redirection after a form among its destinations.
 */
final class SmartRedirects extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || !"/oauth2/authorize".equals(request.getServletPath())
                || !"application/json".equals(request.getHeader("Accept"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            @Override
            public void sendRedirect(String location) throws IOException {
                response.setHeader("Cache-Control", "no-store");
                Answers.json(response, 200, "application/json;charset=UTF-8", new Json.Obj().put("location", location));
            }
        });
    }
}
