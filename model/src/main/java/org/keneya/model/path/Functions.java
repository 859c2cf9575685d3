// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Definitions;
import org.keneya.model.Json;
import org.keneya.model.References;

/** Paths and the functions on collections (http://hl7.org/fhirpath/N1/#functions, http://hl7.org/fhir/R4/fhirpath.html). */
final class Functions {
    private static final int MOST_REPEATS = 1_000_000;

    private Functions() {}

    static Step then(Step left, Step right) {
        return (env, focus) -> {
            List<Item> found = left.evaluate(env, focus);
            return right.evaluate(env, found);
        };
    }

    static Step indexed(Step collection, Step index) {
        return (env, focus) -> {
            List<Item> items = collection.evaluate(env, focus);
            Item at = Operators.single(index.evaluate(env, focus));
            if (at == null) {
                return List.of();
            }
            if (!(at.value() instanceof Item.Whole(long number))) {
                throw Refusal.execution("an index is a whole number");
            }
            return number < 0 || number >= items.size() ? List.of() : List.of(items.get((int) number));
        };
    }

    /** Children of a name; at the start of an expression also the focus itself, when that is the name of its type. */
    static Step child(String name, boolean first) {
        boolean type = first && Character.isUpperCase(name.charAt(0));
        return (env, focus) -> {
            env.spend(focus.size());
            List<Item> found = List.of();
            for (Item item : focus) {
                if (!(item instanceof Node node)) {
                    continue;
                }
                if (type) {
                    if (Definitions.R4.isA(node.type(), name)) {
                        found = added(found, node);
                    }
                } else {
                    found = children(node, name, found);
                }
            }
            return found;
        };
    }

    private static List<Item> children(Node node, String name, List<Item> found) {
        List<Item> to = found.isEmpty() ? new ArrayList<>(1) : found;
        node.children(name, to);
        return to;
    }

    private static List<Item> added(List<Item> found, Item item) {
        List<Item> to = found.isEmpty() ? new ArrayList<>(1) : found;
        to.add(item);
        return to;
    }

    static Step constant(String name) {
        return switch (name) {
            case "resource" -> (env, _) -> one(env.resource);
            case "rootResource" -> (env, _) -> one(env.rootResource);
            case "context" -> (env, _) -> env.context;
            case "ucum" -> text("http://unitsofmeasure.org");
            case "sct" -> text("http://snomed.info/sct");
            case "loinc" -> text("http://loinc.org");
            default -> {
                if (name.startsWith("vs-")) {
                    yield text("http://hl7.org/fhir/ValueSet/" + name.substring(3));
                }
                if (name.startsWith("ext-")) {
                    yield text("http://hl7.org/fhir/StructureDefinition/" + name.substring(4));
                }
                yield (env, _) -> {
                    List<Item> given = env.constants.get(name);
                    if (given == null) {
                        throw Refusal.execution("there is no constant of that name");
                    }
                    return given;
                };
            }
        };
    }

    private static Step text(String text) {
        List<Item> value = List.of(new Item.Text(text));
        return (_, _) -> value;
    }

    private static List<Item> one(@Nullable Item item) {
        return item == null ? List.of() : List.of(item);
    }

    static Step is(Step operand, Parser.TypeName type) {
        return then(operand, typed("is", type));
    }

    static Step as(Step operand, Parser.TypeName type) {
        return then(operand, typed("as", type));
    }

    static Step typed(String function, Parser.TypeName type) {
        if (function.equals("is")) {
            return (_, focus) -> {
                Item item = Operators.single(focus);
                return item == null ? List.of() : Operators.answer(type.fits(item));
            };
        }
        return filter((_, item, _) -> type.isExactly(item));
    }

    /** Says of an item whether it stays. */
    private interface Condition {
        boolean holds(Env env, Item item, int index);
    }

    private static Step filter(Condition condition) {
        return (env, focus) -> {
            env.spend(focus.size());
            List<Item> kept = List.of();
            for (int i = 0; i < focus.size(); i++) {
                if (condition.holds(env, focus.get(i), i)) {
                    kept = added(kept, focus.get(i));
                }
            }
            return kept;
        };
    }

    private static boolean holds(Env env, Step criterion, Item item, int index) {
        return Boolean.TRUE.equals(Operators.truth(env.with(criterion, item, index)));
    }

    static Step of(String name, List<Step> arguments, int at) {
        Step found = collection(name, arguments);
        if (found == null) {
            found = subset(name, arguments);
        }
        if (found == null) {
            found = Texts.of(name, arguments);
        }
        if (found == null) {
            found = Numbers.of(name, arguments);
        }
        if (found == null) {
            throw Refusal.syntax("there is no function of that name with that many arguments", at);
        }
        return found;
    }

    private static @Nullable Step collection(String name, List<Step> arguments) {
        int count = arguments.size();
        return switch (name + "/" + count) {
            case "empty/0" -> (_, focus) -> Operators.answer(focus.isEmpty());
            case "exists/0" -> (_, focus) -> Operators.answer(!focus.isEmpty());
            case "exists/1" -> {
                Step where = where(arguments.getFirst());
                yield (env, focus) ->
                        Operators.answer(!where.evaluate(env, focus).isEmpty());
            }
            case "not/0" ->
                (_, focus) -> {
                    Boolean truth = Operators.truth(focus);
                    return Operators.answer(truth == null ? null : (Boolean) !truth);
                };
            case "count/0" -> (_, focus) -> List.of(new Item.Whole(focus.size()));
            case "all/1" -> all(arguments.getFirst());
            case "where/1" -> where(arguments.getFirst());
            case "select/1" -> select(arguments.getFirst());
            case "repeat/1" -> repeat(arguments.getFirst());
            case "allTrue/0" -> (_, focus) -> Operators.answer(focus.stream().allMatch(item -> is(item, true)));
            case "anyTrue/0" -> (_, focus) -> Operators.answer(focus.stream().anyMatch(item -> is(item, true)));
            case "allFalse/0" -> (_, focus) -> Operators.answer(focus.stream().allMatch(item -> is(item, false)));
            case "anyFalse/0" -> (_, focus) -> Operators.answer(focus.stream().anyMatch(item -> is(item, false)));
            case "aggregate/1", "aggregate/2" -> aggregate(arguments);
            case "iif/2", "iif/3" -> iif(arguments);
            case "trace/1", "trace/2" -> (_, focus) -> focus;
            case "children/0" -> (env, focus) -> children(env, focus);
            case "descendants/0" -> (env, focus) -> descendants(env, focus);
            case "hasValue/0" ->
                (_, focus) -> Operators.answer(
                        focus.size() == 1 && (!(focus.getFirst() instanceof Node node) || node.hasValue()));
            case "getValue/0" ->
                (_, focus) -> {
                    Item value = focus.size() == 1 ? focus.getFirst().value() : null;
                    return one(value);
                };
            case "extension/1" -> extension(arguments.getFirst());
            case "resolve/0" -> Functions::resolve;
            case "htmlChecks/0" -> (_, focus) -> Operators.answer(!focus.isEmpty());
            case "memberOf/1", "conformsTo/1", "subsumes/1", "subsumedBy/1", "elementDefinition/0", "slice/2" ->
                throw Refusal.unsupported(name + "()");
            default -> null;
        };
    }

    private static boolean is(Item item, boolean expected) {
        if (item.value() instanceof Item.Bool(boolean holds)) {
            return holds == expected;
        }
        throw Refusal.execution("a Boolean is expected");
    }

    private static Step where(Step criterion) {
        return filter((env, item, index) -> holds(env, criterion, item, index));
    }

    private static Step all(Step criterion) {
        return (env, focus) -> {
            env.spend(focus.size());
            for (int i = 0; i < focus.size(); i++) {
                if (!holds(env, criterion, focus.get(i), i)) {
                    return Operators.answer(false);
                }
            }
            return Operators.answer(true);
        };
    }

    private static Step select(Step projection) {
        return (env, focus) -> {
            env.spend(focus.size());
            List<Item> found = new ArrayList<>(focus.size());
            for (int i = 0; i < focus.size(); i++) {
                found.addAll(env.with(projection, focus.get(i), i));
            }
            return found;
        };
    }

    private static Step repeat(Step projection) {
        return (env, focus) -> {
            Set<String> seen = new HashSet<>();
            List<Item> found = new ArrayList<>();
            List<Item> open = focus;
            while (!open.isEmpty()) {
                List<Item> next = new ArrayList<>();
                for (int i = 0; i < open.size(); i++) {
                    env.spend(10);
                    for (Item item : env.with(projection, open.get(i), i)) {
                        if (seen.add(Operators.key(item))) {
                            next.add(item);
                        }
                    }
                }
                found.addAll(next);
                if (found.size() > MOST_REPEATS) {
                    throw Refusal.execution("repeat() finds no end");
                }
                open = next;
            }
            return found;
        };
    }

    private static Step aggregate(List<Step> arguments) {
        return (env, focus) -> {
            List<Item> outer = env.total;
            env.total = arguments.size() > 1 ? arguments.get(1).evaluate(env, env.self) : List.of();
            try {
                for (int i = 0; i < focus.size(); i++) {
                    env.spend(1);
                    env.total = env.with(arguments.getFirst(), focus.get(i), i);
                }
                return env.total;
            } finally {
                env.total = outer;
            }
        };
    }

    private static Step iif(List<Step> arguments) {
        return (env, focus) -> {
            if (focus.size() > 1) {
                throw Refusal.execution("iif() applies to one value, not to several");
            }
            List<Item> outer = env.self;
            env.self = focus;
            try {
                if (Boolean.TRUE.equals(truth(arguments.getFirst().evaluate(env, focus)))) {
                    return arguments.get(1).evaluate(env, focus);
                }
                return arguments.size() > 2 ? arguments.get(2).evaluate(env, focus) : List.of();
            } finally {
                env.self = outer;
            }
        };
    }

    private static @Nullable Boolean truth(List<Item> items) {
        Item item = Operators.single(items);
        if (item != null && !(item.value() instanceof Item.Bool)) {
            throw Refusal.execution("the condition of iif() is no Boolean");
        }
        return Operators.truth(items);
    }

    private static List<Item> children(Env env, List<Item> focus) {
        List<Item> found = new ArrayList<>();
        for (Item item : focus) {
            if (item instanceof Node node) {
                node.children(found);
            }
        }
        env.spend(found.size());
        return found;
    }

    private static List<Item> descendants(Env env, List<Item> focus) {
        List<Item> found = new ArrayList<>();
        for (List<Item> level = children(env, focus); !level.isEmpty(); level = children(env, level)) {
            found.addAll(level);
        }
        return found;
    }

    private static Step extension(Step url) {
        return (env, focus) -> {
            Item wanted = Operators.single(url.evaluate(env, env.self));
            String text = wanted == null ? null : wanted.text();
            List<Item> found = new ArrayList<>();
            for (Item item : focus) {
                if (item instanceof Node node) {
                    node.children("extension", found);
                }
            }
            env.spend(found.size());
            found.removeIf(one -> !(one instanceof Node node
                    && node.json() instanceof Json.Obj extension
                    && text != null
                    && text.equals(extension.string("url"))));
            return found;
        };
    }

    /** What is contained in the same resource; of anything else no more than its type, as the reference tells it. */
    private static List<Item> resolve(Env env, List<Item> focus) {
        List<Item> found = new ArrayList<>();
        for (Item item : focus) {
            env.spend(1);
            Json.Obj reference = item instanceof Node node && node.json() instanceof Json.Obj object ? object : null;
            String text = reference == null ? item.text() : reference.string("reference");
            Item target = text != null && text.startsWith("#") ? contained(env, text.substring(1)) : null;
            String type = text == null || text.startsWith("#") ? null : References.typeOf(text);
            if (type == null && reference != null) {
                type = reference.string("type");
            }
            if (target != null) {
                found.add(target);
            } else if (type != null && Definitions.R4.isResourceType(type)) {
                found.add(Node.ofType(type));
            }
        }
        return found;
    }

    private static @Nullable Item contained(Env env, String id) {
        Node root = env.rootResource;
        if (root == null || id.isEmpty()) {
            return root;
        }
        List<Item> all = new ArrayList<>();
        root.children("contained", all);
        for (Item one : all) {
            if (one instanceof Node node && node.json() instanceof Json.Obj inner && id.equals(inner.string("id"))) {
                return one;
            }
        }
        return null;
    }

    private static @Nullable Step subset(String name, List<Step> arguments) {
        return switch (name + "/" + arguments.size()) {
            case "first/0" -> (_, focus) -> focus.isEmpty() ? List.of() : List.of(focus.getFirst());
            case "last/0" -> (_, focus) -> focus.isEmpty() ? List.of() : List.of(focus.getLast());
            case "tail/0" -> (_, focus) -> focus.size() < 2 ? List.of() : focus.subList(1, focus.size());
            case "single/0" -> (_, focus) -> one(Operators.single(focus));
            case "skip/1" ->
                (env, focus) -> {
                    int from = Math.clamp(whole(env, arguments), 0, focus.size());
                    return focus.subList(from, focus.size());
                };
            case "take/1" -> (env, focus) -> focus.subList(0, Math.clamp(whole(env, arguments), 0, focus.size()));
            case "distinct/0" -> Operators::distinct;
            case "isDistinct/0" ->
                (env, focus) -> Operators.answer(Operators.distinct(env, focus).size() == focus.size());
            case "union/1" -> (env, focus) -> Operators.distinct(env, combined(env, focus, arguments));
            case "combine/1" -> (env, focus) -> combined(env, focus, arguments);
            case "intersect/1" ->
                (env, focus) -> {
                    Set<String> other = keys(env, argument(env, arguments));
                    return Operators.distinct(
                            env,
                            focus.stream()
                                    .filter(item -> other.contains(Operators.key(item)))
                                    .toList());
                };
            case "exclude/1" ->
                (env, focus) -> {
                    Set<String> other = keys(env, argument(env, arguments));
                    return focus.stream()
                            .filter(item -> !other.contains(Operators.key(item)))
                            .toList();
                };
            case "subsetOf/1" ->
                (env, focus) ->
                        Operators.answer(keys(env, argument(env, arguments)).containsAll(keys(env, focus)));
            case "supersetOf/1" ->
                (env, focus) -> Operators.answer(keys(env, focus).containsAll(keys(env, argument(env, arguments))));
            default -> null;
        };
    }

    private static List<Item> argument(Env env, List<Step> arguments) {
        return arguments.getFirst().evaluate(env, env.self);
    }

    private static int whole(Env env, List<Step> arguments) {
        Item item = Operators.single(argument(env, arguments));
        if (item == null || !(item.value() instanceof Item.Whole(long number))) {
            throw Refusal.execution("a whole number is expected");
        }
        return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static List<Item> combined(Env env, List<Item> focus, List<Step> arguments) {
        List<Item> all = new ArrayList<>(focus);
        all.addAll(argument(env, arguments));
        env.spend(all.size());
        return Collections.unmodifiableList(all);
    }

    private static Set<String> keys(Env env, List<Item> items) {
        env.spend(items.size());
        Set<String> keys = new HashSet<>();
        items.forEach(item -> keys.add(Operators.key(item)));
        return keys;
    }
}
