// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * TLS on the server's port, and on a second one where every connection must bring a client certificate. Files that change are
 * taken while the server runs: connections that stand go on, new ones meet the new certificate. Files that cannot be used
 * change nothing but the log.
 */
@Component
public final class Tls implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    private final TlsSettings settings;
    private final EdgeSettings edge;
    private final Environment environment;
    private final TlsFiles files;
    private final List<Secured> doors = new ArrayList<>();
    private final @Nullable ScheduledExecutorService watch;
    private @Nullable Connector parts;
    private String taken;

    private record Secured(AbstractHttp11Protocol<?> protocol, boolean isForParts) {}

    Tls(TlsSettings settings, EdgeSettings edge, Environment environment) {
        this.settings = settings;
        this.edge = edge;
        this.environment = environment;
        this.files = new TlsFiles(settings);
        this.taken = settings.isOn() ? files.digest() : "";
        this.watch = settings.isOn()
                ? Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("tls-files").factory())
                : null;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (!settings.isOn()) {
            return;
        }
        factory.addConnectorCustomizers(connector -> secure(connector, false));
        if (settings.clientPort() >= 0) {
            Connector connector = new Connector();
            connector.setPort(settings.clientPort());
            Door.bound(connector, edge);
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                protocol.setAddress(factory.getAddress());
                protocol.setExecutor(new VirtualThreadExecutor("parts-"));
                protocol.setMaxHttpRequestHeaderSize(32 * 1024);
                protocol.setRelaxedQueryChars(environment.getProperty("server.tomcat.relaxed-query-chars"));
            }
            secure(connector, true);
            factory.addAdditionalConnectors(connector);
            parts = connector;
        }
        long millis = settings.watch().toMillis();
        if (watch != null) {
            var _ = watch.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** The port for parts, once the server listens; {@code -1} when there is none. */
    public int partsPort() {
        Connector connector = parts;
        return connector == null ? -1 : connector.getLocalPort();
    }

    private void secure(Connector connector, boolean isForParts) {
        connector.setScheme("https");
        connector.setSecure(true);
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            protocol.setSSLEnabled(true);
            protocol.addSslHostConfig(files.configuration(isForParts));
            doors.add(new Secured(protocol, isForParts));
        }
    }

    /** Takes changed files. */
    private void look() {
        String now = files.digest();
        if (now.isEmpty() || now.equals(taken)) {
            return;
        }
        try {
            for (Secured door : doors) {
                door.protocol.addSslHostConfig(files.configuration(door.isForParts), true);
            }
            LOG.info("tls certificate=reloaded");
        } catch (RuntimeException unusable) {
            LOG.error("tls certificate=unusable, the former one stays: {}", unusable.getMessage());
        }
        taken = now;
    }

    @Override
    public void destroy() {
        if (watch != null) {
            watch.shutdownNow();
        }
    }
}
