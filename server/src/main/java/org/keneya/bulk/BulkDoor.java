// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hangs the servlet where it belongs, before the FHIR one. */
@Configuration
class BulkDoor {

    @Bean
    ServletRegistrationBean<BulkServlet> bulkServlet(Exports exports, Imports imports) {
        var registration =
                new ServletRegistrationBean<>(new BulkServlet(exports, imports), "/fhir/bulk/*", "/fhir/$import");
        registration.setName("bulk");
        return registration;
    }
}
