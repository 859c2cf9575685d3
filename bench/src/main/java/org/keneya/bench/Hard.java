// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Questions that could hold a server for minutes when there is much data. Each must be answered, or refused with a clear
 * outcome, within a second. Asked one after the other, several times; nothing warms up.
 */
final class Hard {
    private static final int TIMES = 5;

    private Hard() {}

    /** Asks all of them; the slowest answer of each is kept, and which statuses came. */
    static void ask(URI base, String token, Known known, long among, Results results) throws IOException {
        Requests requests = new Requests(base, token);
        try (Wire wire = new Wire(base)) {
            for (var question : questions(known).entrySet()) {
                double worst = 0;
                List<Integer> statuses = new ArrayList<>();
                String outcome = "";
                for (int time = 0; time < TIMES; time++) {
                    long start = System.nanoTime();
                    int status = wire.exchange(requests.get(question.getValue()));
                    worst = Math.max(worst, (System.nanoTime() - start) / 1e6);
                    statuses.add(status);
                    if (status >= 400) {
                        outcome = wire.text().substring(0, Math.min(300, wire.bodyLength()));
                    }
                }
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("worstMs", worst);
                values.put("statuses", statuses);
                values.put("among", among);
                values.put("outcome", outcome);
                results.noted("hard: " + question.getKey(), values);
            }
        }
    }

    private static Map<String, String> questions(Known known) {
        SplittableRandom random = new SplittableRandom(1);
        String code = Requests.escaped(known.finding(random).code());
        StringBuilder codes = new StringBuilder(code);
        for (int i = 1; i < 500; i++) {
            codes.append(",").append(Requests.escaped("http://loinc.org|" + (10_000 + i) + "-" + i % 10));
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("500 codes", "/Observation?code=" + codes);
        all.put("500 codes, newest", "/Observation?code=" + codes + "&_sort=-date&_count=20");
        all.put("a chain of three", "/Observation?encounter.service-provider.name=a&_count=20");
        all.put("a chain of three through patients", "/Observation?patient.organization.partof.name=a&_count=20");
        all.put("_has in a chain", "/Observation?patient._has:Condition:patient:clinical-status=active&_count=20");
        all.put("_has of a common code", "/Patient?_has:Observation:patient:code=" + code + "&_count=20");
        all.put("observations of half of the patients", "/Observation?patient.gender=female&_count=20");
        all.put("all, counted", "/Observation?_total=accurate&_count=1");
        all.put("a common code, counted", "/Observation?code=" + code + "&_total=accurate&_count=1");
        all.put("not a code, newest", "/Observation?code:not=" + code + "&_sort=-date&_count=20");
        all.put("history of everything", "/_history?_count=50");
        all.put("history of a type", "/Observation/_history?_count=50");
        all.put("a part of a name", "/Patient?name:contains=an&_count=20");
        all.put("words anywhere", "/Observation?_content=douleur&_count=20");
        all.put("a thousand, newest", "/Observation?_lastUpdated=gt2000-01-01&_sort=-date&_count=1000");
        all.put("by value", "/Observation?value-quantity=gt100&_sort=-date&_count=20");
        all.put("sorted by what is not indexed", "/Patient?gender=female&_sort=name,-address-city&_count=20");
        all.put("a thousand patients with all of theirs", "/Patient?_count=1000&_revinclude=Observation:subject");
        all.put("all types", "/?_type=Patient,Observation,Encounter,Condition&_lastUpdated=gt2000-01-01&_count=50");
        all.put(
                "a rare pair of common words",
                "/Observation?status=final&category=laboratory&code=" + code + "&value-quantity=lt-99999&_count=20");
        return all;
    }
}
