// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.MasterKey;
import org.springframework.stereotype.Component;

/**
 * The {@code launch} value: which patient is meant, sealed so that the app and the address line learn nothing from it and
 * nobody can write one. Nothing of it is kept; it is good for one app and one person, and for {@link #OPEN} to begin with.
 */
@Component
final class SmartLaunch {
    private static final String PURPOSE = "SMART launch";
    private static final Duration OPEN = Duration.ofMinutes(10);
    private static final int LONGEST = 2_000;

    private final MasterKey key;
    private final Clock clock;

    SmartLaunch(MasterKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * What is open on the screen.
     *
     * @param patient logical id
     * @param encounter logical id, or null
     * @param banner whether the app must show itself whose data it shows: true unless it opens beside the record
     */
    record Context(
            String clientId,
            String login,
            String patient,
            @Nullable String encounter,
            boolean banner,
            Instant made) {}

    String seal(Context context) {
        Json.Obj text = new Json.Obj()
                .put("client", context.clientId())
                .put("login", context.login())
                .put("patient", context.patient())
                .put("banner", Json.Bool.of(context.banner()))
                .put("made", context.made().toString());
        if (context.encounter() != null) {
            text.put("encounter", context.encounter());
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.wrap(JsonText.bytes(text), PURPOSE));
    }

    /** The context, for this app and this person, young enough to begin with. */
    Optional<Context> open(String launch, String clientId, String login) {
        return unseal(launch, clientId, login)
                .filter(context -> context.made().plus(OPEN).isAfter(clock.instant()));
    }

    /** The context of a launch that has begun. */
    Optional<Context> unseal(String launch, String clientId, String login) {
        if (launch.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(launch.getBytes(StandardCharsets.US_ASCII));
            Json.Obj text = JsonText.readObject(key.unwrap(sealed, PURPOSE));
            Context context = new Context(
                    text(text, "client"),
                    text(text, "login"),
                    text(text, "patient"),
                    text.string("encounter"),
                    Json.Bool.TRUE.equals(text.get("banner")),
                    Instant.parse(text(text, "made")));
            return Optional.of(context)
                    .filter(one ->
                            one.clientId().equals(clientId) && one.login().equals(login));
        } catch (IllegalArgumentException | SecurityException | ProblemException notOurs) {
            return Optional.empty();
        }
    }

    private static String text(Json.Obj object, String name) {
        return Objects.requireNonNullElse(object.string(name), "");
    }
}
