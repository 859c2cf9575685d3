// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in.
 *
 * @param idle how long a session lives without being used
 * @param absolute how long a session lives at most
 * @param secondFactor who must have a second factor
 * @param origin address people reach this server at, such as {@code https://dossier.example.fr}: passkeys are bound to it.
 *     Without it they are offered on {@code localhost} only
 */
@ConfigurationProperties("keneya.signin")
public record SignInSettings(
        @DefaultValue("30m") Duration idle,
        @DefaultValue("12h") Duration absolute,
        @DefaultValue("professionals") Required secondFactor,
        @Nullable String origin) {

    /** Who must have a second factor: everyone but patients and demonstration accounts, or nobody. */
    public enum Required {
        PROFESSIONALS,
        OPTIONAL
    }

    public SignInSettings {
        if (!idle.isPositive()) {
            throw new IllegalArgumentException("keneya.signin.idle (%s) must be positive".formatted(idle));
        }
        if (absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException(
                    "keneya.signin.absolute (%s) must not be shorter than keneya.signin.idle (%s)"
                            .formatted(absolute, idle));
        }
    }
}
