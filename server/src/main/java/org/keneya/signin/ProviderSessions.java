// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sessions of this node that a provider opened and may end (OpenID Connect Back-Channel Logout 1.0). */
@Component
final class ProviderSessions {
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Sessions sessions;
    private final Cache<String, Set<Session>> byOrigin =
            Caffeine.newBuilder().expireAfterWrite(LONGEST).maximumSize(200_000).build();
    private final Cache<UUID, Origin> origins =
            Caffeine.newBuilder().expireAfterWrite(LONGEST).maximumSize(200_000).build();
    private final Cache<String, Boolean> used = Caffeine.newBuilder()
            .expireAfterWrite(ProviderKeys.SKEW.multipliedBy(10))
            .maximumSize(200_000)
            .build();

    ProviderSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Where a session comes from.
     *
     * @param provider its id
     * @param idToken to sign out there with
     */
    record Origin(String provider, String idToken) {}

    void opened(Session session, Provider provider, Provider.Vouched vouched) {
        origins.put(session.id(), new Origin(provider.settings().id(), vouched.idToken()));
        for (String key : keys(provider, vouched.subject(), vouched.session())) {
            byOrigin.get(key, _ -> ConcurrentHashMap.newKeySet()).add(session);
        }
    }

    /** Null when no provider opened the session, or another node did. */
    @Nullable
    Origin origin(UUID session) {
        return origins.getIfPresent(session);
    }

    /** Whether a logout token is met for the first time. */
    boolean isNew(Provider provider, String tokenId) {
        return used.asMap().putIfAbsent(provider.settings().id() + " " + tokenId, true) == null;
    }

    /** Ends one session of the provider's, or all of a person when it names none. */
    int end(Provider provider, @Nullable String subject, @Nullable String session) {
        String key =
                session != null ? key(provider, "session", session) : key(provider, "subject", String.valueOf(subject));
        Set<Session> opened = byOrigin.asMap().remove(key);
        int count = 0;
        for (Session one : opened == null ? Set.<Session>of() : opened) {
            count += sessions.end(one.login(), one.id()) ? 1 : 0;
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
