// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** Profiles, tags and security labels of a Meta. Labels are the same when system and code are (resource.html#Meta). */
final class MetaLabels {
    static final List<String> NAMES = List.of("profile", "security", "tag");

    private MetaLabels() {}

    /** Adds what is new; a label that is there already stays as it is. */
    static void add(Json.Obj to, Json.Obj more) {
        for (String name : NAMES) {
            Json.Arr added = more.array(name);
            if (added == null) {
                continue;
            }
            Json.Arr all = new Json.Arr();
            Json.Arr present = to.array(name);
            if (present != null) {
                present.forEach(all::add);
            }
            for (Json label : added) {
                if (!contains(all, label)) {
                    all.add(label);
                }
            }
            if (all.size() > 0) {
                to.put(name, all);
            }
        }
    }

    /** Takes labels away; those that are not there are not missed. */
    static void remove(Json.Obj from, Json.Obj less) {
        for (String name : NAMES) {
            Json.Arr removed = less.array(name);
            Json.Arr present = from.array(name);
            if (removed == null || present == null) {
                continue;
            }
            Json.Arr kept = new Json.Arr();
            for (Json label : present) {
                if (!contains(removed, label)) {
                    kept.add(label);
                }
            }
            if (kept.size() == 0) {
                from.remove(name);
            } else {
                from.put(name, kept);
            }
        }
    }

    private static boolean contains(Json.Arr labels, Json wanted) {
        for (Json label : labels) {
            if (isSame(label, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Json one, Json other) {
        if (one instanceof Json.Obj a && other instanceof Json.Obj b) {
            return same(a, b, "system") && same(a, b, "code");
        }
        return one.equals(other);
    }

    private static boolean same(Json.Obj one, Json.Obj other, String name) {
        @Nullable String first = one.string(name);
        return Objects.equals(first, other.string(name));
    }
}
