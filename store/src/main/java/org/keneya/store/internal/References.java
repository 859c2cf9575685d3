// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.model.R4;

/** Walks the literal references of a resource. */
public final class References {
    private References() {}

    /**
     * A reference to a resource of this server.
     *
     * @param type resource type
     * @param id logical id
     */
    public record Local(String type, String id) {
        @Override
        public String toString() {
            return type + "/" + id;
        }
    }

    /** The resources of this server that a resource refers to. */
    public static Set<Local> of(Json.Obj resource) {
        Set<Local> found = new LinkedHashSet<>();
        collect(resource, found);
        return found;
    }

    private static void collect(Json.Obj object, Set<Local> found) {
        for (int i = 0; i < object.size(); i++) {
            switch (object.value(i)) {
                case Json.Obj child -> collect(child, found);
                case Json.Arr array -> {
                    for (int item = 0; item < array.size(); item++) {
                        if (array.get(item) instanceof Json.Obj child) {
                            collect(child, found);
                        }
                    }
                }
                case Json.Str(String text) -> {
                    Local local = object.name(i).equals("reference") ? local(text) : null;
                    if (local != null) {
                        found.add(local);
                    }
                }
                default -> {}
            }
        }
    }

    /** Receives each object that holds a {@code reference}, with its FHIRPath. */
    public static void each(Json.Obj resource, String root, BiConsumer<Json.Obj, String> to) {
        walk(resource, root, to);
    }

    private static void walk(Json.Obj object, String path, BiConsumer<Json.Obj, String> to) {
        if (object.get("reference") instanceof Json.Str) {
            to.accept(object, path);
        }
        for (int i = 0; i < object.size(); i++) {
            switch (object.value(i)) {
                case Json.Obj child -> walk(child, path + "." + object.name(i), to);
                case Json.Arr array -> {
                    for (int item = 0; item < array.size(); item++) {
                        if (array.get(item) instanceof Json.Obj child) {
                            walk(child, path + "." + object.name(i) + "[" + item + "]", to);
                        }
                    }
                }
                default -> {}
            }
        }
    }

    /** The local resource a reference text names, whatever version; null when it names none. */
    public static @Nullable Local local(String reference) {
        int slash = reference.indexOf('/');
        if (slash <= 0
                || reference.indexOf(':') >= 0
                || !R4.definitions().isResourceType(reference.substring(0, slash))) {
            return null;
        }
        String rest = reference.substring(slash + 1);
        int end = rest.indexOf('/');
        if (end >= 0 && !rest.startsWith("/_history/", end)) {
            return null;
        }
        return new Local(reference.substring(0, slash), end < 0 ? rest : rest.substring(0, end));
    }
}
