// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.List;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** The refusals of sign-in, each with a sentence for the person in front of it. */
final class SignInProblems {
    private SignInProblems() {}

    static ProblemException locked() {
        return forbidden(
                "locked",
                "Too many failures in a row",
                "Trop d’essais manqués. Patientez quelques minutes, puis réessayez.");
    }

    static ProblemException wrongCode() {
        return unprocessable(
                "code", "The code is not right", "Ce code n’est pas le bon. Vérifiez-le, ou attendez le suivant.");
    }

    static ProblemException wrongPasskey() {
        return unprocessable(
                "passkey", "The passkey was not accepted", "Cette clé d’accès n’a pas été acceptée. Réessayez.");
    }

    static ProblemException wrongPassword() {
        return unprocessable("password", "The password is not right", "Le mot de passe actuel n’est pas le bon.");
    }

    static ProblemException over() {
        return new ProblemException(new Problem.Unauthorized(List.of(issue(
                "login",
                "step",
                "There is no sign-in at this step",
                "La connexion a expiré. Recommencez depuis le début."))));
    }

    static ProblemException noPasskeysHere() {
        return unprocessable(
                "origin",
                "Passkeys are not offered at this address; see keneya.signin.origin",
                "Les clés d’accès ne sont pas disponibles à cette adresse.");
    }

    static ProblemException forbidden(String rule, String diagnostics, String text) {
        return new ProblemException(new Problem.Forbidden(List.of(issue("forbidden", rule, diagnostics, text))));
    }

    static ProblemException unprocessable(String rule, String diagnostics, String text) {
        return new ProblemException(new Problem.Unprocessable(List.of(issue("value", rule, diagnostics, text))));
    }

    private static Issue issue(String code, String rule, String diagnostics, String text) {
        return new Issue(Issue.Severity.ERROR, code, diagnostics, null, rule, text);
    }
}
