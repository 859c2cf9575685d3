// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.keneya.edge.Answers;
import org.keneya.model.Json;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * {@code GET /fhir/.well-known/smart-configuration}: what an app must know before it asks anything
 * (http://hl7.org/fhir/smart-app-launch/STU2/conformance.html). Open to everybody.
 */
@Configuration
class SmartConfiguration {
    private static final String PATH = "/fhir/.well-known/smart-configuration";

    @Bean
    @Order(0)
    SecurityFilterChain smartConfigurationChain(HttpSecurity http) throws Exception {
        return http.securityMatcher(PATH)
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    ServletRegistrationBean<Document> smartConfigurationDoor() {
        var registration = new ServletRegistrationBean<>(new Document(), PATH);
        registration.setName("smart-configuration");
        return registration;
    }

    static final class Document extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String origin = ServletUriComponentsBuilder.fromRequestUri(request)
                    .replacePath(null)
                    .build()
                    .toUriString();
            Answers.json(response, 200, "application/json;charset=UTF-8", document(origin));
        }

        private static Json.Obj document(String origin) {
            return new Json.Obj()
                    .put("issuer", origin)
                    .put("jwks_uri", origin + "/oauth2/jwks")
                    .put("authorization_endpoint", origin + "/oauth2/authorize")
                    .put("token_endpoint", origin + "/oauth2/token")
                    .put("introspection_endpoint", origin + "/oauth2/introspect")
                    .put("revocation_endpoint", origin + "/oauth2/revoke")
                    .put("response_types_supported", list("code"))
                    .put("grant_types_supported", list("authorization_code", "client_credentials"))
                    .put("code_challenge_methods_supported", list("S256"))
                    .put(
                            "token_endpoint_auth_methods_supported",
                            list("client_secret_basic", "client_secret_post", "private_key_jwt"))
                    .put("token_endpoint_auth_signing_alg_values_supported", list("RS384", "ES384"))
                    .put(
                            "scopes_supported",
                            list(
                                    "openid",
                                    "profile",
                                    "fhirUser",
                                    "launch",
                                    "launch/patient",
                                    "offline_access",
                                    "online_access",
                                    "patient/*.cruds",
                                    "user/*.cruds",
                                    "system/*.cruds"))
                    .put(
                            "capabilities",
                            list(
                                    "launch-ehr",
                                    "launch-standalone",
                                    "authorize-post",
                                    "client-public",
                                    "client-confidential-symmetric",
                                    "client-confidential-asymmetric",
                                    "sso-openid-connect",
                                    "context-banner",
                                    "context-ehr-patient",
                                    "context-ehr-encounter",
                                    "context-standalone-patient",
                                    "permission-patient",
                                    "permission-user",
                                    "permission-v1",
                                    "permission-v2"));
        }

        private static Json.Arr list(String... values) {
            Json.Arr list = new Json.Arr();
            List.of(values).forEach(value -> list.add(new Json.Str(value)));
            return list;
        }
    }
}
