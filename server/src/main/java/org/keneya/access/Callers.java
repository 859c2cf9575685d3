// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.List;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Who is calling, for as long as a request is being answered. */
public final class Callers {
    private Callers() {}

    /** The caller of the request being answered; fails with 401 when there is none. */
    public static Caller current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof CallerAuthentication known) {
            return known.caller();
        }
        throw new ProblemException(new Problem.Unauthorized(List.of(Issue.error("login", "A bearer token is needed"))));
    }

    /** From here on the request is this caller's. */
    public static void enter(Caller caller) {
        SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(caller)));
    }
}
