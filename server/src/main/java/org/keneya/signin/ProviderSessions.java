// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The sessions of this node that a provider opened and may end (OpenID Connect Back-Channel Logout 1.0). */
@Component
final class ProviderSessions {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSessions.class);
    private static final String ATTRIBUTE = "keneya.provider";
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Cache<String, Set<HttpSession>> byOrigin =
            Caffeine.newBuilder().expireAfterWrite(LONGEST).maximumSize(200_000).build();
    private final Cache<String, Boolean> used = Caffeine.newBuilder()
            .expireAfterWrite(ProviderKeys.SKEW.multipliedBy(10))
            .maximumSize(200_000)
            .build();

    /**
     * Where a session comes from.
     *
     * @param provider its id
     * @param idToken to sign out there with
     */
    record Origin(String provider, String idToken) implements Serializable {}

    void opened(HttpSession session, Provider provider, Provider.Vouched vouched) {
        session.setAttribute(ATTRIBUTE, new Origin(provider.settings().id(), vouched.idToken()));
        for (String key : keys(provider, vouched.subject(), vouched.session())) {
            byOrigin.get(key, _ -> ConcurrentHashMap.newKeySet()).add(session);
        }
    }

    static @Nullable Origin origin(@Nullable HttpSession session) {
        return session != null && session.getAttribute(ATTRIBUTE) instanceof Origin origin ? origin : null;
    }

    /** Whether a logout token is met for the first time. */
    boolean isNew(Provider provider, String tokenId) {
        return used.asMap().putIfAbsent(provider.settings().id() + " " + tokenId, true) == null;
    }

    /** Ends one session of the provider's, or all of a person when it names none. */
    int end(Provider provider, @Nullable String subject, @Nullable String session) {
        String key =
                session != null ? key(provider, "session", session) : key(provider, "subject", String.valueOf(subject));
        Set<HttpSession> ended = byOrigin.asMap().remove(key);
        int count = 0;
        for (HttpSession one : ended == null ? Set.<HttpSession>of() : ended) {
            try {
                one.invalidate();
                count++;
            } catch (IllegalStateException over) {
                LOG.debug("a session had ended by itself", over);
            }
        }
        return count;
    }

    private static List<String> keys(Provider provider, String subject, @Nullable String session) {
        List<String> keys = new ArrayList<>();
        keys.add(key(provider, "subject", subject));
        if (session != null) {
            keys.add(key(provider, "session", session));
        }
        return keys;
    }

    private static String key(Provider provider, String kind, String value) {
        return provider.settings().id() + " " + kind + " " + value;
    }
}
