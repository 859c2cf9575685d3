// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nothing through without a valid bearer token. */
final class BearerFilter extends OncePerRequestFilter {
    private final Callers callers;

    BearerFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Caller caller = callers.of(request.getHeader("Authorization"));
            request.setAttribute(Caller.ATTRIBUTE, caller);
            SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(caller)));
        } catch (ProblemException refused) {
            Answers.problem(request, response, refused.problem());
            return;
        }
        chain.doFilter(request, response);
    }
}
