// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.keneya.edge.Outcome;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;

/** Writes a Bundle around resources that stay the bytes they are stored as. */
final class BundleText {
    private static final byte[] COMMA = {','};
    private final List<byte[]> pieces = new ArrayList<>();
    private boolean any;
    private long length;

    /** @param total number of matches, left out when negative */
    BundleText(String type, long total, List<String[]> links) {
        Json.Arr list = new Json.Arr();
        for (String[] link : links) {
            list.add(new Json.Obj().put("relation", link[0]).put("url", link[1]));
        }
        Json.Obj head = new Json.Obj()
                .put("resourceType", "Bundle")
                .put("id", FhirStore.newId())
                .put("type", type);
        if (total >= 0) {
            head.put("total", new Json.Num(Long.toString(total)));
        }
        if (list.size() > 0) {
            head.put("link", list);
        }
        byte[] json = JsonText.bytes(head);
        pieces.add(java.util.Arrays.copyOf(json, json.length - 1));
    }

    /** An entry whose members but the resource are given as JSON text that starts after the brace and ends in a comma or not at all. */
    void entry(String before, byte[] resource, String after) {
        open();
        pieces.add(utf8("{" + before + "\"resource\":"));
        pieces.add(resource);
        length += resource.length;
        pieces.add(utf8(after + "}"));
    }

    void entry(Json.Obj entry) {
        open();
        pieces.add(JsonText.bytes(entry));
    }

    void match(String base, Stored stored, String mode, Shaping shaping) {
        entry(fullUrl(base, stored), shaping.body(stored), ",\"search\":{\"mode\":\"" + mode + "\"}");
    }

    /** An entry that says what was left out of the search. */
    void outcome(List<Issue> issues) {
        entry(new Json.Obj()
                .put("resource", Outcome.operationOutcome(issues))
                .put("search", new Json.Obj().put("mode", "outcome")));
    }

    static String fullUrl(String base, Stored stored) {
        return "\"fullUrl\":" + JsonText.write(new Json.Str(base + "/" + stored.type() + "/" + stored.id())) + ",";
    }

    /** Bytes of the resources so far. */
    long length() {
        return length;
    }

    List<byte[]> pieces() {
        pieces.add(utf8(any ? "]}" : "}"));
        return pieces;
    }

    private void open() {
        pieces.add(any ? COMMA : utf8(",\"entry\":["));
        any = true;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
