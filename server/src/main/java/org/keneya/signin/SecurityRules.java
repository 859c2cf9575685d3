// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.keneya.access.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationEndpointFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Which doors there are and who may pass: everything not named here is closed. */
@Configuration
@EnableWebSecurity
class SecurityRules {
    /** Lifetime of an access token; the browser renews it silently while the session lasts. */
    static final Duration ACCESS_TOKEN = Duration.ofMinutes(10);

    /** Spring would track sessions in memory, in one of the servlet container; ours are in the database. */
    private static final ObjectPostProcessor<OAuth2AuthorizationEndpointFilter> NO_SERVLET_SESSION =
            new ObjectPostProcessor<>() {
                @Override
                public <O extends OAuth2AuthorizationEndpointFilter> O postProcess(O filter) {
                    filter.setSessionAuthenticationStrategy((authentication, request, response) -> {});
                    return filter;
                }
            };

    /** OpenID Connect: authorization, token, keys, user info, sign-out. */
    @Bean
    @Order(2)
    SecurityFilterChain authorizationServerChain(
            HttpSecurity http,
            RegisteredClientRepository clients,
            Sessions sessions,
            SignOut signOut,
            SmartServer smart)
            throws Exception {
        http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            smart.prepare(server);
            server.oidc(oidc -> oidc.logoutEndpoint(end -> end.logoutResponseHandler(signOut)));
            var publicClients = new PublicClients(clients);
            server.clientAuthentication(
                    known -> known.authenticationConverter(publicClients).authenticationProvider(publicClients));
            server.withObjectPostProcessor(NO_SERVLET_SESSION);
        });
        return http.addFilterAfter(new SmartPicker(), SecurityContextHolderFilter.class)
                .addFilterAfter(new SmartRedirects(), SecurityContextHolderFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(SecurityRules::isSilent)
                        .permitAll() // the provider itself tells a silent renewal login_required at its own address
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .securityContext(context -> context.securityContextRepository(sessions))
                .requestCache(cache -> cache.requestCache(new ReturnAddress()))
                .sessionManagement(none -> none.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(AbstractHttpConfigurer::disable)
                .build();
    }

    private static boolean isSilent(HttpServletRequest request) {
        return "/oauth2/authorize".equals(request.getServletPath()) && "none".equals(request.getParameter("prompt"));
    }

    /** Data: a bearer token on every call, no session. First, for it is asked most and its addresses are told apart at once. */
    @Bean
    @Order(1)
    SecurityFilterChain dataChain(HttpSecurity http, BearerTokens tokens) throws Exception {
        return http.securityMatcher("/fhir", "/fhir/**", "/api/**", "/metrics")
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerFilter(tokens), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/metrics")
                        .hasAnyRole(Role.ADMIN.name(), Role.SYSTEM.name())
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** The demonstration's own doors check their caller themselves. */
    @Bean
    @Order(3)
    SecurityFilterChain openChain(HttpSecurity http) throws Exception {
        return http.securityMatcher("/demo/**", "/health/**", "/health")
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Pages, which hold no data, and the sign-in form. */
    @Bean
    @Order(4)
    SecurityFilterChain pagesChain(HttpSecurity http, Sessions sessions, Factors factors) throws Exception {
        var csrf = new CsrfTokenRequestAttributeHandler();
        csrf.setCsrfRequestAttributeName(null); // makes the cookie appear on the first page, where the form needs it
        return http.csrf(protection -> protection
                        .csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(csrf))
                .headers(AbstractHttpConfigurer::disable)
                .securityContext(context -> context.securityContextRepository(sessions))
                .requestCache(cache -> cache.requestCache(new ReturnAddress()))
                .sessionManagement(none -> none.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .formLogin(form -> form.loginPage("/login")
                        .successHandler((request, response, passed) -> {
                            Account account = ((PasswordAccepted) passed).account();
                            Session.Stage stage = factors.afterPassword(account);
                            sessions.begin(request, response, account.login(), stage, List.of("pwd"));
                            response.sendRedirect(
                                    stage == Session.Stage.OPEN
                                            ? ReturnAddress.take(request, response)
                                            : "/login?step=" + stage.code());
                        })
                        .failureHandler((request, response, failure) -> response.sendRedirect(
                                failure instanceof LockedException ? "/login?locked" : "/login?error")))
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/signin/**")
                        .permitAll()
                        .requestMatchers("/error")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /** Watching every filter of every chain costs a fifth of a small request. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Tomcat has already refused control characters; matching each header value again costs more than a read. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedHeaderNames(name -> true);
        return firewall;
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder(10);
    }

    @Bean
    JWKSource<SecurityContext> tokenKeys(PgSigningKeys keys) {
        return new ImmutableJWKSet<>(keys.all());
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
        return NimbusJwtDecoder.withJwkSource(keys).build();
    }

    @Bean
    JwtEncoder jwtEncoder(JWKSource<SecurityContext> keys) {
        return new NimbusJwtEncoder(keys);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings() {
        return AuthorizationServerSettings.builder().build();
    }

    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokenGenerator(JwtEncoder encoder, TokenClaims claims, Clock clock) {
        JwtGenerator signed = new JwtGenerator(encoder);
        signed.setJwtCustomizer(claims);
        return new DelegatingOAuth2TokenGenerator(signed, new RefreshTokens(clock));
    }
}
