// SPDX-License-Identifier: Apache-2.0
package org.keneya.tenancy;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Quota;
import org.keneya.access.Quotas;
import org.keneya.access.Role;
import org.keneya.access.Tenants;
import org.keneya.edge.Answers;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.signin.Account;
import org.keneya.signin.Accounts;
import org.keneya.store.FhirStore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/tenants}: makes establishments, each with keys, policy and audit log of its own, and closes them; for the trusted
 * program of the first tenant, which is whoever runs the platform. It learns nothing of what is in them.
 */
@RestController
class TenantController {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,40}");
    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9._@-]{1,80}");
    private static final int LONGEST_TITLE = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Tenants tenants;
    private final Accounts accounts;
    private final FhirStore store;
    private final Quotas quotas;
    private final StorageCount count;

    TenantController(Tenants tenants, Accounts accounts, FhirStore store, Quotas quotas, StorageCount count) {
        this.tenants = tenants;
        this.accounts = accounts;
        this.store = store;
        this.quotas = quotas;
        this.count = count;
    }

    @GetMapping("/api/tenants")
    void list(HttpServletResponse response) throws IOException {
        platform();
        Json.Arr list = new Json.Arr();
        tenants.all().forEach(one -> list.add(json(one)));
        Answers.json(response, 200, "application/json;charset=UTF-8", new Json.Obj().put("tenants", list));
    }

    /**
     * {@code name} (2 to 41 of a-z, 0-9 and hyphen), {@code title}, {@code administrator.login} and {@code .name}. Answers the
     * administrator's first password, which is told once and kept nowhere.
     */
    @PostMapping("/api/tenants")
    void create(@RequestBody byte[] body, HttpServletResponse response) throws IOException {
        platform();
        Json.Obj asked = JsonText.readObject(body);
        String name = matching(NAME, asked.string("name"), "name");
        String title = asked.string("title");
        if (title == null || title.isBlank() || title.length() > LONGEST_TITLE) {
            throw refused("title", "A title has 1 to %d characters".formatted(LONGEST_TITLE));
        }
        Json.Obj administrator = asked.object("administrator");
        String login =
                matching(LOGIN, administrator == null ? null : administrator.string("login"), "administrator.login");
        if (tenants.find(name).isPresent()) {
            throw taken("There is an establishment of that name", "name");
        }
        Tenant tenant = store.tenant(name);
        Account known = accounts.find(login).orElse(null);
        if (known != null && !known.tenant().equals(tenant)) {
            throw taken("The login is taken", "administrator.login");
        }
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String called = administrator == null ? null : administrator.string("name");
        accounts.add(List.of(new Account(tenant, login, Role.ADMIN, called, null, null, false)), password);
        Tenants.Known made = tenants.add(tenant, name, title);
        Answers.json(
                response,
                201,
                "application/json;charset=UTF-8",
                json(made)
                        .put("administrator", new Json.Obj().put("login", login).put("password", password)));
    }

    /**
     * Any of {@code state}, {@code open} or {@code suspended}: nobody of a suspended establishment gets in; {@code zone}, such as
     * {@code Indian/Reunion}: what its clocks show; {@code quota}, null or with {@code resources} and {@code bytes}, whole numbers
     * or null: what it may store. Felt within two seconds everywhere.
     */
    @PatchMapping("/api/tenants/{name}")
    void change(@PathVariable String name, @RequestBody byte[] body, HttpServletResponse response) throws IOException {
        platform();
        Tenants.Known known = tenants.find(name)
                .orElseThrow(() -> ProblemException.notFound("There is no establishment of that name"));
        Json.Obj asked = JsonText.readObject(body);
        if (!asked.has("state") && !asked.has("zone") && !asked.has("quota")) {
            throw refused("state", "Say the state, open or suspended, the zone or the quota");
        }
        Boolean open = asked.has("state") ? isOpen(known, asked.string("state")) : null;
        ZoneId zone = asked.has("zone") ? zone(asked.string("zone")) : null;
        Quota quota = asked.has("quota") ? quota(asked) : null;
        if (open != null) {
            tenants.open(known.tenant(), open);
        }
        if (zone != null) {
            tenants.zone(known.tenant(), zone);
        }
        if (quota != null) {
            quotas.set(known.tenant(), quota);
            count.count(known.tenant());
        }
        Answers.json(
                response,
                200,
                "application/json;charset=UTF-8",
                json(tenants.find(name).orElseThrow()));
    }

    private boolean isOpen(Tenants.Known known, @Nullable String state) {
        boolean open = "open".equals(state);
        if (known.tenant().equals(tenants.local()) || !open && !"suspended".equals(state)) {
            throw refused("state", "The state is open or suspended; the first tenant stays open");
        }
        return open;
    }

    private static ZoneId zone(@Nullable String id) {
        if (id == null || !ZoneId.getAvailableZoneIds().contains(id)) {
            throw refused("zone", "Expected a time zone such as Europe/Paris or Indian/Reunion");
        }
        return ZoneId.of(id);
    }

    private static Quota quota(Json.Obj asked) {
        if (asked.get("quota") instanceof Json.Null) {
            return new Quota(null, null, null);
        }
        Json.Obj quota = asked.object("quota");
        if (quota == null) {
            throw refused("quota", "The quota is an object with resources and bytes, or null");
        }
        return new Quota(most(quota, "resources"), most(quota, "bytes"), null);
    }

    private static @Nullable Long most(Json.Obj quota, String name) {
        Json most = quota.get(name);
        if (most == null || most instanceof Json.Null) {
            return null;
        }
        if (most instanceof Json.Num number && number.text().matches("[0-9]{1,18}")) {
            return Long.valueOf(number.text());
        }
        throw refused("quota." + name, "Expected a whole number, or null for as many as it likes");
    }

    private void platform() {
        Caller caller = Callers.current();
        if (caller.role() != Role.SYSTEM
                || !caller.tenant().equals(tenants.local())
                || caller.subject().scopes() != null) {
            throw ProblemException.forbidden("Establishments are made by the platform's own program");
        }
    }

    private Json.Obj json(Tenants.Known known) {
        Json.Obj told = new Json.Obj()
                .put("name", known.name())
                .put("title", known.title())
                .put("state", known.open() ? "open" : "suspended")
                .put("zone", known.zone().getId())
                .put("made", known.made().toString());
        Quota quota = quotas.of(known.tenant());
        if (quota.isSet()) {
            told.put("quota", sizes(quota.resources(), quota.bytes()));
            Quota.Use use = quota.use();
            if (use != null) {
                told.put(
                        "use",
                        sizes(use.resources(), use.bytes())
                                .put("counted", use.counted().toString()));
            }
        }
        return told;
    }

    private static Json.Obj sizes(@Nullable Long resources, @Nullable Long bytes) {
        Json.Obj sizes = new Json.Obj();
        if (resources != null) {
            sizes.put("resources", new Json.Num(Long.toString(resources)));
        }
        return bytes == null ? sizes : sizes.put("bytes", new Json.Num(Long.toString(bytes)));
    }

    private static String matching(Pattern pattern, @Nullable String text, String path) {
        if (text == null || !pattern.matcher(text).matches()) {
            throw refused(path, "Expected " + pattern.pattern());
        }
        return text;
    }

    private static ProblemException refused(String path, String why) {
        return new ProblemException(new Problem.Unprocessable(List.of(Issue.error("value", why, path))));
    }

    private static ProblemException taken(String why, String path) {
        return new ProblemException(new Problem.Conflict(List.of(Issue.error("duplicate", why, path))));
    }
}
