// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.stereotype.Component;

/** What people have let apps do, remembered so that they are asked once. */
@Component
final class SmartConsents implements OAuth2AuthorizationConsentService {
    private final PgClients clients;

    SmartConsents(PgClients clients) {
        this.clients = clients;
    }

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        clients.consent(
                consent.getRegisteredClientId(), consent.getPrincipalName(), String.join(" ", consent.getScopes()));
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        clients.withdraw(consent.getRegisteredClientId(), consent.getPrincipalName());
    }

    /** Nothing: what was agreed to before must not outlive being refused now. {@link SmartRequests#mustAsk} remembers. */
    @Override
    public @Nullable OAuth2AuthorizationConsent findById(String client, String login) {
        return null;
    }
}
