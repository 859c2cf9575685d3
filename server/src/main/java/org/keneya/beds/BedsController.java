// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.AllocationPolicy;
import org.keneya.allocation.Counts;
import org.keneya.edge.Answers;
import org.keneya.events.CloudEvent;
import org.keneya.events.Event;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/beds}: the nation at a glance, its events, and what both are told by. */
@RestController
class BedsController {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final int MOST_EVENTS = 100_000;
    private static final int EVENTS_AT_ONCE = 1_000;

    private final BedWriter writer;
    private final Board board;
    private final PgBedLog log;
    private final BedStream stream;
    private final BedRights rights;

    BedsController(BedWriter writer, Board board, PgBedLog log, BedStream stream, BedRights rights) {
        this.writer = writer;
        this.board = board;
        this.log = log;
        this.stream = stream;
        this.rights = rights;
    }

    /** For a map: each hospital as {@code [id, latitude, longitude, free, total, diversion, name]}, and totals. */
    @GetMapping("/api/beds/summary")
    void summary(@RequestParam(required = false) @Nullable String speciality, HttpServletResponse response)
            throws IOException {
        rights.watching();
        Json.Arr list = new Json.Arr();
        Map<String, Counts> regions = new TreeMap<>();
        Map<String, Counts> specialities = new TreeMap<>();
        long sequence = stream.last();
        List<Board.Ward> wards = board.wards().stream()
                .sorted(Comparator.comparing(ward -> ward.hospital().id()))
                .toList();
        for (Board.Ward ward : wards) {
            Counts counts =
                    speciality == null ? ward.beds() : ward.specialities().getOrDefault(speciality, Counts.NONE);
            ward.specialities().forEach((code, each) -> specialities.merge(code, each, Counts::plus));
            if (speciality != null && counts.total() == 0) {
                continue;
            }
            String region = ward.hospital().region();
            regions.merge(region == null ? "" : region, counts, Counts::plus);
            list.add(Json.Arr.of(
                    new Json.Str(ward.hospital().id()),
                    EmergencyText.number(ward.hospital().place().latitude()),
                    EmergencyText.number(ward.hospital().place().longitude()),
                    EmergencyText.number(counts.free()),
                    EmergencyText.number(counts.total()),
                    new Json.Str(ward.hospital().diversion().code()),
                    new Json.Str(ward.hospital().name())));
        }
        Answers.json(
                response,
                200,
                JSON,
                new Json.Obj()
                        .put("sequence", new Json.Num(Long.toString(sequence)))
                        .put("hospitals", list)
                        .put("regions", totals("region", regions))
                        .put("specialities", totals("code", specialities)));
    }

    private static Json.Arr totals(String name, Map<String, Counts> totals) {
        Json.Arr list = new Json.Arr();
        totals.forEach((key, counts) -> list.add(new Json.Obj()
                .put(name, key)
                .put("free", EmergencyText.number(counts.free()))
                .put("total", EmergencyText.number(counts.total()))));
        return list;
    }

    @GetMapping("/api/beds/specialities")
    void specialities(HttpServletResponse response) throws IOException {
        rights.watching();
        Json.Arr list = new Json.Arr();
        Specialities.all()
                .forEach(one -> list.add(new Json.Obj()
                        .put("code", one.code())
                        .put("label", one.label())
                        .put("labelFr", one.labelFr())
                        .put("group", one.group().label())
                        .put("groupFr", one.group().labelFr())
                        .put("retired", Json.Bool.of(one.retired()))));
        Answers.json(response, 200, JSON, new Json.Obj().put("specialities", list));
    }

    /** Server-sent events from now on, or from behind the one that {@code Last-Event-ID} names. */
    @GetMapping("/api/beds/stream")
    void follow(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Asker asker = rights.watching();
        stream.follow(asker, Asked.whole("Last-Event-ID", last, 0, Long.MAX_VALUE, -1L), request, response);
    }

    /** The log itself, one CloudEvent a line, for programs of the platform. */
    @GetMapping("/api/beds/events")
    void events(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletResponse response)
            throws IOException {
        rights.governing();
        long position = Asked.whole("after", after, 0, Long.MAX_VALUE, 0L);
        int left = Asked.whole("limit", limit, 1, MOST_EVENTS, EVENTS_AT_ONCE);
        response.setContentType("application/x-ndjson;charset=UTF-8");
        try (OutputStream out = new BufferedOutputStream(response.getOutputStream(), 64 * 1024)) {
            while (left > 0) {
                List<Event> events = log.after(position, Math.min(left, EVENTS_AT_ONCE));
                for (Event event : events) {
                    out.write(CloudEvent.of(log, event).json());
                    out.write('\n');
                }
                if (events.size() < Math.min(left, EVENTS_AT_ONCE)) {
                    return;
                }
                left -= events.size();
                position = events.getLast().sequence();
            }
        }
    }

    @GetMapping("/api/beds/policy")
    void policy(HttpServletResponse response) throws IOException {
        rights.watching();
        Answers.json(response, 200, JSON, PolicyJson.of(board.policy()));
    }

    /** Puts a policy in force; its version is above the one in force, else 409. */
    @PutMapping("/api/beds/policy")
    void policy(
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        rights.governing();
        AllocationPolicy policy = PolicyJson.read(JsonText.readObject(body == null ? new byte[0] : body));
        switch (writer.carryOut(new Command.SetPolicy(policy))) {
            case Answer.Refused(var problem) -> Answers.problem(request, response, problem);
            case Answer.Busy busy -> Answers.problem(request, response, Refusals.busy(busy));
            case Answer.Done _, Answer.Made _, Answer.Changed _, Answer.NoneFits _ ->
                Answers.json(response, 200, JSON, PolicyJson.of(policy));
        }
    }
}
