// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** The listening socket: how many connections, how long they may be silent, and whose word is taken for where a request comes from. */
@Component
final class Door implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final EdgeSettings settings;

    Door(EdgeSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> bound(connector, settings));
        if (!settings.proxies().isEmpty()) {
            factory.addEngineValves(proxies());
        }
    }

    /** A client that sends nothing costs one of many connections for a few seconds, and no thread. */
    static void bound(Connector connector, EdgeSettings settings) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            protocol.setConnectionTimeout((int) settings.silence().toMillis());
            protocol.setKeepAliveTimeout((int) settings.idle().toMillis());
            protocol.setMaxConnections(settings.connections());
        }
    }

    private RemoteIpValve proxies() {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(settings.proxies().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        valve.setProtocolHeader("X-Forwarded-Proto");
        valve.setHostHeader("X-Forwarded-Host");
        valve.setPortHeader("X-Forwarded-Port");
        return valve;
    }
}
