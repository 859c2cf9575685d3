// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keneya.access.Role;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.stereotype.Component;

/** What the tokens of apps say besides who it is: the patient in context, the person's place in the directory, the tenant. */
@Component
final class SmartClaims {
    /** In the access tokens of apps, and only there: the app, within whose scopes its holder stays. */
    static final String APP = "client_id";

    private final PgClients clients;
    private final PgAccounts accounts;
    private final SmartLaunch launches;

    SmartClaims(PgClients clients, PgAccounts accounts, SmartLaunch launches) {
        this.clients = clients;
        this.accounts = accounts;
        this.launches = launches;
    }

    /** Whether the token is a program's that comes without a person; then no account is behind its name. */
    static boolean isProgram(JwtEncodingContext context) {
        return AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType());
    }

    void add(JwtEncodingContext context) {
        Optional<SmartClient> known = clients.find(context.getRegisteredClient().getClientId());
        if (known.isEmpty()) {
            return;
        }
        SmartClient client = known.get();
        if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            directory(context);
            return;
        }
        context.getClaims().claim(APP, client.clientId());
        if (isProgram(context)) {
            context.getClaims().claim("role", Role.SYSTEM.code());
            context.getClaims().claim("tenant", client.tenant().id());
            return;
        }
        launched(context, client).ifPresent(launch -> {
            context.getClaims().claim("patient", launch.patient());
            if (launch.encounter() != null) {
                context.getClaims().claim("encounter", launch.encounter());
            }
            context.getClaims().claim("need_patient_banner", launch.banner());
        });
    }

    /** Tells the app beside its token what the token says of the context (scopes and launch context, 2.0.9). */
    static void answer(OAuth2AccessTokenAuthenticationContext context) {
        OAuth2AccessTokenAuthenticationToken given = context.getAuthentication();
        try {
            JWTClaimsSet claims =
                    JWTParser.parse(given.getAccessToken().getTokenValue()).getJWTClaimsSet();
            Map<String, Object> more = new HashMap<>(given.getAdditionalParameters());
            for (String name : new String[] {"patient", "encounter", "need_patient_banner"}) {
                if (claims.getClaim(name) != null) {
                    more.put(name, claims.getClaim(name));
                }
            }
            context.getAccessTokenResponse().additionalParameters(more);
        } catch (ParseException impossible) {
            throw new IllegalStateException("an access token that was just made is garbled", impossible);
        }
    }

    private Optional<SmartLaunch.Context> launched(JwtEncodingContext context, SmartClient client) {
        var authorization = context.getAuthorization();
        if (authorization == null) {
            return Optional.empty();
        }
        OAuth2AuthorizationRequest asked = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (asked == null || !(asked.getAdditionalParameters().get("launch") instanceof String launch)) {
            return Optional.empty();
        }
        return launches.unseal(launch, client.clientId(), authorization.getPrincipalName());
    }

    private void directory(JwtEncodingContext context) {
        if (context.getAuthorizedScopes().contains("fhirUser") && context.getPrincipal() != null) {
            accounts.find(context.getPrincipal().getName())
                    .map(secret -> secret.account().fhirUser())
                    .ifPresent(user -> context.getClaims()
                            .claim(
                                    "fhirUser",
                                    AuthorizationServerContextHolder.getContext()
                                                    .getIssuer() + "/fhir/" + user));
        }
    }
}
