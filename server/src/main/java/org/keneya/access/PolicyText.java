// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;

/**
 * Policies as JSON: {@code options} (name to true or false), {@code sets} (name to resource types; {@code *} is all),
 * {@code unbound} (roles), {@code roles} (role to grants). A grant has {@code says}, {@code types} (names, or {@code @set}),
 * {@code allows} (letters of {@code cruds}), and may have {@code criteria}, {@code with} ({@code Type?criteria} of a resource the
 * patient must have; either a text or a list of alternatives), {@code hides}, {@code firm}, {@code option}, {@code onCall},
 * {@code purposes}, {@code from} and {@code to}. Whatever cannot be understood is refused with its path.
 */
final class PolicyText {
    private static final Pattern PATH = Pattern.compile("[A-Z][A-Za-z]+(\\.[a-z][A-Za-z0-9]*)+");
    private static final Set<String> KNOWN = Set.of(
            "says",
            "types",
            "allows",
            "criteria",
            "with",
            "hides",
            "firm",
            "option",
            "onCall",
            "purposes",
            "from",
            "to");

    private final Json.Obj text;
    private final Map<String, Set<String>> sets = new HashMap<>();
    private final Map<String, Boolean> options = new HashMap<>();

    private PolicyText(Json.Obj text) {
        this.text = text;
    }

    /** The policy every establishment begins with: the matrix of SEC-3, and labelled data for those who treat. */
    static Json.Obj standard() {
        try (InputStream in = Objects.requireNonNull(PolicyText.class.getResourceAsStream("policy.json"))) {
            return JsonText.readObject(in.readAllBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Policy read(Json.Obj text) {
        return new PolicyText(text).policy();
    }

    private Policy policy() {
        only(text, Set.of("options", "sets", "unbound", "roles"), "");
        members(text.object("options"), (name, value) -> {
            if (!(value instanceof Json.Bool on)) {
                throw refused("An option is true or false", "options." + name);
            }
            options.put(name, on == Json.Bool.TRUE);
        });
        members(text.object("sets"), (name, value) -> sets.put(name, types(value, "sets." + name)));
        Set<Role> unbound = new HashSet<>();
        for (String code : texts(text.get("unbound"), "unbound")) {
            unbound.add(role(code, "unbound"));
        }
        Map<Role, List<Grant>> grants = new EnumMap<>(Role.class);
        members(
                text.object("roles"),
                (code, value) -> grants.put(role(code, "roles." + code), grants(value, "roles." + code)));
        return new Policy(options, grants, unbound);
    }

    private List<Grant> grants(Json value, String path) {
        if (!(value instanceof Json.Arr list)) {
            throw refused("A role has a list of grants", path);
        }
        List<Grant> found = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String at = "%s[%d]".formatted(path, i);
            if (!(list.get(i) instanceof Json.Obj grant)) {
                throw refused("A grant is an object", at);
            }
            found.add(grant(grant, at));
        }
        return List.copyOf(found);
    }

    private Grant grant(Json.Obj grant, String path) {
        only(grant, KNOWN, path + ".");
        Set<String> types = types(grant.get("types"), path + ".types");
        Set<String> hides = new HashSet<>(texts(grant.get("hides"), path + ".hides"));
        for (String hidden : hides) {
            if (!PATH.matcher(hidden).matches() || !types.contains(hidden.substring(0, hidden.indexOf('.')))) {
                throw refused("A hidden element is a path of one of the grant's types", path + ".hides");
            }
        }
        Set<Interaction> allows;
        try {
            allows = Interaction.of(text(grant, "allows", path));
        } catch (IllegalArgumentException unknown) {
            throw refused("What is allowed are letters of cruds in this order", path + ".allows");
        }
        if (!hides.isEmpty() && !Set.of(Interaction.READ, Interaction.SEARCH).containsAll(allows)) {
            throw refused("What is shown in part cannot be written", path + ".allows");
        }
        List<String> criteria = criteria(grant, path);
        return new Grant(
                text(grant, "says", path),
                types,
                allows,
                criteria,
                hides,
                grant.get("firm") == Json.Bool.TRUE,
                when(grant, path));
    }

    /** {@code criteria} and {@code with} are both to be met where both are there; of each, one of its alternatives. */
    private static List<String> criteria(Json.Obj grant, String path) {
        List<String> criteria = texts(grant.get("criteria"), path + ".criteria");
        List<String> with = texts(grant.get("with"), path + ".with").stream()
                .map(one -> "_with="
                        + URLEncoder.encode(one, StandardCharsets.UTF_8).replace("%25", "%"))
                .toList();
        if (criteria.isEmpty() || with.isEmpty()) {
            return criteria.isEmpty() ? with : criteria;
        }
        return criteria.stream()
                .flatMap(one -> with.stream().map(other -> one + "&" + other))
                .toList();
    }

    private Grant.When when(Json.Obj grant, String path) {
        String option = grant.string("option");
        if (option != null && !options.containsKey(option.startsWith("!") ? option.substring(1) : option)) {
            throw refused("There is no such option", path + ".option");
        }
        LocalTime from = time(grant, "from", path);
        LocalTime to = time(grant, "to", path);
        if ((from == null) != (to == null)) {
            throw refused("Hours have a beginning and an end", path + ".from");
        }
        return new Grant.When(
                option,
                grant.get("onCall") == Json.Bool.TRUE,
                new HashSet<>(texts(grant.get("purposes"), path + ".purposes")),
                from,
                to);
    }

    private static @Nullable LocalTime time(Json.Obj grant, String name, String path) {
        String text = grant.string(name);
        try {
            return text == null ? null : LocalTime.parse(text);
        } catch (DateTimeException garbled) {
            throw refused("A time of day is written 07:30", path + "." + name);
        }
    }

    private Set<String> types(@Nullable Json value, String path) {
        Set<String> found = new LinkedHashSet<>();
        for (String name : texts(value, path)) {
            if (name.equals("*")) {
                found.addAll(R4.definitions().resourceTypes());
            } else if (name.startsWith("@")) {
                Set<String> set = sets.get(name.substring(1));
                if (set == null) {
                    throw refused("There is no such set; it must stand before it is used", path);
                }
                found.addAll(set);
            } else if (R4.definitions().isResourceType(name)) {
                found.add(name);
            } else {
                throw refused("R4 has no such resource type", path);
            }
        }
        if (found.isEmpty()) {
            throw refused("No resource type is named", path);
        }
        return found;
    }

    private static Role role(String code, String path) {
        try {
            return Role.of(code);
        } catch (IllegalArgumentException unknown) {
            throw refused("There is no such role", path);
        }
    }

    private static String text(Json.Obj grant, String name, String path) {
        String text = grant.string(name);
        if (text == null || text.isBlank()) {
            throw refused("It is missing", path + "." + name);
        }
        return text;
    }

    /** A text or a list of texts; none when there is nothing. */
    private static List<String> texts(@Nullable Json value, String path) {
        return switch (value) {
            case null -> List.of();
            case Json.Str(String one) -> List.of(one);
            case Json.Arr list -> {
                List<String> all = new ArrayList<>();
                for (Json each : list) {
                    if (!(each instanceof Json.Str(String one))) {
                        throw refused("Expected texts", path);
                    }
                    all.add(one);
                }
                yield all;
            }
            default -> throw refused("Expected a text or a list of texts", path);
        };
    }

    private static void members(Json.@Nullable Obj object, java.util.function.BiConsumer<String, Json> each) {
        if (object != null) {
            for (int i = 0; i < object.size(); i++) {
                each.accept(object.name(i), object.value(i));
            }
        }
    }

    private static void only(Json.Obj object, Set<String> known, String path) {
        for (int i = 0; i < object.size(); i++) {
            if (!known.contains(object.name(i))) {
                throw refused("This is not part of a policy", path + object.name(i));
            }
        }
    }

    private static ProblemException refused(String why, String path) {
        return new ProblemException(new Problem.Unprocessable(List.of(Issue.error("invalid", why, path))));
    }
}
