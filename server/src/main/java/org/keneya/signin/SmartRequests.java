// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.keneya.kernel.Tenant;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.stereotype.Component;

/**
 * What an app may ask for: scopes it is registered for or parts of them, of this server by name ({@code aud}), with an
 * address registered letter by letter, and for one patient only with a launch that names one.
 */
@Component
final class SmartRequests {
    private final PgClients clients;
    private final PgAccounts accounts;
    private final SmartLaunch launches;

    SmartRequests(PgClients clients, PgAccounts accounts, SmartLaunch launches) {
        this.clients = clients;
        this.accounts = accounts;
        this.launches = launches;
    }

    /** For the authorization end point; the web application is held to its fixed scopes. */
    Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> authorization() {
        return context -> {
            OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR.accept(context);
            Optional<SmartClient> client =
                    clients.find(context.getRegisteredClient().getClientId());
            if (client.isEmpty()) {
                OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR.accept(context);
                return;
            }
            check(client.get(), context.getAuthentication());
        };
    }

    /** For programs without a person: {@code system/} scopes they are registered for. */
    Consumer<OAuth2ClientCredentialsAuthenticationContext> program() {
        return context -> {
            Set<String> scopes = scopes(context);
            SmartScopes asked = SmartScopes.parse(scopes).orElse(null);
            boolean allowed = asked != null
                    && !asked.resources().isEmpty()
                    && asked.others().isEmpty()
                    && asked.resources().stream().allMatch(one -> one.context() == SmartScope.Context.SYSTEM)
                    && clients.find(context.getRegisteredClient().getClientId())
                            .filter(client ->
                                    client.isProgram() && client.allowed().cover(asked))
                            .isPresent();
            if (!allowed) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
            }
        };
    }

    /** Whether the person must be asked: unless the app is trusted, or they agreed to all of it before. */
    boolean mustAsk(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        var client = context.getRegisteredClient();
        if (!client.getClientSettings().isRequireAuthorizationConsent()) {
            return false;
        }
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = context.getAuthentication();
        Object person = asked.getPrincipal();
        Set<String> agreed = person instanceof Authentication known
                ? Set.of(clients.consent(client.getId(), known.getName()).split(" "))
                : Set.of();
        return !agreed.containsAll(asked.getScopes().stream()
                .filter(scope -> !scope.equals("openid"))
                .toList());
    }

    private static Set<String> scopes(OAuth2ClientCredentialsAuthenticationContext context) {
        OAuth2ClientCredentialsAuthenticationToken asked = context.getAuthentication();
        return asked.getScopes();
    }

    private void check(SmartClient client, OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        if (asked.getRedirectUri() == null || !client.redirects().contains(asked.getRedirectUri())) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "redirect_uri is not registered", asked, false);
        }
        SmartScopes scopes = SmartScopes.parse(asked.getScopes()).orElse(null);
        if (scopes == null
                || !client.allowed().cover(scopes)
                || scopes.resources().stream().anyMatch(one -> one.context() == SmartScope.Context.SYSTEM)) {
            throw refused(OAuth2ErrorCodes.INVALID_SCOPE, "a scope is not known or not registered", asked, true);
        }
        String audience = String.valueOf(asked.getAdditionalParameters().get("aud"));
        if (!audience.equals(base()) && !audience.equals(base() + "/")) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "aud must be " + base(), asked, true);
        }
        if (!(asked.getPrincipal() instanceof Authentication person) || !person.isAuthenticated()) {
            return; // whoever is not signed in yet is asked to first
        }
        Optional<Account> account = accounts.find(person.getName()).map(PgAccounts.Secret::account);
        if (account.isEmpty()) {
            return;
        }
        Tenant tenant = account.get().tenant();
        if (!tenant.equals(client.tenant())) {
            throw refused(OAuth2ErrorCodes.ACCESS_DENIED, "the app belongs to another establishment", asked, true);
        }
        boolean launched = asked.getAdditionalParameters().containsKey("launch");
        if ((launched || scopes.needPatient() || scopes.others().contains("launch"))
                && launches.open(
                                String.valueOf(asked.getAdditionalParameters().get("launch")),
                                client.clientId(),
                                person.getName())
                        .isEmpty()) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "launch is missing, over or another's", asked, true);
        }
    }

    private static String base() {
        return AuthorizationServerContextHolder.getContext().getIssuer() + "/fhir";
    }

    /** @param toApp whether the app may be told; never at an address that is not its own */
    private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
            String code, String why, OAuth2AuthorizationCodeRequestAuthenticationToken asked, boolean toApp) {
        return new OAuth2AuthorizationCodeRequestAuthenticationException(
                new OAuth2Error(code, why, null), toApp ? asked : null);
    }
}
