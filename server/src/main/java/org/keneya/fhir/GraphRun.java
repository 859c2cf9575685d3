// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Stored;

/**
 * Carries out one GraphQL query over resources as FHIR lays it down: fields are elements, {@code resource} follows a
 * reference, {@code PatientList} and {@code PatientConnection} search, other arguments of a field choose among its items.
 * Opens a bounded number of resources, each with the caller's rights.
 */
final class GraphRun {
    private static final int MOST_RESOURCES = 2_000;
    private static final int PAGE = 100;

    private final FhirStore store;
    private final Exchange exchange;
    private final GraphText.Document document;
    private int opened;

    GraphRun(FhirStore store, Exchange exchange, GraphText.Document document) {
        this.store = store;
        this.exchange = exchange;
        this.document = document;
    }

    Json.Obj system() {
        Json.Obj data = new Json.Obj();
        for (GraphText.Selection.Field field : fields(document.selections(), null, new HashSet<>())) {
            data.put(field.alias(), root(field));
        }
        return data;
    }

    Json.Obj resource(Json.Obj resource) {
        Json.Obj data = new Json.Obj();
        select(resource, resource, document.selections(), data, false);
        return data;
    }

    private Json root(GraphText.Selection.Field field) {
        Json found = search(field, null);
        if (found != null) {
            return found;
        }
        String type = field.name();
        String id = field.arguments().get("id") == null
                ? field.arguments().get("_id")
                : field.arguments().get("id");
        if (!R4.definitions().isResourceType(type) || id == null) {
            throw refused("%s is neither a resource type with an id, nor a list of one".formatted(type));
        }
        exchange.caller().requireRead(type);
        Json.Obj resource = read(type, id);
        return resource == null ? Json.Null.NULL : answer(resource, resource, field);
    }

    /** Selects from an object; what stands {@code @flatten}ed is put into the answer as lists. */
    private void select(
            Json.Obj resource, Json.Obj from, List<GraphText.Selection> selections, Json.Obj to, boolean flat) {
        for (GraphText.Selection.Field field : fields(selections, type(from), new HashSet<>())) {
            Json value = value(resource, from, field);
            if (value == null) {
                continue;
            }
            if (has(field, "flatten") && !field.selections().isEmpty()) {
                for (Json item : items(value)) {
                    if (item instanceof Json.Obj object) {
                        select(resource, object, field.selections(), to, true);
                    }
                }
                continue;
            }
            Json answer = answers(resource, value, field);
            if (flat && !has(field, "singleton")) {
                Json.Arr all = to.array(field.alias()) == null ? new Json.Arr() : to.array(field.alias());
                for (Json item : items(answer)) {
                    if (all != null) {
                        all.add(item);
                    }
                }
                if (all != null) {
                    to.put(field.alias(), all);
                }
            } else {
                to.put(field.alias(), answer);
            }
        }
    }

    private Json answers(Json.Obj resource, Json value, GraphText.Selection.Field field) {
        if (!(value instanceof Json.Arr array)) {
            return answer(resource, value, field);
        }
        Json.Arr answers = new Json.Arr();
        for (Json item : array) {
            answers.add(answer(resource, item, field));
        }
        return answers;
    }

    private Json answer(Json.Obj resource, Json value, GraphText.Selection.Field field) {
        if (!(value instanceof Json.Obj object)) {
            if (!field.selections().isEmpty()) {
                throw refused("%s has no fields of its own".formatted(field.name()));
            }
            return value;
        }
        if (field.selections().isEmpty()) {
            throw refused("Name the fields of %s that are wanted".formatted(field.name()));
        }
        Json.Obj inside = object.has("resourceType") ? object : resource;
        Json.Obj answer = new Json.Obj();
        select(inside, object, field.selections(), answer, false);
        return answer;
    }

    private @Nullable Json value(Json.Obj resource, Json.Obj from, GraphText.Selection.Field field) {
        if (from.has("resourceType")) {
            Json found = search(field, from);
            if (found != null) {
                return found;
            }
        }
        if (field.name().equals("resource") && from.string("reference") != null) {
            return follow(resource, from, field);
        }
        Json value = from.get(field.name());
        if (value == null) {
            value = choice(from, field.name());
        }
        if (value instanceof Json.Arr array) {
            Json.Arr chosen = chosen(array, field);
            if (has(field, "first")) {
                return chosen.size() == 0 ? null : chosen.get(0);
            }
            return chosen;
        }
        return value;
    }

    /** {@code value} means whichever of valueQuantity, valueString… there is. */
    private static @Nullable Json choice(Json.Obj from, String name) {
        for (int i = 0; i < from.size(); i++) {
            String member = from.name(i);
            if (member.length() > name.length()
                    && member.startsWith(name)
                    && Character.isUpperCase(member.charAt(name.length()))) {
                return from.value(i);
            }
        }
        return null;
    }

    /** The items whose elements have the values the arguments say; {@code _offset} and {@code _count} cut a page. */
    private static Json.Arr chosen(Json.Arr array, GraphText.Selection.Field field) {
        Json.Arr chosen = new Json.Arr();
        int offset = number(field.arguments().getOrDefault("_offset", "0"), "_offset");
        int count = number(field.arguments().getOrDefault("_count", String.valueOf(Integer.MAX_VALUE)), "_count");
        for (Json item : array) {
            boolean matches = field.arguments().entrySet().stream()
                    .filter(argument -> !argument.getKey().startsWith("_"))
                    .allMatch(argument -> item instanceof Json.Obj object
                            && argument.getValue().equals(text(object.get(argument.getKey()))));
            if (matches && offset-- <= 0 && chosen.size() < count) {
                chosen.add(item);
            }
        }
        return chosen;
    }

    private static int number(String text, String name) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException notOne) {
            throw refused("%s is a whole number".formatted(name));
        }
    }

    private static @Nullable String text(@Nullable Json value) {
        return switch (value) {
            case Json.Str(String text) -> text;
            case Json.Num(String text) -> text;
            case Json.Bool flag -> flag == Json.Bool.TRUE ? "true" : "false";
            case null, default -> null;
        };
    }

    /** What a reference leads to; null when {@code optional} and not there, or of another {@code type} than asked. */
    private @Nullable Json follow(Json.Obj resource, Json.Obj from, GraphText.Selection.Field field) {
        String text = String.valueOf(from.string("reference"));
        Json.Obj found = null;
        if (text.startsWith("#")) {
            for (Json.Obj contained : resource.objects("contained")) {
                found = text.equals("#" + contained.string("id")) ? contained : found;
            }
        } else {
            LocalReference local = LocalReference.of(text, exchange.base());
            if (local != null && exchange.caller().mayRead(local.type())) {
                found = read(local.type(), local.id());
            }
        }
        if (found == null) {
            if ("true".equals(field.arguments().get("optional"))) {
                return null;
            }
            throw refused("A reference leads to what is not there, or not for you; say resource(optional: true)");
        }
        String wanted = field.arguments().get("type");
        return wanted == null || wanted.equals(found.string("resourceType")) ? found : null;
    }

    private Json.@Nullable Obj read(String type, String id) {
        count(1);
        return store.read(exchange.caller().scope(), type, id)
                .filter(stored -> !stored.isDeleted())
                .map(stored -> JsonText.readObject(stored.body()))
                .orElse(null);
    }

    private void count(int more) {
        opened += more;
        if (opened > MOST_RESOURCES) {
            throw new ProblemException(new Problem.TooCostly(List.of(Issue.error(
                    "too-costly", "The query opens more than %d resources; narrow it".formatted(MOST_RESOURCES)))));
        }
    }

    /** {@code TypeList} and {@code TypeConnection}; from a resource, {@code _reference} names the parameter that leads back to it. */
    private @Nullable Json search(GraphText.Selection.Field field, Json.@Nullable Obj of) {
        boolean list = field.name().endsWith("List");
        boolean connection = field.name().endsWith("Connection");
        String type = field.name().replaceAll("(List|Connection)$", "");
        if (!list && !connection || !R4.definitions().isResourceType(type)) {
            return null;
        }
        exchange.caller().requireRead(type);
        List<Query.Parameter> parameters = new ArrayList<>();
        boolean counted = false;
        for (Map.Entry<String, String> argument : field.arguments().entrySet()) {
            String name = argument.getKey();
            switch (name) {
                case "_reference" -> {
                    if (of == null) {
                        throw refused("_reference stands inside a resource only");
                    }
                    parameters.add(new Query.Parameter(
                            argument.getValue(), null, of.string("resourceType") + "/" + of.string("id")));
                }
                case "_count" -> {
                    counted = true;
                    parameters.add(new Query.Parameter(
                            "_count",
                            null,
                            Integer.toString(Math.clamp(number(argument.getValue(), "_count"), 1, PAGE))));
                }
                case "_cursor", "_sort", "_filter" ->
                    parameters.add(new Query.Parameter(name, null, argument.getValue()));
                default ->
                    parameters.add(new Query.Parameter(
                            name.startsWith("_") ? name : name.replace('_', '-'), null, argument.getValue()));
            }
        }
        if (of != null && !field.arguments().containsKey("_reference")) {
            throw refused("%s inside a resource says by _reference how it leads back".formatted(field.name()));
        }
        if (!counted) {
            parameters.add(new Query.Parameter("_count", null, Integer.toString(PAGE)));
        }
        Page page = store.search(exchange.caller().scope(), new Query(type, parameters));
        if (!page.unknown().isEmpty()) {
            throw refused("%s has no search parameter %s"
                    .formatted(type, page.unknown().getFirst()));
        }
        count(page.matches().size());
        Json.Arr resources = new Json.Arr();
        for (Stored match : page.matches()) {
            resources.add(JsonText.readObject(match.body()));
        }
        Json found = list ? resources : connection(page, resources);
        return of == null ? answers(new Json.Obj(), found, field) : found;
    }

    private static Json connection(Page page, Json.Arr resources) {
        Json.Arr edges = new Json.Arr();
        resources.forEach(
                resource -> edges.add(new Json.Obj().put("mode", "match").put("resource", resource)));
        Json.Obj connection = new Json.Obj().put("pagesize", new Json.Num(Integer.toString(resources.size())));
        if (page.total() >= 0) {
            connection.put("count", new Json.Num(Long.toString(page.total())));
        }
        if (page.next() != null) {
            connection.put("next", page.next());
        }
        return connection.put("edges", edges);
    }

    /** The fields that count for a type, fragments resolved, conditions decided. */
    private List<GraphText.Selection.Field> fields(
            List<GraphText.Selection> selections, @Nullable String type, Set<String> inside) {
        List<GraphText.Selection.Field> all = new ArrayList<>();
        for (GraphText.Selection selection : selections) {
            if (isLeftOut(selection)) {
                continue;
            }
            switch (selection) {
                case GraphText.Selection.Field field -> all.add(field);
                case GraphText.Selection.Inline inline -> {
                    if (inline.type() == null || type == null || inline.type().equals(type)) {
                        all.addAll(fields(inline.selections(), type, inside));
                    }
                }
                case GraphText.Selection.Spread spread -> {
                    GraphText.Selection.Inline fragment = document.fragments().get(spread.fragment());
                    if (fragment == null || !inside.add(spread.fragment())) {
                        throw refused("There is no fragment of that name, or it holds itself");
                    }
                    if (type == null || type.equals(fragment.type())) {
                        all.addAll(fields(fragment.selections(), type, inside));
                    }
                    inside.remove(spread.fragment());
                }
            }
        }
        return all;
    }

    private static boolean isLeftOut(GraphText.Selection selection) {
        for (GraphText.Directive directive : selection.directives()) {
            String condition = directive.arguments().get("if");
            switch (directive.name()) {
                case "skip" -> {
                    if ("true".equals(condition)) {
                        return true;
                    }
                }
                case "include" -> {
                    if (!"true".equals(condition)) {
                        return true;
                    }
                }
                case "flatten", "first", "singleton" -> {}
                default -> throw refused("@%s is not offered".formatted(directive.name()));
            }
        }
        return false;
    }

    private static boolean has(GraphText.Selection.Field field, String directive) {
        return field.directives().stream().anyMatch(one -> one.name().equals(directive));
    }

    /** The type of a resource; null for other objects, to which every fragment applies. */
    private static @Nullable String type(Json.Obj object) {
        return object.string("resourceType");
    }

    private static List<Json> items(Json value) {
        if (!(value instanceof Json.Arr array)) {
            return List.of(value);
        }
        List<Json> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    private static ProblemException refused(String why) {
        return ProblemException.invalid("processing", why, "query");
    }
}
