// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletResponse;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Role;
import org.keneya.kernel.ProblemException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an administrator may do for someone who lost a device: {@code /api/accounts/{login}/…}. */
@RestController
class AccountsController {
    private final Accounts accounts;
    private final Sessions sessions;
    private final Factors factors;

    AccountsController(Accounts accounts, Sessions sessions, Factors factors) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.factors = factors;
    }

    /** Signs the account out everywhere. */
    @DeleteMapping("/api/accounts/{login}/sessions")
    void endSessions(@PathVariable String login, HttpServletResponse response) {
        sessions.endOthers(administered(login), null);
        response.setStatus(204);
    }

    /** Takes away its second factors and recovery codes, and signs it out everywhere. */
    @DeleteMapping("/api/accounts/{login}/factors")
    void resetFactors(@PathVariable String login, HttpServletResponse response) {
        String account = administered(login);
        factors.reset(account);
        sessions.endOthers(account, null);
        response.setStatus(204);
    }

    private String administered(String login) {
        Caller caller = Callers.current();
        if (caller.role() != Role.ADMIN && caller.role() != Role.SYSTEM) {
            throw SignInProblems.forbidden(
                    "role", "Only administrators look after accounts", "Seule l’administration gère les comptes.");
        }
        return accounts.find(login)
                .filter(account -> account.tenant().equals(caller.tenant()))
                .map(Account::login)
                .orElseThrow(() -> ProblemException.notFound("There is no such account"));
    }
}
