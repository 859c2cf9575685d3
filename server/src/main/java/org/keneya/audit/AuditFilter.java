// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Tenants;
import org.keneya.store.FhirStore;
import org.keneya.store.Trail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Records every request for data, whatever its door: what the store handed out on its behalf, what was refused, what failed.
 * What was written has its note from the store; a second entry is made only when something was read besides.
 */
final class AuditFilter extends OncePerRequestFilter {
    private static final int TOO_MANY = 429;

    private final AuditLog log;
    private final Tenants tenants;
    private final Clock clock;
    private final FhirStore store;

    AuditFilter(AuditLog log, Tenants tenants, Clock clock, FhirStore store) {
        this.log = log;
        this.tenants = tenants;
        this.clock = clock;
        this.store = store;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Origin origin = new Origin(
                request.getRemoteAddr(), response.getHeader("X-Request-Id"), () -> caller(request), store::patient);
        Trail trail = new Trail(origin);
        boolean answered = false;
        try {
            trail.follow(() -> {
                chain.doFilter(request, response);
                return true;
            });
            answered = true;
        } catch (ServletException | IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        } finally {
            record(request, answered ? response.getStatus() : 500, origin, trail);
        }
    }

    private void record(HttpServletRequest request, int status, Origin origin, Trail trail) {
        Interaction interaction = Interaction.of(request.getMethod(), request.getRequestURI());
        if (status == TOO_MANY) { // nothing was served, and a flood must not become a flood of entries
            return;
        }
        boolean silent = status < 400 && trail.shown() == 0 && (trail.isNoted() || interaction.isHarmless());
        if (silent) {
            return;
        }
        Caller caller = caller(request);
        List<String> named = trail.named();
        log.add(
                caller == null ? tenants.local() : caller.tenant(),
                origin.entry(
                        clock.millis(),
                        interaction.action(),
                        interaction.what(),
                        status < 400 ? "0" : status < 500 ? "4" : "8",
                        status < 400 ? 0 : status,
                        "",
                        interaction.on(),
                        Interaction.parameters(request.getQueryString()),
                        named,
                        trail.shown(),
                        trail.patients()));
    }

    private static @Nullable Caller caller(HttpServletRequest request) {
        return request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller ? caller : null;
    }
}
