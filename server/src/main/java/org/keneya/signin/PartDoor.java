// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Clock;
import org.keneya.access.Tenants;
import org.keneya.edge.TlsSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Programs with client certificates; nothing of it is there unless authorities of such are configured. */
@Configuration
@ConditionalOnProperty("keneya.tls.client-ca")
class PartDoor {
    /** Before anybody asks who is calling. */
    @Bean
    FilterRegistrationBean<PartFilter> partFilter(TlsSettings settings, Tokens tokens, Tenants tenants, Clock clock) {
        var certificates = new PartCertificates(settings.parts());
        var registration = new FilterRegistrationBean<>(new PartFilter(certificates, tokens, tenants, clock));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 10);
        return registration;
    }

    /** Once it is known who is calling. */
    @Bean
    FilterRegistrationBean<PartBinding> partBinding(TlsSettings settings) {
        var registration = new FilterRegistrationBean<>(new PartBinding(settings.clientsRequired()));
        registration.addUrlPatterns("/fhir", "/fhir/*", "/api/*", "/metrics");
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 5);
        return registration;
    }
}
