// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keneya.allocation.BedState;
import org.keneya.allocation.Counts;
import org.keneya.allocation.Diversion;
import org.keneya.allocation.Place;
import org.keneya.edge.Answers;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/hospitals}: hospitals, their beds and how many are free; and {@code /api/beds/{id}}, one bed's state. */
@RestController
class HospitalController {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final int MOST = 5_000;
    private static final int LONGEST_QUESTION = 200;
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private final BedWriter writer;
    private final Board board;
    private final PgHospitals hospitals;
    private final BedRights rights;

    HospitalController(BedWriter writer, Board board, PgHospitals hospitals, BedRights rights) {
        this.writer = writer;
        this.board = board;
        this.hospitals = hospitals;
        this.rights = rights;
    }

    /** Nearest first when {@code near=latitude,longitude} is given, else by name. */
    @GetMapping("/api/hospitals")
    void list(
            @RequestParam(required = false) @Nullable String speciality,
            @RequestParam(required = false) @Nullable String near,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletResponse response)
            throws IOException {
        Asker asker = rights.watching();
        Place place = near == null ? null : Asked.place("near", near);
        int most = Asked.whole("limit", limit, 1, MOST, 50);
        if (q.length() > LONGEST_QUESTION) {
            throw ProblemException.invalid("too-long", "q has at most %d characters".formatted(LONGEST_QUESTION), "q");
        }
        String words = folded(q);
        Json.Arr list = new Json.Arr();
        Stream<Board.Ward> found = board.wards().stream()
                .filter(ward -> speciality == null || ward.specialities().containsKey(speciality))
                .filter(ward -> words.isEmpty() || matches(ward, words));
        found.sorted(order(place)).limit(most).forEach(ward -> list.add(json(ward, asker, place)));
        Answers.json(response, 200, JSON, new Json.Obj().put("hospitals", list));
    }

    private static Comparator<Board.Ward> order(@Nullable Place place) {
        Comparator<Board.Ward> byId =
                Comparator.comparing(ward -> ward.hospital().id());
        return place == null
                ? Comparator.<Board.Ward, String>comparing(
                                ward -> ward.hospital().name())
                        .thenComparing(byId)
                : Comparator.<Board.Ward>comparingDouble(
                                ward -> ward.hospital().place().metresTo(place))
                        .thenComparing(byId);
    }

    private static boolean matches(Board.Ward ward, String words) {
        String region = ward.hospital().region();
        String text =
                folded(ward.hospital().name() + ' ' + ward.hospital().id() + ' ' + (region == null ? "" : region));
        return Stream.of(words.split(" ")).allMatch(text::contains);
    }

    private static String folded(String text) {
        return ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    @GetMapping("/api/hospitals/{id}")
    void read(@PathVariable String id, HttpServletResponse response) throws IOException {
        Asker asker = rights.watching();
        Answers.json(response, 200, JSON, json(ward(id), asker, null));
    }

    @GetMapping("/api/hospitals/{id}/beds")
    void beds(@PathVariable String id, HttpServletResponse response) throws IOException {
        Asker asker = rights.watching();
        Board.Ward ward = ward(id);
        boolean sees = asker.nation() || isOwn(asker, ward);
        Json.Arr list = new Json.Arr();
        hospitals.beds(id).forEach(kept -> {
            Json.Obj bed = HospitalText.of(kept.bed()).put("since", kept.since().toString());
            UUID allocation = kept.allocation();
            if (allocation != null && sees) {
                bed.put("allocation", allocation.toString());
            }
            if (kept.expires() != null) {
                bed.put("expiresAt", kept.expires().toString());
            }
            list.add(bed);
        });
        Answers.json(response, 200, JSON, new Json.Obj().put("beds", list));
    }

    /** {@code diversion}: whether ambulances may come. */
    @PatchMapping("/api/hospitals/{id}")
    void divert(
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Asker asker = rights.diverting();
        Body asked = Body.of(body, Set.of("diversion"));
        asked.required("diversion");
        Diversion diversion = asked.code("diversion", Diversion::of);
        if (diversion != null && isDone(writer.carryOut(new Command.Divert(asker, id, diversion)), request, response)) {
            Answers.json(response, 200, JSON, json(ward(id), asker, null));
        }
    }

    /** {@code state}: what the bed is doing; one that an allocation holds is freed by that allocation only. */
    @PatchMapping("/api/beds/{id}")
    void change(
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Asker asker = rights.keeping();
        Body asked = Body.of(body, Set.of("state"));
        asked.required("state");
        BedState state = asked.code("state", BedState::of);
        if (state == BedState.HELD) {
            throw Body.refused("value", "A bed is held by POST /api/allocations only", "state");
        }
        if (state != null && isDone(writer.carryOut(new Command.ChangeBed(asker, id, state)), request, response)) {
            Answers.json(response, 200, JSON, new Json.Obj().put("id", id).put("state", state.code()));
        }
    }

    private static boolean isDone(Answer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (answer) {
            case Answer.Refused(Problem problem) -> Answers.problem(request, response, problem);
            case Answer.Busy busy -> Answers.problem(request, response, Refusals.busy(busy));
            case Answer.Done _, Answer.Made _, Answer.Changed _, Answer.NoneFits _ -> {
                return true;
            }
        }
        return false;
    }

    private Board.Ward ward(String id) {
        return board.ward(id).orElseThrow(() -> new ProblemException(Refusals.noHospital()));
    }

    private static boolean isOwn(Asker asker, Board.Ward ward) {
        Integer establishment = ward.establishment();
        return asker.keeps()
                && establishment != null
                && establishment == asker.tenant().id();
    }

    private static Json.Obj json(Board.Ward ward, Asker asker, @Nullable Place place) {
        Json.Obj text = HospitalText.of(ward.hospital());
        if (place != null) {
            text.put(
                    "distanceMetres",
                    EmergencyText.number(Math.rint(ward.hospital().place().metresTo(place))));
        }
        Json.Arr specialities = new Json.Arr();
        ward.specialities()
                .forEach((code, counts) -> specialities.add(new Json.Obj()
                        .put("code", code)
                        .put("free", EmergencyText.number(counts.free()))
                        .put("total", EmergencyText.number(counts.total()))));
        return text.put("own", Json.Bool.of(isOwn(asker, ward)))
                .put("beds", counts(ward.beds()))
                .put("specialities", specialities);
    }

    private static Json.Obj counts(Counts counts) {
        return new Json.Obj()
                .put("free", EmergencyText.number(counts.free()))
                .put("held", EmergencyText.number(counts.held()))
                .put("occupied", EmergencyText.number(counts.occupied()))
                .put("cleaning", EmergencyText.number(counts.cleaning()))
                .put("closed", EmergencyText.number(counts.closed()));
    }
}
