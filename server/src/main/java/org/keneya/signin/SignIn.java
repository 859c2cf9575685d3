// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Clock;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;

/** Accounts as the sign-in form needs them; counts failures and locks. */
@Service
class SignIn implements UserDetailsService {
    private final PgAccounts accounts;
    private final Clock clock;

    SignIn(PgAccounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public UserDetails loadUserByUsername(String login) {
        PgAccounts.Secret secret = accounts.find(login.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new UsernameNotFoundException("no such account"));
        return User.withUsername(secret.account().login())
                .password(secret.passwordHash())
                .roles(secret.account().role().name())
                .accountLocked(secret.lockedUntil().isAfter(clock.instant()))
                .build();
    }

    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        accounts.failed(event.getAuthentication().getName().strip().toLowerCase(Locale.ROOT));
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        accounts.succeeded(event.getAuthentication().getName());
    }
}
