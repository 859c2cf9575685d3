// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Role;
import org.keneya.edge.Answers;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/accounts/<login>/identities}: which outside identities open an account; for administrators, on accounts of
 * their own tenant.
 */
@RestController
class IdentitiesController {
    private final PgIdentities identities;
    private final Accounts accounts;

    IdentitiesController(PgIdentities identities, Accounts accounts) {
        this.identities = identities;
        this.accounts = accounts;
    }

    @GetMapping("/api/accounts/{login}/identities")
    void list(@PathVariable String login, HttpServletResponse response) throws IOException {
        Account account = administered(login);
        Json.Arr list = new Json.Arr();
        identities.of(account.login(), account.tenant()).forEach(one -> {
            Json.Obj identity = new Json.Obj().put("issuer", one.issuer()).put("subject", one.subject());
            list.add(one.seen() == null ? identity : identity.put("seen", String.valueOf(one.seen())));
        });
        Answers.json(response, 200, "application/json;charset=UTF-8", list);
    }

    @PostMapping("/api/accounts/{login}/identities")
    void link(@PathVariable String login, @RequestBody byte[] body, HttpServletResponse response) throws IOException {
        Account account = administered(login);
        Json.Obj asked = JsonText.readObject(body);
        String issuer = asked.string("issuer");
        String subject = asked.string("subject");
        if (issuer == null || issuer.isBlank() || subject == null || subject.isBlank()) {
            throw ProblemException.invalid("required", "issuer and subject are needed");
        }
        PgIdentities.Identity identity =
                new PgIdentities.Identity(issuer, subject, account.login(), account.tenant(), false, "{}", null);
        if (!identities.link(identity)) {
            throw new ProblemException(
                    new Problem.Conflict(List.of(Issue.error("conflict", "This identity opens an account already"))));
        }
        response.setStatus(201);
    }

    @DeleteMapping("/api/accounts/{login}/identities")
    void unlink(
            @PathVariable String login,
            @RequestParam String issuer,
            @RequestParam String subject,
            HttpServletResponse response) {
        Account account = administered(login);
        if (!identities.unlink(account.login(), issuer, subject, account.tenant())) {
            throw ProblemException.notFound("The account has no such identity");
        }
        response.setStatus(204);
    }

    private Account administered(String login) {
        Caller caller = Callers.current();
        if (caller.role() != Role.ADMIN) {
            throw ProblemException.forbidden("Only an administrator may do this");
        }
        return accounts.find(login)
                .filter(account -> account.tenant().equals(caller.tenant()))
                .orElseThrow(() -> ProblemException.notFound("There is no such account"));
    }
}
