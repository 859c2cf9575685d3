// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Tenants;
import org.keneya.signin.Account;
import org.keneya.signin.Accounts;
import org.slf4j.MDC;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Records who signed in, who tried to, and who left. A name nobody has is not kept: it may be a password typed too early. */
@Component
class SignInEvents {
    private final AuditLog log;
    private final Accounts accounts;
    private final Tenants tenants;
    private final Clock clock;

    SignInEvents(AuditLog log, Accounts accounts, Tenants tenants, Clock clock) {
        this.log = log;
        this.accounts = accounts;
        this.tenants = tenants;
        this.clock = clock;
    }

    @EventListener
    void entered(AuthenticationSuccessEvent event) {
        if (isSignIn(event.getAuthentication())) {
            record("login", "0", event.getAuthentication());
        }
    }

    @EventListener
    void refused(AbstractAuthenticationFailureEvent event) {
        if (isSignIn(event.getAuthentication())) {
            record("login", "4", event.getAuthentication());
        }
    }

    @EventListener
    void left(LogoutSuccessEvent event) {
        record("logout", "0", event.getAuthentication());
    }

    private static boolean isSignIn(Authentication authentication) {
        return authentication instanceof UsernamePasswordAuthenticationToken;
    }

    private void record(String what, String outcome, Authentication authentication) {
        Optional<Account> account =
                accounts.find(authentication.getName().strip().toLowerCase(Locale.ROOT));
        @Nullable
        String address = authentication.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : null;
        log.add(
                account.map(Account::tenant).orElse(tenants.local()),
                new Entry(
                        clock.millis(),
                        'E',
                        what,
                        outcome,
                        outcome.equals("0") ? 0 : 401,
                        account.map(Account::login).orElse(""),
                        account.map(one -> one.role().code()).orElse(null),
                        account.map(Account::fhirUser).orElse(null),
                        address,
                        MDC.get("request"),
                        "",
                        List.of(),
                        List.of(),
                        0,
                        Set.of(),
                        null));
    }
}
