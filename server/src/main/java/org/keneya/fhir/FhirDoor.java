// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hangs the servlet at {@code /fhir}. */
@Configuration
class FhirDoor {

    @Bean
    ServletRegistrationBean<FhirServlet> fhirServlet(Router router) {
        var registration = new ServletRegistrationBean<>(new FhirServlet(router), "/fhir/*");
        registration.setName("fhir");
        return registration;
    }
}
