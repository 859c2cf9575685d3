// SPDX-License-Identifier: Apache-2.0
package org.keneya.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * What a search found, as far as two servers must agree on it.
 *
 * @param matches {@code Type/id}, in the order of the answer
 * @param keys of the order that was asked for, one a match; empty texts without one
 * @param others {@code Type/id} of what was included
 * @param total with {@code _total=accurate}; -1 when the server says none
 */
record Answer(List<String> matches, List<String> keys, Set<String> others, int total) {

    /** Null when the server refuses. */
    static @Nullable Answer of(Side side, Requests requests, String path, String sortedBy) throws IOException {
        String text = side.answer(requests, path + "&_total=accurate");
        if (text == null) {
            return null;
        }
        Json.Obj bundle = JsonText.readObject(text);
        List<String> matches = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        Set<String> others = new HashSet<>();
        for (Json.Obj entry : bundle.objects("entry")) {
            Json.Obj resource = entry.object("resource");
            if (resource == null) {
                continue;
            }
            String id = resource.string("resourceType") + "/" + resource.string("id");
            Json.Obj search = entry.object("search");
            if (search != null && "include".equals(search.string("mode"))) {
                others.add(id);
            } else {
                matches.add(id);
                Json key = resource.get(sortedBy);
                keys.add(
                        key instanceof Json.Obj period
                                ? String.valueOf(period.string("start"))
                                : key instanceof Json.Str(String date) ? date : "");
            }
        }
        return new Answer(
                matches,
                keys,
                others,
                bundle.get("total") instanceof Json.Num total ? total.decimal().intValue() : -1);
    }

    /**
     * How the other differs; empty when it does not. A full page without an order may hold any of the matches, and one with
     * an order any of those that are equal at its end.
     */
    String difference(Answer other) {
        if (total != other.total) {
            return "total %d and %d".formatted(total, other.total);
        }
        if (matches.size() != other.matches.size()) {
            return "%d and %d matches".formatted(matches.size(), other.matches.size());
        }
        if (!keys.equals(other.keys)) {
            return "another order";
        }
        Set<String> different = new TreeSet<>(certain());
        different.removeAll(other.matches);
        if (!different.isEmpty()) {
            return "not in both: " + different;
        }
        if (isWhole() && !others.equals(other.others)) {
            return "%d and %d included".formatted(others.size(), other.others.size());
        }
        return "";
    }

    int resources() {
        return matches.size() + others.size();
    }

    private boolean isWhole() {
        return matches.size() == total;
    }

    /** The matches that any right answer holds. */
    private List<String> certain() {
        if (isWhole()) {
            return matches;
        }
        List<String> certain = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            if (!keys.get(i).equals(keys.getLast())) {
                certain.add(matches.get(i));
            }
        }
        return certain;
    }
}
