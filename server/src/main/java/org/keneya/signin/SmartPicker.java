// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leads a signed-in person to the choice of a patient when an app wants one and none is open (standalone launch). The screen
 * sends them back here with a {@code launch}.
 */
final class SmartPicker extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"GET".equals(request.getMethod()) || !"/oauth2/authorize".equals(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        String scope = request.getParameter("scope");
        boolean choose = person != null
                && person.isAuthenticated()
                && !(person instanceof AnonymousAuthenticationToken)
                && scope != null
                && request.getParameter("launch") == null
                && !"none".equals(request.getParameter("prompt"))
                && SmartScopes.parse(scope).filter(SmartScopes::needPatient).isPresent();
        if (choose) {
            response.setHeader("Cache-Control", "no-store");
            response.sendRedirect("/smart/patient?" + request.getQueryString());
            return;
        }
        chain.doFilter(request, response);
    }
}
