// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Tells, as Spring Security's own events, who came in, who was refused a further step and who left. */
@Component
class SignInNews {
    private final ApplicationEventPublisher listeners;

    SignInNews(ApplicationEventPublisher listeners) {
        this.listeners = listeners;
    }

    void entered(String login) {
        listeners.publishEvent(new AuthenticationSuccessEvent(person(login)));
    }

    void refused(String login) {
        listeners.publishEvent(new AuthenticationFailureBadCredentialsEvent(
                person(login), new BadCredentialsException("second factor")));
    }

    void left(String login) {
        listeners.publishEvent(new LogoutSuccessEvent(person(login)));
    }

    private static UsernamePasswordAuthenticationToken person(String login) {
        var person = UsernamePasswordAuthenticationToken.authenticated(login, null, List.of());
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            person.setDetails(new WebAuthenticationDetails(attributes.getRequest()));
        }
        return person;
    }
}
