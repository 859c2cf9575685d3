// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Someone who signed in, as the authorization server meets them. */
final class SignedIn extends AbstractAuthenticationToken {
    private final String login;
    private final transient @Nullable Session session;

    /** @param session none where a grant outlives the sign-in it was given in */
    SignedIn(String login, @Nullable Session session) {
        super(List.of());
        this.login = login;
        this.session = session;
        setAuthenticated(true);
    }

    @Nullable
    Session session() {
        return session;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return login;
    }
}
