// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureServiceExceptionEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Gives whom a provider vouches for a session of our own authorization server, as the sign-in form does; what the web
 * application sees does not differ.
 */
@Component
final class ProviderEntry {
    private final Identities identities;
    private final ProviderSessions opened;
    private final Sessions sessions;
    private final Factors factors;
    private final ApplicationEventPublisher events;

    ProviderEntry(
            Identities identities,
            ProviderSessions opened,
            Sessions sessions,
            Factors factors,
            ApplicationEventPublisher events) {
        this.identities = identities;
        this.opened = opened;
        this.sessions = sessions;
        this.factors = factors;
        this.events = events;
    }

    /**
     * What came of it.
     *
     * @param session begun, at the stage it got to; null when nobody was let in
     */
    record Outcome(Identities.Entry entry, @Nullable Session session) {}

    /** A provider trusted for two factors stands for both; another for the password alone. */
    Outcome enter(
            Provider provider, Provider.Vouched vouched, HttpServletRequest request, HttpServletResponse response) {
        Identities.Entry entry = identities.enter(provider, vouched.subject(), vouched.person());
        if (!(entry instanceof Identities.Entry.Opened(Account account))) {
            refused(provider, request);
            return new Outcome(entry, null);
        }
        boolean strong = provider.settings().strong();
        Session session = sessions.begin(
                request,
                response,
                account.login(),
                strong ? Session.Stage.OPEN : factors.afterPassword(account),
                strong ? List.of("fed", "mfa") : List.of("fed"));
        opened.opened(session, provider, vouched);
        return new Outcome(entry, session);
    }

    /** Tells the audit of an attempt that led nowhere; who it was is not known. */
    void refused(Provider provider, HttpServletRequest request) {
        var nobody = UsernamePasswordAuthenticationToken.unauthenticated(
                provider.settings().id() + ":", "");
        nobody.setDetails(new WebAuthenticationDetails(request));
        events.publishEvent(new AuthenticationFailureServiceExceptionEvent(
                nobody, new AuthenticationServiceException("refused by or for the provider")));
    }
}
