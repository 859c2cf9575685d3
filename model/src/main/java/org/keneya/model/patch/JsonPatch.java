// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.patch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.keneya.model.Json;

/**
 * JSON Patch (RFC 6902) with JSON Pointer (RFC 6901). All operations or none. Issues point at the operation, such as
 * {@code patch[2].path}, and never repeat what it holds.
 */
public final class JsonPatch {
    /** Most operations of one patch. */
    public static final int MOST_OPERATIONS = 10_000;

    private JsonPatch() {}

    /** The resource as the patch makes it; the one given stays as it is. */
    public static Json.Obj apply(Json.Obj resource, Json.Arr patch) {
        if (patch.size() > MOST_OPERATIONS) {
            throw PatchRefusal.malformed(
                    "too-costly", "A patch takes at most %d operations".formatted(MOST_OPERATIONS), "patch");
        }
        Json.Obj changed = (Json.Obj) resource.copy();
        for (int i = 0; i < patch.size(); i++) {
            if (!(patch.get(i) instanceof Json.Obj operation)) {
                throw PatchRefusal.malformed("structure", "An operation is an object", "patch[%d]".formatted(i));
            }
            new Operation(changed, operation, "patch[%d]".formatted(i)).apply();
        }
        return changed;
    }

    /** One operation on the way. */
    private record Operation(Json.Obj root, Json.Obj operation, String place) {
        void apply() {
            String op = operation.string("op");
            if (op == null) {
                throw PatchRefusal.malformed("required", "An operation names its op", place + ".op");
            }
            List<String> path = pointer("path");
            switch (op) {
                case "add" -> add(path, value());
                case "remove" -> remove(path, "path");
                case "replace" -> replace(path);
                case "move" -> move(path);
                case "copy" -> add(path, find(pointer("from"), "from").copy());
                case "test" -> {
                    if (!same(find(path, "path"), value())) {
                        throw PatchRefusal.unfit("The test does not hold", place);
                    }
                }
                default ->
                    throw PatchRefusal.malformed(
                            "value", "op is add, remove, replace, move, copy or test", place + ".op");
            }
        }

        private Json value() {
            Json value = operation.get("value");
            if (value == null) {
                throw PatchRefusal.malformed("required", "The operation needs a value", place + ".value");
            }
            return value.copy();
        }

        private List<String> pointer(String member) {
            String text = operation.string(member);
            if (text == null) {
                throw PatchRefusal.malformed("required", "The operation needs a " + member, place + "." + member);
            }
            if (!text.isEmpty() && text.charAt(0) != '/' || text.length() > 2_000) {
                throw PatchRefusal.malformed("value", "A JSON Pointer begins with a slash", place + "." + member);
            }
            List<String> steps = new ArrayList<>();
            String[] parts = text.split("/", -1);
            for (int i = 1; i < parts.length; i++) {
                if (parts[i].matches(".*~(?![01]).*")) {
                    throw PatchRefusal.malformed("value", "A tilde is written ~0", place + "." + member);
                }
                steps.add(parts[i].replace("~1", "/").replace("~0", "~"));
            }
            return steps;
        }

        private Json find(List<String> path, String member) {
            Json at = root;
            for (String step : path) {
                Json next = switch (at) {
                    case Json.Obj object -> object.get(step);
                    case Json.Arr array -> {
                        int index = index(step, array.size() - 1, member);
                        yield index < 0 ? null : array.get(index);
                    }
                    default -> null;
                };
                if (next == null) {
                    throw absent(member);
                }
                at = next;
            }
            return at;
        }

        private RuntimeException absent(String member) {
            return PatchRefusal.unfit("The resource has nothing at this place", place + "." + member);
        }

        /** A place in an array up to and with the last; -1 when there is none. */
        private int index(String step, int last, String member) {
            if (!step.matches("0|[1-9][0-9]{0,8}")) {
                throw PatchRefusal.unfit("A place in an array is a number", place + "." + member);
            }
            int index = Integer.parseInt(step);
            return index > last ? -1 : index;
        }

        private Json holder(List<String> path, String member) {
            if (path.isEmpty()) {
                throw PatchRefusal.unfit("The resource as a whole is changed by an update", place + "." + member);
            }
            return find(path.subList(0, path.size() - 1), member);
        }

        private void add(List<String> path, Json value) {
            switch (holder(path, "path")) {
                case Json.Obj object -> object.put(path.getLast(), value);
                case Json.Arr array -> {
                    int index = path.getLast().equals("-") ? array.size() : index(path.getLast(), array.size(), "path");
                    if (index < 0) {
                        throw absent("path");
                    }
                    array.insert(index, value);
                }
                default -> throw absent("path");
            }
        }

        private Json remove(List<String> path, String member) {
            Json found = find(path, member);
            switch (holder(path, member)) {
                case Json.Obj object -> object.remove(path.getLast());
                case Json.Arr array -> array.remove(Integer.parseInt(path.getLast()));
                default -> throw absent(member);
            }
            return found;
        }

        private void replace(List<String> path) {
            Json value = value();
            find(path, "path");
            switch (holder(path, "path")) {
                case Json.Obj object -> object.put(path.getLast(), value);
                case Json.Arr array -> array.set(Integer.parseInt(path.getLast()), value);
                default -> throw absent("path");
            }
        }

        private void move(List<String> path) {
            List<String> from = pointer("from");
            if (path.size() > from.size() && path.subList(0, from.size()).equals(from)) {
                throw PatchRefusal.malformed("value", "Nothing moves into itself", place + ".path");
            }
            add(path, remove(from, "from"));
        }

        /** Equal as JSON: members in any order, numbers by their value. */
        private static boolean same(Json left, Json right) {
            return switch (left) {
                case Json.Obj object -> {
                    boolean same = right instanceof Json.Obj other && object.size() == other.size();
                    for (int i = 0; same && i < object.size(); i++) {
                        Json value = ((Json.Obj) right).get(object.name(i));
                        same = value != null && same(object.value(i), value);
                    }
                    yield same;
                }
                case Json.Arr array -> {
                    boolean same = right instanceof Json.Arr other && array.size() == other.size();
                    for (int i = 0; same && i < array.size(); i++) {
                        same = same(array.get(i), ((Json.Arr) right).get(i));
                    }
                    yield same;
                }
                case Json.Num(String text) ->
                    right instanceof Json.Num(String other)
                            && (text.equals(other) || new BigDecimal(text).compareTo(new BigDecimal(other)) == 0);
                default -> left.equals(right);
            };
        }
    }
}
