// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nothing through without a valid bearer token. */
final class BearerFilter extends OncePerRequestFilter {
    /** Request attribute that holds the session of the token, if it has one. */
    static final String SESSION = "keneya.session";

    private final BearerTokens tokens;

    BearerFilter(BearerTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            BearerTokens.Bearer token = tokens.of(request.getHeader("Authorization"));
            Caller caller = token.caller();
            if (caller.subject().scopes() != null && !request.getRequestURI().startsWith("/fhir")) {
                throw ProblemException.forbidden("Apps may only come by /fhir");
            }
            request.setAttribute(Caller.ATTRIBUTE, caller);
            request.setAttribute(SESSION, token.session());
            Callers.enter(caller);
        } catch (ProblemException refused) {
            Answers.problem(request, response, refused.problem());
            return;
        }
        chain.doFilter(request, response);
    }
}
