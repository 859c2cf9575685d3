// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Ins;
import org.keneya.kernel.Issue;
import org.keneya.model.Accessor;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.store.Ucum;

/**
 * Reads rules from JSON: {@code {"bounds": {name: …}, "rules": [rule, …]}}.
 *
 * <p>A rule has {@code rule} (its name), {@code dimension} (completeness, uniqueness, consistency, freshness, accuracy),
 * {@code type}, {@code at} (an element or several; the resource itself when left out), {@code when} (a list of conditions,
 * left out for always), {@code require} ({@code {"all": […]}} or {@code {"any": […]}}), {@code severity} ({@code error} when left out,
 * or {@code warning}), {@code programs} ({@code "warned"}, or conditions under which a trusted program is held to it; held always
 * when left out), {@code code}, {@code path}, {@code diagnostics}, {@code text}.
 *
 * <p>A condition is {@code {"path": "a.b"}} (there is a value), with {@code in} (a list of texts), {@code matches} (a regular expression
 * for the whole text), {@code ucum}, {@code notAfterToday}, {@code ins} ({@code format} or {@code key}) or {@code within} (a name under
 * bounds) to say more; or {@code {"fhirpath": "…"}}, true of the resource. A path that begins with a slash starts at the
 * resource.
 */
final class RuleBook {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Set<String> DIMENSIONS =
            Set.of("completeness", "uniqueness", "consistency", "freshness", "accuracy");
    private static final Set<String> OF_A_RULE = Set.of(
            "rule",
            "about",
            "dimension",
            "type",
            "at",
            "when",
            "require",
            "severity",
            "programs",
            "code",
            "path",
            "diagnostics",
            "text");
    private static final Set<String> OF_A_CONDITION =
            Set.of("path", "in", "matches", "ucum", "notAfterToday", "ins", "within", "fhirpath");

    private final Clock clock;
    private final Map<String, Bounds> bounds = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    RuleBook(Clock clock) {
        this.clock = clock;
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    /**
     * Adds the rules of a book.
     *
     * @throws IllegalArgumentException naming the rule that cannot be understood
     */
    RuleBook add(byte[] json) {
        Json.Obj book = JsonText.readObject(json);
        Json.Obj named = book.object("bounds");
        for (int i = 0; named != null && i < named.size(); i++) {
            if (named.value(i) instanceof Json.Obj data) {
                bounds.put(named.name(i), Bounds.of(data));
            }
        }
        for (Json.Obj data : book.objects("rules")) {
            try {
                rules.add(rule(data));
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException(
                        "quality rule %s: %s".formatted(data.string("rule"), wrong.getMessage()), wrong);
            }
        }
        return this;
    }

    private Rule rule(Json.Obj data) {
        known(data, OF_A_RULE);
        String name = text(data, "rule");
        if (!names.add(name)) {
            throw new IllegalArgumentException("there is another of that name");
        }
        if (!DIMENSIONS.contains(text(data, "dimension"))) {
            throw new IllegalArgumentException("dimension must be one of " + DIMENSIONS);
        }
        String type = text(data, "type");
        if (!R4.definitions().isResourceType(type)) {
            throw new IllegalArgumentException("type must be a resource type of R4");
        }
        List<String> places = data.has("at") ? texts(data.get("at")) : List.of("");
        boolean warned = "warned".equals(data.string("programs"));
        return new Rule(
                name,
                type,
                places,
                conditions(data.objects("when")),
                requirement(data),
                warned ? null : conditions(data.objects("programs")),
                data.has("severity")
                        ? Issue.Severity.valueOf(text(data, "severity").toUpperCase(Locale.ROOT))
                        : Issue.Severity.ERROR,
                text(data, "code"),
                data.has("path") ? text(data, "path") : "",
                text(data, "diagnostics"),
                text(data, "text"));
    }

    private Condition requirement(Json.Obj data) {
        Json.Obj require = data.object("require");
        if (require == null || require.size() != 1 || !require.has("all") && !require.has("any")) {
            throw new IllegalArgumentException("require must have either all or any");
        }
        if (require.has("any")) {
            List<Condition> any = conditions(require.objects("any"));
            return Condition.of(
                    (element, resource) -> any.stream().anyMatch(condition -> condition.holds(element, resource)));
        }
        List<Condition> all = conditions(require.objects("all"));
        return (element, resource) -> {
            for (Condition condition : all) {
                Map<String, String> breach = condition.breach(element, resource);
                if (breach != null) {
                    return breach;
                }
            }
            return null;
        };
    }

    private List<Condition> conditions(List<Json.Obj> data) {
        return data.stream().map(this::condition).toList();
    }

    private Condition condition(Json.Obj data) {
        known(data, OF_A_CONDITION);
        if (data.has("fhirpath")) {
            return trueOf(Accessor.of(text(data, "fhirpath")));
        }
        String text = text(data, "path");
        boolean fromResource = text.startsWith("/");
        String[] path = (fromResource ? text.substring(1) : text).split("\\.", -1);
        if (data.has("within")) {
            Bounds measured = bounds.get(text(data, "within"));
            if (measured == null || path.length != 1) {
                throw new IllegalArgumentException("within must name bounds, and its path one element");
            }
            return (element, _) -> measured.breach(element, element.object(path[0]));
        }
        if (data.has("ins")) {
            boolean key = text(data, "ins").equals("key");
            return (element, _) -> ins(element.string(path[path.length - 1]), key);
        }
        Predicate<Json> test = test(data);
        return Condition.of((element, resource) -> Condition.any(fromResource ? resource : element, path, 0, test));
    }

    private static Condition trueOf(Accessor expression) {
        return Condition.of((_, resource) -> {
            boolean[] holds = {false};
            expression.each(resource, (_, value) -> holds[0] = value == Json.Bool.TRUE);
            return holds[0];
        });
    }

    private Predicate<Json> test(Json.Obj data) {
        if (data.has("in")) {
            Set<String> values = Set.copyOf(texts(data.get("in")));
            return value -> value instanceof Json.Str(String text) && values.contains(text);
        }
        if (data.has("matches")) {
            Pattern pattern = Pattern.compile(text(data, "matches"));
            return value -> value instanceof Json.Str(String text)
                    && pattern.matcher(text).matches();
        }
        if (data.has("ucum")) {
            return value -> value instanceof Json.Str(String text) && Ucum.isUnit(text);
        }
        if (data.has("notAfterToday")) {
            return value -> value instanceof Json.Str(String text) && !isAfterToday(text);
        }
        return _ -> true;
    }

    /** Dates of one precision compare as texts do: 2026-11 with the month, 2026 with the year of today. */
    private boolean isAfterToday(String date) {
        String today = LocalDate.now(clock.withZone(PARIS)).toString();
        return date.length() <= today.length() && date.compareTo(today.substring(0, date.length())) > 0;
    }

    private static @Nullable Map<String, String> ins(@Nullable String value, boolean key) {
        if (value == null) {
            return null;
        }
        return switch (Ins.check(value)) {
            case Ins.Valid(Ins ins) -> key || ins.matricule().equals(value) ? null : Map.of();
            case Ins.WrongFormat _ -> key ? null : Map.of();
            case Ins.WrongKey wrong ->
                key
                        ? Map.of("found", String.valueOf(wrong.found()), "expected", String.valueOf(wrong.expected()))
                        : null;
        };
    }

    private static void known(Json.Obj data, Set<String> names) {
        for (int i = 0; i < data.size(); i++) {
            if (!names.contains(data.name(i))) {
                throw new IllegalArgumentException("%s is not known here; known are %s".formatted(data.name(i), names));
            }
        }
    }

    private static String text(Json.Obj data, String name) {
        String text = data.string(name);
        if (text == null) {
            throw new IllegalArgumentException("%s must be a text".formatted(name));
        }
        return text;
    }

    private static List<String> texts(@Nullable Json value) {
        List<String> texts = new ArrayList<>();
        switch (value) {
            case Json.Str(String text) -> texts.add(text);
            case Json.Arr array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (array.get(i) instanceof Json.Str(String text)) {
                        texts.add(text);
                    }
                }
            }
            case null, default -> throw new IllegalArgumentException("a text or a list of texts is expected");
        }
        return texts;
    }
}
