// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Stored;

/** Writes a searchset Bundle entry by entry as the entries are found; what is only known at the end is written there. */
final class BundleStream {
    private final OutputStream out;
    private final String base;
    private final Shaping shaping;
    private boolean any;
    private long matches;

    /** @param shaping how much of each resource is written */
    BundleStream(OutputStream out, String base, String self, Shaping shaping) throws IOException {
        this.out = out;
        this.base = base;
        this.shaping = shaping;
        Json.Obj head = new Json.Obj()
                .put("resourceType", "Bundle")
                .put("id", FhirStore.newId())
                .put("type", "searchset")
                .put("link", Json.Arr.of(new Json.Obj().put("relation", "self").put("url", self)));
        byte[] json = JsonText.bytes(head);
        out.write(json, 0, json.length - 1);
    }

    void matches(List<Stored> found) throws IOException {
        for (Stored one : found) {
            matches++;
            entry(one, "match");
        }
    }

    void includes(List<Stored> found) throws IOException {
        for (Stored one : found) {
            entry(one, "include");
        }
    }

    /** Writes the number of matches and ends the Bundle. */
    void end() throws IOException {
        out.write(utf8((any ? "]" : "") + ",\"total\":" + matches + "}"));
    }

    private void entry(Stored one, String mode) throws IOException {
        out.write(utf8((any ? "," : ",\"entry\":[") + "{" + BundleText.fullUrl(base, one) + "\"resource\":"));
        out.write((mode.equals("match") ? shaping : shaping.forIncluded()).body(one));
        out.write(utf8(",\"search\":{\"mode\":\"" + mode + "\"}}"));
        any = true;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
