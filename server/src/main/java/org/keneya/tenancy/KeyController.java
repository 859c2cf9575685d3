// SPDX-License-Identifier: Apache-2.0
package org.keneya.tenancy;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Role;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.store.FhirStore;
import org.keneya.store.KeyState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/keys}: how the establishment's data key stands, and a new version of it while the work goes on. */
@RestController
class KeyController {
    private static final Logger LOG = LoggerFactory.getLogger(KeyController.class);

    private final FhirStore store;

    KeyController(FhirStore store) {
        this.store = store;
    }

    @GetMapping("/api/keys")
    void state(HttpServletResponse response) throws IOException {
        answer(response, 200, administrator());
    }

    /** Begins a rotation; {@code GET /api/keys} tells how far it is. */
    @PostMapping("/api/keys/rotation")
    void rotate(HttpServletResponse response) throws IOException {
        Caller caller = administrator();
        int version = store.rotateKey(caller.tenant());
        LOG.info("keys=rotating tenant={} version={}", caller.tenant().id(), version);
        answer(response, 202, caller);
    }

    private void answer(HttpServletResponse response, int status, Caller caller) throws IOException {
        KeyState state = store.keyState(caller.tenant());
        Json.Arr versions = new Json.Arr();
        state.versions().forEach(version -> versions.add(new Json.Num(Integer.toString(version))));
        Answers.json(
                response,
                status,
                "application/json;charset=UTF-8",
                new Json.Obj()
                        .put("versions", versions)
                        .put("running", Json.Bool.of(state.running()))
                        .put("done", new Json.Num(Long.toString(state.done()))));
    }

    private static Caller administrator() {
        Caller caller = Callers.current();
        boolean may = caller.role() == Role.ADMIN || caller.role() == Role.SYSTEM;
        if (!may || caller.subject().scopes() != null) {
            throw ProblemException.forbidden("Keys are for administrators");
        }
        return caller;
    }
}
