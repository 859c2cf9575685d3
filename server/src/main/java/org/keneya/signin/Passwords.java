// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keneya.kernel.ProblemException;

/**
 * Which passwords are accepted: long ones that are not the first ones tried (ANSSI, Recommandations relatives à
 * l'authentification multifacteur et aux mots de passe, 2021; NIST SP 800-63B). No rule on kinds of characters.
 */
final class Passwords {
    static final int SHORTEST = 12;

    /** What bcrypt looks at, bytes. */
    private static final int LONGEST_BYTES = 72;

    private static final int FEWEST_CHARACTERS = 5;
    private static final Set<String> COMMON = common();

    private Passwords() {}

    /** Why a password is refused; nothing when it is accepted. */
    static Optional<ProblemException> refusal(String login, String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return refused(
                    "length", "The password is too short", "Le mot de passe doit compter au moins 12 caractères.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            return refused("length", "The password is too long", "Le mot de passe doit compter au plus 72 caractères.");
        }
        String core = core(password);
        if (COMMON.contains(core)
                || core.contains(core(login)) && core.length() - login.length() < SHORTEST - FEWEST_CHARACTERS
                || password.chars().distinct().count() < FEWEST_CHARACTERS) {
            return refused(
                    "common",
                    "The password is among the first ones tried",
                    "Ce mot de passe est trop courant ou trop proche de votre identifiant.");
        }
        return Optional.empty();
    }

    /** The password as guessers see it: letters for the usual signs, without what is hung on at its ends. */
    private static String core(String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        String stripped = lower.replaceAll("^[^\\p{L}@$]+|[^\\p{L}@$]+$", "").replaceAll("[\\s._-]+", "");
        return (stripped.isEmpty() ? lower : stripped)
                .replace('@', 'a')
                .replace('4', 'a')
                .replace('0', 'o')
                .replace('3', 'e')
                .replace('5', 's')
                .replace('$', 's')
                .replace('1', 'i')
                .replace('é', 'e')
                .replace('è', 'e')
                .replace('à', 'a');
    }

    private static Optional<ProblemException> refused(String rule, String diagnostics, String text) {
        return Optional.of(SignInProblems.unprocessable(rule, diagnostics, text));
    }

    private static Set<String> common() {
        try (InputStream in = Passwords.class.getResourceAsStream("common-passwords.txt")) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Passwords::core)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
