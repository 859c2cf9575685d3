// SPDX-License-Identifier: Apache-2.0
package org.keneya.beds;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Tenants;
import org.keneya.edge.Answers;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/hospitals/import}: hospitals from a file; sending it again changes nothing. */
@RestController
class ImportController {
    private final Registration registration;
    private final BedRights rights;
    private final Tenants tenants;

    ImportController(Registration registration, BedRights rights, Tenants tenants) {
        this.registration = registration;
        this.rights = rights;
        this.tenants = tenants;
    }

    /**
     * Says what was taken in, and which lines were not and why.
     *
     * @param establishment name of the tenant whose staff keeps the beds of all these hospitals
     * @param check {@code true} reads the file and takes nothing in
     */
    @PostMapping("/api/hospitals/import")
    void take(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestParam(required = false) @Nullable String establishment,
            @RequestParam(required = false) @Nullable String check,
            HttpServletResponse response)
            throws IOException {
        rights.governing();
        Integer keeper = establishment == null ? null : tenant(establishment);
        HospitalFile file = HospitalFile.read(body == null ? new byte[0] : body);
        Json.Arr refused = new Json.Arr();
        file.refused()
                .forEach(one -> refused.add(new Json.Obj()
                        .put("line", EmergencyText.number(one.line()))
                        .put("why", one.why())));
        Registration.Taken taken =
                "true".equals(check) ? counted(file) : registration.register(file.hospitals(), keeper);
        taken.refused()
                .forEach(one -> refused.add(new Json.Obj()
                        .put("hospital", one.hospital())
                        .put(
                                "why",
                                String.valueOf(one.problem().issues().getFirst().text()))));
        Answers.json(
                response,
                200,
                "application/json;charset=UTF-8",
                new Json.Obj()
                        .put("hospitals", EmergencyText.number(taken.hospitals()))
                        .put("beds", EmergencyText.number(taken.beds()))
                        .put("specialities", specialities(file))
                        .put("refused", refused));
    }

    private int tenant(String name) {
        return tenants.find(name)
                .map(known -> known.tenant().id())
                .or(() -> name.equals("demo")
                        ? java.util.Optional.of(tenants.local().id())
                        : java.util.Optional.empty())
                .orElseThrow(
                        () -> ProblemException.invalid("value", "There is no such establishment", "establishment"));
    }

    private static Registration.Taken counted(HospitalFile file) {
        int beds = file.hospitals().stream()
                .mapToInt(listed -> listed.beds().size())
                .sum();
        return new Registration.Taken(file.hospitals().size(), beds, java.util.List.of());
    }

    /** Beds by speciality, so that whoever sent the file sees what was understood. */
    private static Json.Obj specialities(HospitalFile file) {
        Map<String, Integer> beds = new HashMap<>();
        file.hospitals()
                .forEach(listed -> listed.beds()
                        .forEach(bed -> bed.specialities().forEach(code -> beds.merge(code, 1, Integer::sum))));
        Json.Obj counts = new Json.Obj();
        beds.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> counts.put(each.getKey(), EmergencyText.number(each.getValue())));
        return counts;
    }
}
