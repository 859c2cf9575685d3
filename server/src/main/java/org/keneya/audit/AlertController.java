// SPDX-License-Identifier: Apache-2.0
package org.keneya.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.access.Tenants;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alerts for the data protection officer, what was done about each, and the rules they are told by. */
@RestController
class AlertController {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final int MOST = 500;
    private static final int LONGEST_NOTE = 2_000;

    private final AuditLog log;
    private final Watches watches;
    private final PgAlerts alerts;
    private final Tenants tenants;
    private final Clock clock;

    AlertController(AuditLog log, Watches watches, PgAlerts alerts, Tenants tenants, Clock clock) {
        this.log = log;
        this.watches = watches;
        this.alerts = alerts;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** @param state {@code new}, {@code seen}, {@code explained} or {@code incident}; all when left out */
    @GetMapping("/api/audit/alerts")
    void find(@RequestParam(required = false) @Nullable String state, HttpServletResponse response)
            throws IOException, SQLException {
        Caller caller = office();
        Alert.State wanted = state == null || state.isEmpty() ? null : state(state);
        log.flush();
        watches.turn(caller.tenant());
        Json.Arr told = new Json.Arr();
        alerts.find(caller.tenant(), wanted, MOST).forEach(kept -> told.add(told(kept)));
        Answers.json(response, 200, JSON, new Json.Obj().put("alerts", told));
    }

    /** Takes {@code {"state": …, "note": …}}; who and when are kept with it. */
    @PostMapping("/api/audit/alerts/{id}")
    void change(@PathVariable String id, @RequestBody byte[] body, HttpServletResponse response)
            throws IOException, SQLException {
        Caller caller = office();
        Json.Obj asked = JsonText.readObject(body);
        Alert.State state = state(String.valueOf(asked.string("state")));
        String note = asked.string("note");
        if (note != null && note.length() > LONGEST_NOTE) {
            throw ProblemException.invalid(
                    "too-long", "A note has %d characters at most".formatted(LONGEST_NOTE), "note");
        }
        boolean closes = state == Alert.State.EXPLAINED || state == Alert.State.INCIDENT;
        if (closes && (note == null || note.isBlank())) {
            throw ProblemException.invalid("required", "Say why, in note", "note");
        }
        Json.Obj step = new Json.Obj()
                .put("state", state.code())
                .put("by", caller.login())
                .put("at", clock.instant().toString());
        if (note != null && !note.isBlank()) {
            step.put("note", note.strip());
        }
        PgAlerts.Kept kept = alerts.change(caller.tenant(), uuid(id), state, step)
                .orElseThrow(() -> ProblemException.notFound("There is no such alert"));
        Answers.json(response, 200, JSON, told(kept));
    }

    /** The rules in force. */
    @GetMapping("/api/audit/rules")
    void rules(HttpServletResponse response) throws IOException, SQLException {
        String own = alerts.watched(office().tenant()).rules();
        Answers.json(response, 200, JSON, JsonText.readObject(own == null ? AlertRules.usual() : own));
    }

    /** The establishment's own rules from now on. */
    @PutMapping("/api/audit/rules")
    void rules(@RequestBody byte[] body, HttpServletResponse response) throws IOException, SQLException {
        Caller caller = office();
        Json.Obj rules = JsonText.readObject(body);
        AlertRules.of(JsonText.write(rules), tenants.zone(caller.tenant()));
        log.flush();
        watches.turn(caller.tenant()); // what came before is judged by the rules before
        alerts.rules(caller.tenant(), JsonText.write(rules));
        Answers.json(response, 200, JSON, rules);
    }

    private static Caller office() {
        Caller caller = Callers.current();
        AuditController.requireOffice(caller);
        return caller;
    }

    private static Json.Obj told(PgAlerts.Kept kept) {
        return kept.content()
                .putAt(0, "id", new Json.Str(kept.id().toString()))
                .put("state", kept.state().code());
    }

    private static Alert.State state(String code) {
        return Arrays.stream(Alert.State.values())
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.invalid("value", "A state is new, seen, explained or incident", "state"));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException garbled) {
            throw ProblemException.notFound("There is no such alert");
        }
    }
}
