// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.edge.Answers;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Scope;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/session}: who is signed in, where, and what they may do. */
@RestController
class SessionController {
    private final Accounts accounts;
    private final FhirStore store;

    SessionController(Accounts accounts, FhirStore store) {
        this.accounts = accounts;
        this.store = store;
    }

    @GetMapping("/api/session")
    void session(HttpServletResponse response) throws IOException {
        Caller caller = Callers.current();
        Json.Obj permissions = new Json.Obj();
        caller.rights().codes().forEach(permissions::put);
        Json.Obj user = new Json.Obj()
                .put("login", caller.login())
                .put("name", name(caller))
                .put("role", caller.role().code());
        if (caller.fhirUser() != null) {
            user.put("fhirUser", caller.fhirUser());
        }
        Answers.json(
                response,
                200,
                "application/json;charset=UTF-8",
                new Json.Obj()
                        .put("user", user)
                        .put("establishment", establishment(caller))
                        .put("permissions", permissions));
    }

    /** A colleague's name is in the account; a patient's only in their record. */
    private String name(Caller caller) {
        String name = accounts.find(caller.login()).map(Account::name).orElse(null);
        String user = caller.fhirUser();
        if (name != null || user == null || !user.startsWith("Patient/")) {
            return name == null ? caller.login() : name;
        }
        return store.read(caller.scope(), "Patient", user.substring("Patient/".length()))
                .filter(stored -> !stored.isDeleted())
                .map(stored -> JsonText.readObject(stored.body()))
                .flatMap(patient -> patient.objects("name").stream().findFirst())
                .map(SessionController::spoken)
                .orElse(caller.login());
    }

    private static String spoken(Json.Obj name) {
        Json.Arr given = name.array("given");
        String first = given != null && given.size() > 0 && given.get(0) instanceof Json.Str(String text) ? text : "";
        String family = name.string("family");
        return (first + " " + (family == null ? "" : family)).strip();
    }

    private Json.Obj establishment(Caller caller) {
        String reference =
                accounts.find(caller.login()).map(Account::establishment).orElse(null);
        String id = reference == null ? "" : reference.substring(reference.indexOf('/') + 1);
        String name = store.read(Scope.system(caller.tenant()), "Organization", id)
                .filter(stored -> !stored.isDeleted())
                .map(stored -> JsonText.readObject(stored.body()).string("name"))
                .orElse("Keneya");
        return new Json.Obj().put("id", id).put("name", name);
    }
}
