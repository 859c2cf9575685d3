// SPDX-License-Identifier: Apache-2.0
package org.keneya.validation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which profiles are held up against what is written, and where they come from.
 *
 * @param onWrite {@code off}; {@code claimed}: the profiles a resource names in meta.profile, as far as they are known;
 *     {@code required:} and canonicals separated by commas: these, and those claimed, for resources of their types
 * @param packages folder of NPM packages ({@code .tgz}); {@code packages} in the data directory when empty
 * @param patience longest wait for a free validator before the answer is 503
 */
@ConfigurationProperties("keneya.validation")
public record ValidationSettings(
        @DefaultValue("off") String onWrite,
        @DefaultValue("") String packages,
        @DefaultValue("10s") Duration patience) {
    private static final String REQUIRED = "required:";

    public ValidationSettings {
        if (!onWrite.equals("off") && !onWrite.equals("claimed") && !onWrite.startsWith(REQUIRED)) {
            throw new IllegalArgumentException(
                    "keneya.validation.on-write (%s) is off, claimed, or required: and canonicals".formatted(onWrite));
        }
    }

    boolean isOff() {
        return onWrite.equals("off");
    }

    /** Canonicals every resource of their type is held to; empty when none. */
    List<String> required() {
        return onWrite.startsWith(REQUIRED)
                ? Arrays.stream(onWrite.substring(REQUIRED.length()).split(",", -1))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList()
                : List.of();
    }
}
