// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Makes a SMART App Launch server of the authorization server: its scopes, its screen, its assertions, its answers. */
@Component
final class SmartServer {
    private final SmartRequests requests;
    private final SmartAssertions assertions;

    SmartServer(SmartRequests requests, SmartAssertions assertions) {
        this.requests = requests;
        this.assertions = assertions;
    }

    /** Not a bean of the framework's Customizer type: those are called for every chain there is. */
    void prepare(OAuth2AuthorizationServerConfigurer server) {
        var answer = new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
        answer.setAccessTokenResponseCustomizer(SmartClaims::answer);
        server.authorizationEndpoint(
                        end -> end.consentPage("/smart/consent").authenticationProviders(this::forRequests))
                .clientAuthentication(client -> client.authenticationConverter(new SmartAssertionConverter())
                        .authenticationProviders(this::forClients))
                .tokenEndpoint(end -> end.accessTokenResponseHandler(answer).authenticationProviders(this::forTokens));
    }

    private void forRequests(List<AuthenticationProvider> providers) {
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider codes) {
                codes.setAuthenticationValidator(requests.authorization());
                codes.setAuthorizationConsentRequired(requests::mustAsk);
            }
        }
    }

    private void forClients(List<AuthenticationProvider> providers) {
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof JwtClientAssertionAuthenticationProvider signed) {
                signed.setJwtDecoderFactory(assertions);
            }
        }
    }

    private void forTokens(List<AuthenticationProvider> providers) {
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof OAuth2ClientCredentialsAuthenticationProvider programs) {
                programs.setAuthenticationValidator(requests.program());
            }
        }
    }
}
