// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.List;

/** Walks one path down the tree. The steps were resolved against the definitions, so nothing is guessed here. */
final class PathAccessor implements Accessor {

    /** One step of a path. */
    sealed interface Step {

        /**
         * Members of an object; the names that a choice element may have stand side by side.
         *
         * @param index which item to keep, or -1 for all
         */
        record Child(List<Member> members, int index) implements Step {}

        /** One member name with the FHIR type of its values. */
        record Member(String name, String type) {}

        /** Keeps references to one resource type. */
        record ResolvesTo(String resourceType) implements Step {}

        /** Keeps objects with a member of a given text. */
        record Has(String name, String text) implements Step {}

        /** Keeps values of one type. */
        record Is(String type) implements Step {}
    }

    private final Step[] steps;
    private final String type;

    PathAccessor(String type, List<Step> steps) {
        this.type = type;
        this.steps = steps.toArray(Step[]::new);
    }

    @Override
    public void each(Json.Obj resource, Visitor visitor) {
        walk(0, type, resource, resource, visitor);
    }

    private void walk(int at, String type, Json value, Json.Obj resource, Visitor visitor) {
        if (at == steps.length) {
            visitor.value(type.equals("Resource") ? actualType(value) : type, value);
            return;
        }
        switch (steps[at]) {
            case Step.Child child -> {
                if (value instanceof Json.Obj object) {
                    children(at, child, object, resource, visitor);
                }
            }
            case Step.ResolvesTo(String target) -> {
                if (value instanceof Json.Obj object && target.equals(References.typeOf(object, resource))) {
                    walk(at + 1, type, value, resource, visitor);
                }
            }
            case Step.Has(String name, String text) -> {
                if (value instanceof Json.Obj object && text.equals(object.string(name))) {
                    walk(at + 1, type, value, resource, visitor);
                }
            }
            case Step.Is(String wanted) -> {
                if (wanted.equals(type)) {
                    walk(at + 1, type, value, resource, visitor);
                }
            }
        }
    }

    private void children(int at, Step.Child child, Json.Obj object, Json.Obj resource, Visitor visitor) {
        for (int i = 0; i < child.members.size(); i++) {
            Step.Member member = child.members.get(i);
            Json found = object.get(member.name);
            if (found == null || found == Json.Null.NULL) {
                continue;
            }
            if (!(found instanceof Json.Arr array)) {
                walk(at + 1, member.type, found, resource, visitor);
                continue;
            }
            int from = Math.max(0, child.index);
            int to = child.index < 0 ? array.size() : Math.min(array.size(), from + 1);
            for (int item = from; item < to; item++) {
                if (array.get(item) != Json.Null.NULL) {
                    walk(at + 1, member.type, array.get(item), resource, visitor);
                }
            }
        }
    }

    private static String actualType(Json value) {
        String type = value instanceof Json.Obj object ? object.string("resourceType") : null;
        return type != null && Definitions.R4.isResourceType(type) ? type : "Resource";
    }
}
