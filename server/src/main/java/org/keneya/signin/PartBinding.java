// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.keneya.access.Caller;
import org.keneya.edge.Answers;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Binds callers to certificates: over a connection with a client certificate nobody but its program may call, whatever token
 * is shown; and where certificates are required, no trusted program may call without one.
 */
final class PartBinding extends OncePerRequestFilter {
    private final boolean required;

    PartBinding(boolean required) {
        this.required = required;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller && !isBound(request, caller)) {
            Answers.problem(
                    request,
                    response,
                    new Problem.Unauthorized(
                            List.of(Issue.error("login", "This caller needs the client certificate that is its own"))));
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isBound(HttpServletRequest request, Caller caller) {
        if (request.getAttribute(PartFilter.PART) instanceof PartFilter.Known(var account, var tenant)) {
            return account.equals(caller.login()) && tenant.equals(caller.tenant()) && !caller.isPerson();
        }
        return caller.isPerson() || !required;
    }
}
