// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.keneya.edge.Answers;
import org.keneya.edge.LimitSettings;
import org.keneya.edge.Limits;
import org.keneya.edge.Turns;
import org.keneya.kernel.Deadline;
import org.keneya.kernel.ProblemException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how often and how much at once a caller may ask. People share what their tenant may ask; trusted programs are counted
 * apart, by default without a limit, for imports and machines ask thousands of times a second. A person's request is given up
 * when it takes too long.
 */
final class CallerLimits extends OncePerRequestFilter {
    private final Limits limits;
    private final Turns turns;
    private final Duration requestTime;

    CallerLimits(Limits limits, Turns turns, LimitSettings settings) {
        this.limits = limits;
        this.turns = turns;
        this.requestTime = settings.requestTime();
    }

    /** One caller; the same login may exist in several tenants. */
    private record Key(int tenant, String login) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)) {
            chain.doFilter(request, response);
            return;
        }
        Key key = new Key(caller.tenant().id(), caller.login());
        try {
            if (!caller.isPerson()) {
                limits.take(Limits.Kind.SYSTEM, key, response);
                chain.doFilter(request, response);
                return;
            }
            limits.take(Limits.Kind.TENANT, caller.tenant(), response);
            limits.take(Limits.Kind.PERSON, key, response);
        } catch (ProblemException refused) {
            Answers.problem(request, response, refused.problem());
            return;
        }
        if (Effort.isBulk(request.getRequestURI())) {
            inTurn(key, request, response, chain);
            return;
        }
        try (Deadline _ = Deadline.begin(requestTime)) {
            inTurn(key, request, response, chain);
        }
    }

    private void inTurn(Key key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Effort effort = Effort.of(request.getMethod(), request.getRequestURI());
        if (effort == Effort.SMALL) {
            chain.doFilter(request, response);
            return;
        }
        Turns.Turn turn;
        try {
            turn = turns.take(key, effort == Effort.HEAVY);
        } catch (ProblemException refused) {
            Answers.problem(request, response, refused.problem());
            return;
        }
        try (turn) {
            chain.doFilter(request, response);
        }
    }
}
