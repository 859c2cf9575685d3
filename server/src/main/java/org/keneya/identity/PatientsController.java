// SPDX-License-Identifier: Apache-2.0
package org.keneya.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.keneya.access.Caller;
import org.keneya.access.Callers;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/patients?q=…}: patients by whatever is known of them. */
@RestController
class PatientsController {
    private static final int MOST = 50;
    private static final int LONGEST = 200;

    private final PatientSearch search;

    PatientsController(PatientSearch search) {
        this.search = search;
    }

    @GetMapping("/api/patients")
    void find(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "20") String count,
            HttpServletResponse response)
            throws IOException {
        Caller caller = Callers.current();
        caller.requireRead("Patient");
        if (q.length() > LONGEST) {
            throw ProblemException.invalid("too-long", "q has at most %d characters".formatted(LONGEST), "q");
        }
        Asked asked = Asked.of(q);
        if (asked.isEmpty()) {
            throw ProblemException.invalid("required", "q needs a name, a birth date or a number", "q");
        }
        int most = count(count);
        List<Found> found = search.find(caller.scope(), asked, most);
        Json.Arr patients = new Json.Arr();
        found.stream().limit(most).forEach(one -> patients.add(PatientView.of(one)));
        Answers.json(
                response,
                200,
                "application/json;charset=UTF-8",
                new Json.Obj().put("patients", patients).put("more", Json.Bool.of(found.size() > most)));
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return Math.min(count, MOST);
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw ProblemException.invalid("value", "count is a whole number, 1 to %d".formatted(MOST), "count");
    }
}
