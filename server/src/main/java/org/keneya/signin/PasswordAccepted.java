// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A name and its password were right. Nothing is open yet. */
final class PasswordAccepted extends AbstractAuthenticationToken {
    private final transient Account account;

    PasswordAccepted(Account account) {
        super(List.of());
        this.account = account;
        setAuthenticated(true);
    }

    Account account() {
        return account;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return account.login();
    }
}
