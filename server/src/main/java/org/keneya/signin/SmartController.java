// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * What the screens of an app launch ask: {@code POST /api/launch} seals the open patient, {@code GET /api/apps} names the apps
 * that open from a record, {@code GET /api/apps/asked} says in French what an app asks for.
 */
@RestController
class SmartController {
    private final PgClients clients;
    private final SmartLaunch launches;
    private final FhirStore store;
    private final Clock clock;

    SmartController(PgClients clients, SmartLaunch launches, FhirStore store, Clock clock) {
        this.clients = clients;
        this.launches = launches;
        this.store = store;
        this.clock = clock;
    }

    @GetMapping("/api/apps")
    void apps(HttpServletResponse response) throws IOException {
        Json.Arr list = new Json.Arr();
        clients.all(Callers.current().tenant()).stream()
                .filter(client -> client.enabled() && client.launchUrl() != null)
                .forEach(client -> list.add(
                        new Json.Obj().put("clientId", client.clientId()).put("name", client.name())));
        Answers.json(response, 200, "application/json;charset=UTF-8", list);
    }

    @PostMapping("/api/launch")
    void launch(@RequestBody byte[] body, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = Callers.current();
        Json.Obj asked = JsonText.readObject(body);
        SmartClient client = client(caller, text(asked, "clientId"));
        caller.requireRead("Patient");
        String patient = text(asked, "patient");
        present(caller, "Patient", patient);
        String encounter = asked.string("encounter");
        if (encounter != null && !encounter.isEmpty()) {
            caller.requireRead("Encounter");
            Json.Obj subject = present(caller, "Encounter", encounter).object("subject");
            if (subject == null || !("Patient/" + patient).equals(subject.string("reference"))) {
                throw ProblemException.invalid("value", "The encounter is another patient's");
            }
        }
        boolean standalone = Json.Bool.TRUE.equals(asked.get("standalone"));
        String launch = launches.seal(new SmartLaunch.Context(
                client.clientId(), caller.login(), patient, encounter, standalone, clock.instant()));
        Json.Obj answer = new Json.Obj().put("launch", launch);
        String launchUrl = client.launchUrl();
        if (launchUrl != null) {
            answer.put(
                    "url",
                    launchUrl + (launchUrl.contains("?") ? "&" : "?") + "iss="
                            + URLEncoder.encode(base(request), StandardCharsets.UTF_8) + "&launch=" + launch);
        }
        Answers.json(response, 201, "application/json;charset=UTF-8", answer);
    }

    @GetMapping("/api/apps/asked")
    void asked(@RequestParam("client_id") String clientId, @RequestParam String scope, HttpServletResponse response)
            throws IOException {
        SmartClient client = client(Callers.current(), clientId);
        Json.Arr scopes = new Json.Arr();
        for (String one : scope.strip().split("\\s+")) {
            scopes.add(new Json.Obj()
                    .put("scope", one)
                    .put("words", SmartWords.of(one))
                    .put(
                            "writes",
                            Json.Bool.of(SmartScope.parse(one)
                                    .filter(parsed -> parsed.interactions().matches(".*[cud].*"))
                                    .isPresent())));
        }
        Answers.json(
                response,
                200,
                "application/json;charset=UTF-8",
                new Json.Obj().put("name", client.name()).put("scopes", scopes));
    }

    private SmartClient client(Caller caller, String clientId) {
        return clients.find(clientId)
                .filter(one -> one.enabled() && one.tenant().equals(caller.tenant()))
                .orElseThrow(() -> ProblemException.notFound("There is no such app"));
    }

    private Json.Obj present(Caller caller, String type, @Nullable String id) {
        return store.read(caller.scope(), type, String.valueOf(id))
                .filter(stored -> !stored.isDeleted())
                .map(Stored::body)
                .map(JsonText::readObject)
                .orElseThrow(() -> ProblemException.notFound("There is no such " + type));
    }

    private static String text(Json.Obj object, String name) {
        return Objects.requireNonNullElse(object.string(name), "");
    }

    private static String base(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromRequestUri(request)
                .replacePath("/fhir")
                .build()
                .toUriString();
    }
}
