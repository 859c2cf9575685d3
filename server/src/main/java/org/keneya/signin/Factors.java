// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.keneya.access.Role;
import org.springframework.stereotype.Service;

/** The second factors of an account: a code generator, passkeys, recovery codes. */
@Service
class Factors {
    private static final String ISSUER = "Keneya";

    private final PgTotp totp;
    private final PgPasskeys passkeys;
    private final PgRecoveryCodes recovery;
    private final PgGuesses guesses;
    private final SignInNews news;
    private final SignInSettings settings;

    Factors(
            PgTotp totp,
            PgPasskeys passkeys,
            PgRecoveryCodes recovery,
            PgGuesses guesses,
            SignInNews news,
            SignInSettings settings) {
        this.totp = totp;
        this.passkeys = passkeys;
        this.recovery = recovery;
        this.guesses = guesses;
        this.news = news;
        this.settings = settings;
    }

    /** What a right password leads to. */
    Session.Stage afterPassword(Account account) {
        if (hasTotp(account.login()) || hasPasskey(account.login())) {
            return Session.Stage.SECOND_FACTOR;
        }
        return mustHave(account) ? Session.Stage.ENROLMENT : Session.Stage.OPEN;
    }

    /** Whether the establishment wants the account to have a second factor. */
    boolean mustHave(Account account) {
        return settings.secondFactor() == SignInSettings.Required.PROFESSIONALS
                && account.role() != Role.PATIENT
                && !account.demo();
    }

    boolean hasTotp(String login) {
        return totp.has(login);
    }

    boolean hasPasskey(String login) {
        return !passkeys.of(login).isEmpty();
    }

    int recoveryCodesLeft(String login) {
        return recovery.left(login);
    }

    /**
     * A code generator to set up.
     *
     * @param secret base32, for typing
     * @param address for a QR code (https://github.com/google/google-authenticator/wiki/Key-Uri-Format)
     */
    record Offer(String secret, String address) {}

    Offer offerTotp(String login) {
        byte[] secret = Fingerprint.random(Totp.SECRET_BYTES);
        if (!totp.offer(login, secret)) {
            throw SignInProblems.unprocessable(
                    "totp",
                    "There is a code generator already",
                    "Une application de codes est déjà enregistrée. Supprimez-la d’abord.");
        }
        String text = Totp.base32(secret);
        return new Offer(
                text,
                "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                        .formatted(ISSUER, URLEncoder.encode(login, StandardCharsets.UTF_8), text, ISSUER));
    }

    /** Confirms an offered code generator with its first code; fails when that is wrong. */
    void confirmTotp(String login, String code) {
        guess(login, totp.confirm(login, digits(login, code)));
    }

    /** Takes a code of the generator, or a recovery code; fails when it is neither. */
    void takeCode(String login, String code) {
        String digits = digits(login, code);
        guess(login, digits.length() == 6 ? totp.take(login, digits) : recovery.take(login, code));
    }

    /** The recovery codes that go with a first factor; none when there are some already. */
    List<String> firstRecoveryCodes(String login) {
        return recovery.left(login) > 0 ? List.of() : recovery.renew(login);
    }

    List<String> renewRecoveryCodes(String login) {
        return recovery.renew(login);
    }

    boolean removeTotp(String login) {
        return totp.remove(login) && forgetCodesWithoutFactor(login);
    }

    boolean removePasskey(String login, byte[] id) {
        return passkeys.remove(login, id) && forgetCodesWithoutFactor(login);
    }

    void reset(String login) {
        totp.remove(login);
        passkeys.removeAll(login);
        recovery.remove(login);
        guesses.forgive(PgGuesses.Target.FACTOR, login);
        guesses.forgive(PgGuesses.Target.PASSWORD, login);
    }

    private boolean forgetCodesWithoutFactor(String login) {
        if (!hasTotp(login) && !hasPasskey(login)) {
            recovery.remove(login);
        }
        return true;
    }

    /** Counts the guess before anything is looked at. */
    private String digits(String login, String code) {
        if (!guesses.take(PgGuesses.Target.FACTOR, login)) {
            throw SignInProblems.locked();
        }
        return code.replaceAll("\\s", "");
    }

    private void guess(String login, boolean right) {
        if (!right) {
            news.refused(login);
            throw SignInProblems.wrongCode();
        }
        guesses.forgive(PgGuesses.Target.FACTOR, login);
    }
}
