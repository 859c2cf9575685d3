// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Someone's sign-in on one device.
 *
 * @param id the {@code sid} of its tokens
 * @param stage how far it got; only an open one is worth anything but its next step
 * @param methods how one signed in, as RFC 8176 names it
 * @param authenticated when the last step was passed
 * @param used last use, to about a quarter of a minute
 * @param until when it ends whatever happens
 * @param device browser and system, as a person would say it
 * @param address network address it was opened from
 */
record Session(
        UUID id,
        String login,
        Stage stage,
        List<String> methods,
        Instant authenticated,
        Instant used,
        Instant until,
        String device,
        String address) {

    Session {
        methods = List.copyOf(methods);
    }

    /** What is asked next. */
    enum Stage {
        SECOND_FACTOR,
        ENROLMENT,
        OPEN;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Stage of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Whether two factors stand behind it, as the {@code acr} claim says. */
    String assurance() {
        return methods.contains("mfa") ? "urn:keneya:acr:two-factor" : "urn:keneya:acr:password";
    }
}
