// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.Travel;
import org.keneya.edge.Answers;
import org.keneya.edge.Outcome;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/allocations}: a bed for an emergency, and what becomes of it. */
@RestController
class AllocationController {
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
    private static final int LONGEST_REASON = 200;
    private static final int MOST = 200;

    private final BedWriter writer;
    private final PgAllocations allocations;
    private final AllocationText text;
    private final AllocationBundle bundle;
    private final Routes routes;
    private final BedRights rights;
    private final BedSettings settings;

    AllocationController(
            BedWriter writer,
            PgAllocations allocations,
            AllocationText text,
            AllocationBundle bundle,
            Routes routes,
            BedRights rights,
            BedSettings settings) {
        this.writer = writer;
        this.allocations = allocations;
        this.text = text;
        this.bundle = bundle;
        this.routes = routes;
        this.rights = rights;
        this.settings = settings;
    }

    /** 201 with the bed that is held, 409 with the reasons when none fits. */
    @PostMapping("/api/allocations")
    void hold(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "traceparent", required = false) @Nullable String trace,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Asker asker = rights.allocating();
        RequestKey named = key(asker, key, request, body);
        AskedAllocation asked = AskedAllocation.read(body, settings);
        Travel travel = routes.towards(asked.emergency());
        answer(
                writer.carryOut(new Command.Hold(asker, named, asked.emergency(), travel, asked.length(), trace)),
                request,
                response);
    }

    @PostMapping("/api/allocations/{id}/{verb:confirm|cancel|release|refuse|transfer|extend}")
    void act(
            @PathVariable String id,
            @PathVariable String verb,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "traceparent", required = false) @Nullable String trace,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Asker asker = rights.following();
        RequestKey named = key(asker, key, request, body);
        UUID allocation = id(id);
        Action action = action(verb, body);
        Travel travel = Travel.GREAT_CIRCLE;
        if ((action instanceof Action.Refuse || action instanceof Action.Transfer) && routes.areKnown()) {
            travel = allocations
                    .find(asker, allocation)
                    .map(found -> EmergencyText.read(JsonText.readObject(found.emergency())))
                    .map(routes::towards)
                    .orElse(travel);
        }
        answer(writer.carryOut(new Command.Act(asker, named, allocation, action, travel, trace)), request, response);
    }

    private Action action(String verb, byte @Nullable [] body) {
        return switch (verb) {
            case "release" ->
                new Action.Release(
                        !Boolean.FALSE.equals(Body.of(body, Set.of("cleaning")).flag("cleaning")));
            case "refuse" -> {
                String reason = Body.of(body, Set.of("reason")).text("reason");
                if (reason != null && reason.length() > LONGEST_REASON) {
                    throw Body.refused(
                            "too-long", "A reason has at most %d characters".formatted(LONGEST_REASON), "reason");
                }
                yield new Action.Refuse(reason == null ? "" : reason.strip());
            }
            case "transfer" ->
                new Action.Transfer(Body.of(body, Set.of("hospital")).id("hospital"));
            case "extend" ->
                new Action.Extend(AskedAllocation.hold(Body.of(body, Set.of("seconds")), "seconds", settings));
            case "confirm" -> {
                Body.of(body, Set.of());
                yield new Action.Confirm();
            }
            default -> {
                Body.of(body, Set.of());
                yield new Action.Cancel();
            }
        };
    }

    /** As JSON, or as a FHIR Bundle when that is accepted. */
    @GetMapping("/api/allocations/{id}")
    void read(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Asker asker = rights.following();
        Allocation found =
                allocations.find(asker, id(id)).orElseThrow(() -> new ProblemException(Refusals.noAllocation()));
        if (Objects.toString(request.getHeader("Accept"), "").contains("application/fhir+json")) {
            Answers.json(response, 200, "application/fhir+json;charset=UTF-8", bundle.of(found));
            return;
        }
        write(response, 200, text.bytes(found));
    }

    /** Newest first; {@code before} is the id of the last one of the page before. */
    @GetMapping("/api/allocations")
    void list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String hospital,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletResponse response)
            throws IOException {
        Asker asker = rights.following();
        int most = Asked.whole("limit", limit, 1, MOST, 50);
        List<Allocation> found = allocations.list(
                asker,
                status == null ? null : Asked.code("status", status, Status::of),
                hospital,
                before == null ? null : Asked.code("before", before, UUID::fromString),
                most + 1);
        StringBuilder answer = new StringBuilder("{\"allocations\":[");
        for (int i = 0; i < Math.min(most, found.size()); i++) {
            answer.append(i == 0 ? "" : ",").append(text.text(found.get(i)));
        }
        answer.append("],\"more\":").append(found.size() > most).append('}');
        write(response, 200, answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void answer(Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (answer) {
            case Answer.Made(Allocation made) -> {
                response.setHeader("Location", "/api/allocations/" + made.id());
                write(response, 201, text.bytes(made));
            }
            case Answer.Changed(Allocation changed) -> write(response, 200, text.bytes(changed));
            case Answer.NoneFits(String reasons) -> noneFits(response, reasons);
            case Answer.Refused(Problem problem) -> Answers.problem(request, response, problem);
            case Answer.Busy busy -> Answers.problem(request, response, Refusals.busy(busy));
            case Answer.Done _ -> response.setStatus(204);
        }
    }

    private static void noneFits(HttpServletResponse response, String reasons) throws IOException {
        Json.Arr list = JsonText.readArray(reasons.getBytes(StandardCharsets.UTF_8));
        Problem problem = new Problem.Conflict(List.of(new Issue(
                Issue.Severity.ERROR,
                "not-found",
                "No free bed fits",
                null,
                "no-bed",
                "Aucun lit libre ne convient.")));
        Answers.json(
                response,
                409,
                "application/problem+json;charset=UTF-8",
                Outcome.problem(problem).put("reasons", list));
    }

    private static void write(HttpServletResponse response, int status, byte[] bytes) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static RequestKey key(
            Asker asker, @Nullable String key, HttpServletRequest request, byte @Nullable [] body) {
        if (key == null || !KEY.matcher(key).matches()) {
            throw Refusals.noKey();
        }
        return RequestKey.of(asker, key, request.getRequestURI(), body == null ? new byte[0] : body);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw new ProblemException(Refusals.noAllocation());
        }
    }
}
