// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.keneya.edge.AllowedOrigins;
import org.springframework.stereotype.Component;

/** The origins of registered apps, from their redirect addresses; looked up again after ten seconds. */
@Component
final class SmartOrigins implements AllowedOrigins {
    private static final String ALL = "";

    private final LoadingCache<String, Set<String>> known;

    SmartOrigins(PgClients clients) {
        known = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofSeconds(10))
                .build(_ -> clients.redirects().stream()
                        .filter(address -> address.startsWith("http"))
                        .map(SmartOrigins::origin)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** From now on what is registered counts here; on other nodes within ten seconds. */
    void forget() {
        known.invalidateAll();
    }

    @Override
    public boolean allows(String origin) {
        return known.get(ALL).contains(origin);
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
