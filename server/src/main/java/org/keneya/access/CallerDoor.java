// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import org.keneya.edge.LimitSettings;
import org.keneya.edge.Limits;
import org.keneya.edge.Turns;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands between the sign-in and the data doors. */
@Configuration
class CallerDoor {
    /** Right behind the filters that tell who is calling. */
    @Bean
    FilterRegistrationBean<CallerLimits> callerLimits(Limits limits, Turns turns, LimitSettings settings) {
        var registration = new FilterRegistrationBean<>(new CallerLimits(limits, turns, settings));
        registration.addUrlPatterns("/fhir", "/fhir/*", "/api/*");
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 10);
        return registration;
    }
}
