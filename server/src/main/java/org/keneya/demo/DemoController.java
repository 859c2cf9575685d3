// SPDX-License-Identifier: Apache-2.0
package org.keneya.demo;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.edge.Answers;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.signin.Account;
import org.keneya.signin.Accounts;
import org.keneya.signin.Tokens;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What only a demonstration offers, and only on loopback: the list of accounts, and tokens without a sign-in. */
@RestController
class DemoController {
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final Accounts accounts;
    private final Tokens tokens;
    private final Tenants tenants;
    private final LocalKey localKey;
    private final boolean loopback;

    DemoController(Accounts accounts, Tokens tokens, Tenants tenants, LocalKey localKey, Environment environment)
            throws IOException {
        this.accounts = accounts;
        this.tokens = tokens;
        this.tenants = tenants;
        this.localKey = localKey;
        String address = environment.getProperty("server.address");
        loopback = address != null && InetAddress.getByName(address).isLoopbackAddress();
    }

    @GetMapping("/demo/accounts")
    void accounts(HttpServletResponse response) throws IOException {
        requireLoopback();
        Json.Arr list = new Json.Arr();
        for (Account account : accounts.demo()) {
            String name = account.name();
            list.add(new Json.Obj()
                    .put("login", account.login())
                    .put("role", account.role().code())
                    .put("name", name == null ? "" : name));
        }
        if (list.size() == 0) {
            throw ProblemException.notFound("There are no demonstration accounts");
        }
        Answers.json(response, 200, "application/json;charset=UTF-8", list);
    }

    /** A token of a demonstration account, or of a system client with all rights when no user is named. */
    @PostMapping("/demo/token")
    void token(
            @RequestHeader(name = "Authorization", defaultValue = "") String authorization,
            @RequestParam(required = false) @Nullable String user,
            HttpServletResponse response)
            throws IOException {
        requireLoopback();
        if (!authorization.startsWith("Bearer ")
                || !localKey.is(authorization.substring(7).strip())) {
            throw new ProblemException(
                    new Problem.Unauthorized(List.of(Issue.error("login", "The local secret is needed"))));
        }
        Account account = user == null || user.isBlank()
                ? new Account(tenants.local(), "system", Role.SYSTEM, "System", null, null, false)
                : accounts.find(user)
                        .filter(Account::demo)
                        .orElseThrow(() -> ProblemException.notFound("There is no such demonstration account"));
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(tokens.of(account, LIFETIME));
    }

    private void requireLoopback() {
        if (!loopback) {
            throw ProblemException.notFound("There is nothing at this address");
        }
    }
}
