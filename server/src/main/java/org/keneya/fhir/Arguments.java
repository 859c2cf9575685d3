// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.model.StructureCheck;
import org.keneya.store.Query;

/**
 * What an operation is given, from the query string and from a Parameters body alike
 * (http://hl7.org/fhir/R4/operations.html#request).
 */
final class Arguments {
    private final List<Query.Parameter> texts = new ArrayList<>();
    private final List<Json.Obj> parts = new ArrayList<>();
    private int inQuery;

    private Arguments() {}

    /** Reads both; a body must be a Parameters resource. */
    static Arguments of(Exchange exchange) {
        Arguments arguments = ofQuery(exchange);
        if (exchange.body().length > 0) {
            Json.Obj body = JsonText.readObject(exchange.body());
            Incoming.requireType(body, "Parameters");
            List<Issue> issues = StructureCheck.check(body);
            if (!issues.isEmpty()) {
                throw new ProblemException(new Problem.Invalid(issues));
            }
            arguments.add(body);
        }
        return arguments;
    }

    static Arguments ofQuery(Exchange exchange) {
        Arguments arguments = new Arguments();
        arguments.texts.addAll(exchange.parameters());
        arguments.inQuery = arguments.texts.size();
        return arguments;
    }

    /** Takes in a Parameters resource. */
    void add(Json.Obj parameters) {
        for (Json.Obj part : parameters.objects("parameter")) {
            parts.add(part);
            String name = part.string("name");
            for (int i = 0; i < part.size(); i++) {
                if (name != null && part.name(i).startsWith("value")) {
                    String text = text(part.value(i));
                    if (text != null) {
                        int colon = name.indexOf(':');
                        texts.add(
                                colon < 0
                                        ? new Query.Parameter(name, null, text)
                                        : new Query.Parameter(
                                                name.substring(0, colon), name.substring(colon + 1), text));
                    }
                }
            }
        }
    }

    private static @Nullable String text(Json value) {
        return switch (value) {
            case Json.Str(String text) -> text;
            case Json.Num(String text) -> text;
            case Json.Bool flag -> flag == Json.Bool.TRUE ? "true" : "false";
            case Json.Obj reference -> reference.string("reference");
            default -> null;
        };
    }

    List<Query.Parameter> texts() {
        return List.copyOf(texts);
    }

    /** Whether anything is given under a name. */
    boolean has(String name) {
        return part(name) != null || text(name) != null;
    }

    /** The values of a name. */
    List<String> all(String name) {
        return texts.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Query.Parameter::value)
                .toList();
    }

    /**
     * Refuses what the operation's definition does not know: parameters of other names, several where one may be, and
     * complex values written as text, but for resources as JSON. Names that begin with an underscore are not the operation's.
     */
    void hold(Json.Obj definition) {
        Map<String, Json.Obj> known = new HashMap<>();
        definition.objects("parameter").stream()
                .filter(parameter -> "in".equals(parameter.string("use")))
                .forEach(parameter -> known.put(String.valueOf(parameter.string("name")), parameter));
        List<String> given = new ArrayList<>();
        for (Json.Obj part : parts) {
            given.add(String.valueOf(part.string("name")));
        }
        for (Query.Parameter parameter : texts.subList(0, inQuery)) {
            given.add(parameter.key());
        }
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i);
            Json.Obj parameter = known.get(name);
            if (parameter == null) {
                if (name.startsWith("_")) {
                    continue;
                }
                throw ProblemException.invalid(
                        "invalid", "$%s has no parameter %s".formatted(definition.string("code"), name), name);
            }
            if ("1".equals(parameter.string("max")) && given.indexOf(name) < i) {
                throw ProblemException.invalid("invalid", "%s may be given once".formatted(name), name);
            }
            String type = String.valueOf(parameter.string("type"));
            boolean isComplex = Character.isUpperCase(type.charAt(0)) && !type.equals("BackboneElement");
            boolean isText = R4.definitions().isResourceType(type)
                    && String.valueOf(text(name)).startsWith("{");
            if (isComplex && !isText && value(name) == null && resource(name) == null) {
                throw ProblemException.invalid(
                        "invalid", "%s is a %s: send it in a Parameters resource by POST".formatted(name, type), name);
            }
        }
    }

    /** The last value of a name, or null. */
    @Nullable
    String text(String name) {
        String found = null;
        for (Query.Parameter parameter : texts) {
            found = parameter.name().equals(name) ? parameter.value() : found;
        }
        return found;
    }

    /** The values of a name, those separated by commas one by one. */
    List<String> list(String name) {
        List<String> found = new ArrayList<>();
        for (Query.Parameter parameter : texts) {
            if (parameter.name().equals(name)) {
                for (String one : parameter.value().split(",", -1)) {
                    if (!one.isBlank()) {
                        found.add(one.strip());
                    }
                }
            }
        }
        return found;
    }

    /** Resource types; refused when one of them is none. */
    List<String> types(String name) {
        List<String> types = list(name).stream().distinct().toList();
        if (!types.stream().allMatch(R4.definitions()::isResourceType)) {
            throw ProblemException.invalid("value", "%s names what is no resource type of R4".formatted(name), name);
        }
        return types;
    }

    /** A whole number from 1 on, at most {@code most}; {@code otherwise} when it is not given. */
    int count(String name, int otherwise, int most) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return Math.min(count, most);
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw ProblemException.invalid("value", "%s is a whole number, 1 or more".formatted(name), name);
    }

    /** A whole number from 0 on; null when it is not given. */
    @Nullable
    Integer number(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw ProblemException.invalid("value", "%s is a whole number, 0 or more".formatted(name), name);
    }

    boolean flag(String name) {
        String text = text(name);
        if (text == null) {
            return false;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid("value", "%s is true or false".formatted(name), name);
        };
    }

    /** An instant; null when it is not given. */
    @Nullable
    OffsetDateTime instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.replace(' ', '+'));
        } catch (DateTimeException notOne) {
            throw ProblemException.invalid(
                    "value", "%s is an instant such as 2026-01-31T12:00:00Z".formatted(name), name);
        }
    }

    /** The resource given under a name, or null. */
    Json.@Nullable Obj resource(String name) {
        Json.Obj part = part(name);
        return part == null ? null : part.object("resource");
    }

    /** The complex value given under a name, whatever its type, or null. */
    Json.@Nullable Obj value(String name) {
        Json.Obj part = part(name);
        for (int i = 0; part != null && i < part.size(); i++) {
            if (part.name(i).startsWith("value") && part.value(i) instanceof Json.Obj value) {
                return value;
            }
        }
        return null;
    }

    private Json.@Nullable Obj part(String name) {
        for (Json.Obj part : parts) {
            if (name.equals(part.string("name"))) {
                return part;
            }
        }
        return null;
    }
}
