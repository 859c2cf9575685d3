// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * The first step: a name and its password. A name nobody has is answered like one somebody has, after the same work: it
 * is counted, locked and compared with a password of nobody.
 */
@Component
class PasswordSignIn implements AuthenticationProvider {
    private final PgAccounts accounts;
    private final PgGuesses guesses;
    private final PasswordEncoder passwords;
    private final String nobodys;

    PasswordSignIn(PgAccounts accounts, PgGuesses guesses, PasswordEncoder passwords) {
        this.accounts = accounts;
        this.guesses = guesses;
        this.passwords = passwords;
        this.nobodys = String.valueOf(passwords.encode(Fingerprint.secret()));
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        String login = asked.getName().strip().toLowerCase(Locale.ROOT);
        String address = asked.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
        if (guesses.isLocked(PgGuesses.Target.ADDRESS, address) || !guesses.take(PgGuesses.Target.PASSWORD, login)) {
            throw new LockedException("locked");
        }
        Optional<PgAccounts.Secret> known = accounts.find(login);
        String hash = known.map(PgAccounts.Secret::passwordHash).orElse(nobodys);
        boolean right = passwords.matches(String.valueOf(asked.getCredentials()), hash);
        if (known.isEmpty()) {
            guesses.take(PgGuesses.Target.ADDRESS, address);
        }
        if (!right || known.isEmpty()) {
            throw new BadCredentialsException("wrong");
        }
        guesses.forgive(PgGuesses.Target.PASSWORD, login);
        return new PasswordAccepted(known.get().account());
    }

    /** Whether it is the password of someone who is already signed in; fails when there were too many guesses. */
    boolean confirms(String login, @Nullable String password) {
        if (!guesses.take(PgGuesses.Target.PASSWORD, login)) {
            throw SignInProblems.locked();
        }
        boolean right = password != null
                && accounts.find(login)
                        .map(secret -> passwords.matches(password, secret.passwordHash()))
                        .orElse(false);
        if (right) {
            guesses.forgive(PgGuesses.Target.PASSWORD, login);
        }
        return right;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
