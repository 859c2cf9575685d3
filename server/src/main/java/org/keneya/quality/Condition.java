// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/** Something a rule asks of an element. */
@FunctionalInterface
interface Condition {

    /**
     * Null when it holds; otherwise what the message about it may name, by placeholder, often nothing.
     *
     * @param element where the rule stands
     * @param resource the whole
     */
    @Nullable
    Map<String, String> breach(Json.Obj element, Json.Obj resource);

    default boolean holds(Json.Obj element, Json.Obj resource) {
        return breach(element, resource) == null;
    }

    static Condition of(BiPredicate<Json.Obj, Json.Obj> test) {
        return (element, resource) -> test.test(element, resource) ? null : Map.of();
    }

    /** Whether a value at the path, element names with dots between, meets the test; lists are looked through. */
    static boolean any(Json.Obj from, String[] path, int step, Predicate<Json> test) {
        Json value = from.get(path[step]);
        if (value instanceof Json.Arr array) {
            for (int i = 0; i < array.size(); i++) {
                if (reaches(array.get(i), path, step, test)) {
                    return true;
                }
            }
            return false;
        }
        return value != null && reaches(value, path, step, test);
    }

    private static boolean reaches(Json value, String[] path, int step, Predicate<Json> test) {
        return step == path.length - 1
                ? test.test(value)
                : value instanceof Json.Obj object && any(object, path, step + 1, test);
    }
}
