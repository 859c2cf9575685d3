// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.List;
import org.keneya.kernel.Issue;

/** Small valid resources, and ways to change one. */
final class Trees {
    static final String PATIENT = """
            {"resourceType":"Patient","id":"p1","meta":{"profile":["https://example.org/p"]},
             "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><p>ok</p></div>"},
             "contained":[{"resourceType":"Organization","id":"o1","name":"Org"}],
             "extension":[{"url":"https://example.org/e","valueString":"v"}],
             "identifier":[{"system":"urn:oid:1.2.3","value":"12"}],
             "active":true,"name":[{"use":"official","family":"F","given":["A",null],"_given":[null,{"id":"x",
             "extension":[{"url":"https://example.org/e","valueBoolean":true}]}]}],
             "gender":"female","birthDate":"1951-03-12","_birthDate":{"id":"b"},"multipleBirthInteger":2,
             "managingOrganization":{"reference":"#o1"},"photo":[{"url":"#o1"}],
             "link":[{"other":{"reference":"Patient/p2"},"type":"seealso"}]}""";

    static final String OBSERVATION = """
            {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},
             "subject":{"reference":"Patient/p1"},"effectiveDateTime":"2024-02-29T10:00:00+01:00",
             "issued":"2024-02-29T10:00:00.123Z","valueQuantity":{"value":1.50,"unit":"/min"},
             "component":[{"code":{"text":"c"},"valueInteger":3,"referenceRange":[{"text":"r"}]}],
             "referenceRange":[{"low":{"value":1}}]}""";

    static final String CONDITION = """
            {"resourceType":"Condition","subject":{"reference":"Patient/p1"},
             "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical",
             "code":"active"}]}}""";

    static final String BUNDLE = """
            {"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:0f4a8a2c-7ab3-4b0e-9c1e-6a7c1d2e3f40",
             "resource":%s,"request":{"method":"POST","url":"Patient"}}]}""".formatted(PATIENT);

    static final String PARAMETERS = """
            {"resourceType":"Parameters","parameter":[{"name":"a","resource":%s}]}""".formatted(CONDITION);

    private Trees() {}

    /**
     * Replaces one place of a tree.
     *
     * @param place member names and item numbers joined by {@code /}
     * @param json the new value; empty to remove the member
     */
    static Json.Obj with(String resource, String place, String json) {
        Json.Obj root = JsonText.readObject(resource);
        List<String> steps = List.of(place.split("/"));
        Json at = root;
        for (String step : steps.subList(0, steps.size() - 1)) {
            at = at instanceof Json.Arr array ? array.get(Integer.parseInt(step)) : member((Json.Obj) at, step);
        }
        String last = steps.getLast();
        if (at instanceof Json.Arr array) {
            array.set(Integer.parseInt(last), value(json));
        } else if (json.isEmpty()) {
            ((Json.Obj) at).remove(last);
        } else {
            ((Json.Obj) at).put(last, value(json));
        }
        return root;
    }

    /** Each issue as {@code code expression}. */
    static List<String> findings(Json.Obj resource) {
        return StructureCheck.check(resource).stream().map(Trees::finding).toList();
    }

    private static String finding(Issue issue) {
        return issue.code() + " " + issue.expression();
    }

    private static Json value(String json) {
        return member(JsonText.readObject("{\"v\":" + json + "}"), "v");
    }

    private static Json member(Json.Obj object, String name) {
        Json found = object.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no member " + name);
        }
        return found;
    }
}
