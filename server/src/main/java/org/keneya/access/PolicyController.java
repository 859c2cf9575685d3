// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.edge.Answers;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/policy}: the establishment's policy, its versions, and what it means for someone before it is in force. */
@RestController
class PolicyController {
    private final Policies policies;
    private final PgPolicies table;
    private final Explanation explanation;
    private final Clock clock;

    PolicyController(Policies policies, PgPolicies table, Explanation explanation, Clock clock) {
        this.policies = policies;
        this.table = table;
        this.explanation = explanation;
        this.clock = clock;
    }

    /** The policy in force, or an older version of it; its number is the ETag. */
    @GetMapping("/api/policy")
    void read(@RequestParam(required = false) @Nullable Integer version, HttpServletResponse response)
            throws IOException {
        Caller caller = office();
        PgPolicies.Version found = version == null
                ? table.current(caller.tenant())
                : table.find(caller.tenant(), version)
                        .filter(one -> one.number() == version)
                        .orElseThrow(() -> ProblemException.notFound("There is no such version of the policy"));
        response.setHeader("ETag", "W/\"%d\"".formatted(found.number()));
        Answers.json(response, 200, "application/json;charset=UTF-8", found.text());
    }

    @GetMapping("/api/policy/versions")
    void versions(HttpServletResponse response) throws IOException {
        Json.Arr list = new Json.Arr();
        table.all(office().tenant())
                .forEach(one -> list.add(new Json.Obj()
                        .put("version", new Json.Num(Integer.toString(one.number())))
                        .put("made", one.made().toString())
                        .put("author", one.author())));
        Answers.json(response, 200, "application/json;charset=UTF-8", new Json.Obj().put("versions", list));
    }

    /**
     * Puts a new version in force, felt everywhere within {@link Policies#KEPT}. Refused with 412 when someone else was first,
     * and with 422 and the path when it cannot be kept.
     */
    @PutMapping("/api/policy")
    void write(
            @RequestBody byte[] body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String known,
            HttpServletResponse response)
            throws IOException {
        Caller caller = Callers.current();
        if (caller.role() != Role.ADMIN) {
            throw ProblemException.forbidden("Only an administrator changes the policy");
        }
        Json.Obj text = JsonText.readObject(body);
        explanation.check(caller, PolicyText.read(text));
        int before = number(known);
        if (!table.add(caller.tenant(), before, clock.instant(), caller.login(), text)) {
            throw ProblemException.precondition("conflict", "The policy is no longer the version If-Match names");
        }
        policies.forget();
        response.setHeader("ETag", "W/\"%d\"".formatted(before + 1));
        Answers.json(response, 200, "application/json;charset=UTF-8", text);
    }

    /**
     * What someone would see, and why not that: {@code login}, {@code type}, optionally {@code id} of one resource, and
     * {@code policy} to try one that is not in force. Changes nothing.
     */
    @org.springframework.web.bind.annotation.PostMapping("/api/policy/explanation")
    void explain(@RequestBody byte[] body, HttpServletResponse response) throws IOException {
        Caller caller = office();
        Json.Obj asked = JsonText.readObject(body);
        Json.Obj tried = asked.object("policy");
        Policy policy = tried == null ? policies.of(caller.tenant()) : PolicyText.read(tried);
        Answers.json(
                response,
                200,
                "application/json;charset=UTF-8",
                explanation.of(caller, policy, required(asked, "login"), required(asked, "type"), asked.string("id")));
    }

    private static Caller office() {
        Caller caller = Callers.current();
        if (caller.role() != Role.ADMIN && caller.role() != Role.DPO) {
            throw ProblemException.forbidden("The policy is open to administrators and the data protection officer");
        }
        return caller;
    }

    private static String required(Json.Obj asked, String name) {
        String text = asked.string(name);
        if (text == null || text.isBlank()) {
            throw new ProblemException(
                    new Problem.Unprocessable(List.of(Issue.error("required", "It is missing", name))));
        }
        return text;
    }

    private static int number(@Nullable String tag) {
        try {
            return tag == null ? -1 : Integer.parseInt(tag.replace("W/", "").replace("\"", ""));
        } catch (NumberFormatException garbled) {
            return -1;
        }
    }
}
