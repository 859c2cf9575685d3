// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureServiceExceptionEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Gives whom a provider vouches for a session of our own authorization server, as the sign-in form does; what the web
 * application sees does not differ.
 */
@Component
final class ProviderEntry {
    private final Identities identities;
    private final ProviderSessions sessions;
    private final ApplicationEventPublisher events;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    ProviderEntry(Identities identities, ProviderSessions sessions, ApplicationEventPublisher events) {
        this.identities = identities;
        this.sessions = sessions;
        this.events = events;
    }

    Identities.Entry enter(
            Provider provider, Provider.Vouched vouched, HttpServletRequest request, HttpServletResponse response) {
        Identities.Entry entry = identities.enter(provider, vouched.subject(), vouched.person());
        if (!(entry instanceof Identities.Entry.Opened(Account account))) {
            refused(provider, request);
            return entry;
        }
        var authentication = UsernamePasswordAuthenticationToken.authenticated(
                User.withUsername(account.login())
                        .password("")
                        .authorities(authorities(provider, account))
                        .build(),
                null,
                authorities(provider, account));
        authentication.setDetails(new WebAuthenticationDetails(request));
        request.getSession(); // its id changes, so that nobody can have laid one out beforehand
        request.changeSessionId();
        contexts.saveContext(new SecurityContextImpl(authentication), request, response);
        sessions.opened(request.getSession(), provider, vouched);
        events.publishEvent(new AuthenticationSuccessEvent(authentication));
        return entry;
    }

    /** Tells the audit of an attempt that led nowhere; who it was is not known. */
    void refused(Provider provider, HttpServletRequest request) {
        var nobody = UsernamePasswordAuthenticationToken.unauthenticated(
                provider.settings().id() + ":", "");
        nobody.setDetails(new WebAuthenticationDetails(request));
        events.publishEvent(new AuthenticationFailureServiceExceptionEvent(
                nobody, new AuthenticationServiceException("refused by or for the provider")));
    }

    /** A provider trusted for two factors stands for a passkey's worth of them. */
    private static List<GrantedAuthority> authorities(Provider provider, Account account) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        authorities.add(new SimpleGrantedAuthority("ROLE_" + account.role().name()));
        authorities.add(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.AUTHORIZATION_CODE_AUTHORITY));
        if (provider.settings().strong()) {
            authorities.add(FactorGrantedAuthority.fromAuthority("FACTOR_PROVIDER_STRONG"));
        }
        return authorities;
    }
}
