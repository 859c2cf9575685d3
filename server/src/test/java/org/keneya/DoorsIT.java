// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keneya.ServerFixture.SERVER;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every address of every controller and servlet: closed without a token, or on the list of those that are open, and why. */
class DoorsIT {
    /** Pages hold no data; a sign-in begins without a token, and its steps go by the cookie of the step before; the demonstration checks its caller itself and is there on loopback only; health tells up or down. */
    private static final Set<String> OPEN = Set.of(
            "/**",
            "/assets/**",
            "/login",
            "/login.html",
            "/silent-renew.html",
            "/error",
            "/demo/accounts",
            "/demo/token",
            "/signin/providers",
            "/signin/provider/{id}",
            "/signin/provider/{id}/callback",
            "/signin/provider/{id}/logout",
            "/fhir/.well-known/smart-configuration", // what every app reads first; it names addresses only
            "/signin/state",
            "/signin/code",
            "/signin/passkey",
            "/signin/passkey/options",
            "/signin/enrol/code",
            "/signin/enrol/code/confirm",
            "/signin/enrol/passkey",
            "/signin/enrol/passkey/options");

    @Test
    void everyControllerIsClosedOrListed() {
        List<String> open = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (RequestMappingHandlerMapping mappings : SERVER.beans(RequestMappingHandlerMapping.class)) {
            for (RequestMappingInfo info : mappings.getHandlerMethods().keySet()) {
                for (String pattern : info.getPatternValues()) {
                    seen.add(pattern);
                    if (!OPEN.contains(pattern)) {
                        open.addAll(answeredToStrangers(info, pattern));
                    }
                }
            }
        }
        assertThat(seen).contains("/api/session", "/api/patients");
        assertThat(open).isEmpty();
    }

    private static List<String> answeredToStrangers(RequestMappingInfo info, String pattern) {
        Set<String> methods = new TreeSet<>();
        info.getMethodsCondition().getMethods().forEach(method -> methods.add(method.name()));
        String path = pattern.replaceAll("\\{[^}]*\\}", "1").replace("**", "x").replace("*", "x");
        return (methods.isEmpty() ? Set.of("GET", "POST", "PUT", "DELETE") : methods)
                .stream()
                        .map(method -> method + " " + path + " "
                                + SERVER.anonymous()
                                        .send(method, path, new byte[0])
                                        .status())
                        .filter(answer -> !answer.endsWith(" 401"))
                        .toList();
    }

    @Test
    void everyServletOfOurOwnIsClosed() {
        for (ServletRegistrationBean<?> servlet : SERVER.beans(ServletRegistrationBean.class)) {
            for (Object mapping : servlet.getUrlMappings()) {
                String path = mapping.toString().replace("*", "x");
                if (!path.equals("/") && !OPEN.contains(path)) {
                    for (HttpMethod method : HttpMethod.values()) {
                        if (!method.equals(HttpMethod.TRACE)) {
                            assertThat(SERVER.anonymous()
                                            .send(method.name(), path, new byte[0])
                                            .status())
                                    .as(method + " " + path)
                                    .isEqualTo(401);
                        }
                    }
                }
            }
        }
    }

    @Test
    void whatNobodyThoughtOfIsClosed() {
        for (String path :
                List.of("/actuator", "/env", "/beans", "/heapdump", "/prometheus", "/h2-console", "/fhirx", "/apix")) {
            assertThat(SERVER.anonymous().send("POST", path, new byte[0]).status())
                    .as(path)
                    .isIn(401, 403);
            assertThat(SERVER.anonymous().get(path).text()).as(path).doesNotContain("\"_links\"", "java.");
        }
    }
}
