// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Role;
import org.keneya.model.Json;
import org.keneya.model.JsonText;

/**
 * How the claims of a provider become a person: a mapping kept as data. Paths go down by dots and through every item of an
 * array: {@code SubjectRefPro.exercices.codeProfession} are the professions of all practices.
 *
 * @param login path of what the person is called there
 * @param name paths of the parts of the name, in order
 * @param identifier path of the person's national identifier, or empty
 * @param identifierPattern what it must look like to be believed
 * @param identifierSystem the identifier's FHIR system
 * @param role path of what decides the role
 * @param roles role by the value found there; the first known value counts
 * @param profession path, or empty
 * @param speciality path, or empty
 * @param structures path, or empty
 * @param register whether people nobody has entered get an account at their first sign-in
 */
record ProviderClaims(
        String login,
        List<String> name,
        String identifier,
        Pattern identifierPattern,
        String identifierSystem,
        String role,
        Map<String, Role> roles,
        String profession,
        String speciality,
        String structures,
        boolean register) {
    private static final int MOST_VALUES = 50;
    private static final int LONGEST_VALUE = 200;

    /**
     * Who the claims speak of.
     *
     * @param identifier {@code system|value} of the national identifier; null when there is none to be believed
     * @param role null when nothing in the claims gives one
     */
    record Person(
            String login,
            @Nullable String name,
            @Nullable String identifier,
            @Nullable Role role,
            Attributes attributes) {}

    /** What policies may ask of a person, besides the role. Codes as the provider gives them. */
    record Attributes(List<String> profession, List<String> speciality, List<String> structures) {
        static final Attributes NONE = new Attributes(List.of(), List.of(), List.of());

        Attributes {
            profession = List.copyOf(profession);
            speciality = List.copyOf(speciality);
            structures = List.copyOf(structures);
        }

        /** As they stand in access tokens; what is empty is left out. */
        Map<String, List<String>> byName() {
            Map<String, List<String>> all = new LinkedHashMap<>();
            all.put("profession", profession);
            all.put("speciality", speciality);
            all.put("structures", structures);
            all.values().removeIf(List::isEmpty);
            return all;
        }
    }

    /** The mapping of that name, or in that file. */
    static ProviderClaims named(String name) {
        try {
            if (name.matches("[a-z0-9-]+")) {
                try (InputStream in = ProviderClaims.class.getResourceAsStream("/signin/claims/" + name + ".json")) {
                    if (in != null) {
                        return of(JsonText.readObject(in.readAllBytes()));
                    }
                }
            }
            return of(JsonText.readObject(Files.readAllBytes(Path.of(name))));
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    "keneya.signin.providers: claims (%s) are no mapping".formatted(name), unreadable);
        }
    }

    static ProviderClaims of(Json.Obj mapping) {
        Json.Obj identifier = Objects.requireNonNullElseGet(mapping.object("identifier"), Json.Obj::new);
        Json.Obj role = Objects.requireNonNullElseGet(mapping.object("role"), Json.Obj::new);
        Json.Obj values = Objects.requireNonNullElseGet(role.object("values"), Json.Obj::new);
        Map<String, Role> roles = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            roles.put(values.name(i), Role.of(text(values, values.name(i))));
        }
        return new ProviderClaims(
                text(mapping, "login"),
                values(mapping, "name"),
                text(identifier, "claim"),
                Pattern.compile(text(identifier, "pattern")),
                text(identifier, "system"),
                text(role, "claim"),
                roles,
                text(mapping, "profession"),
                text(mapping, "speciality"),
                text(mapping, "structures"),
                Json.Bool.TRUE.equals(mapping.get("register")));
    }

    /** @param claims of the ID token, and over them those of the user info */
    Person person(Json.Obj claims) {
        String called = first(claims, login);
        String spoken = name.stream()
                .map(part -> first(claims, part))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        String national = first(claims, identifier);
        return new Person(
                called,
                spoken.isEmpty() ? null : spoken,
                !national.isEmpty() && identifierPattern.matcher(national).matches()
                        ? identifierSystem + "|" + national
                        : null,
                values(claims, role).stream()
                        .map(roles::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                new Attributes(values(claims, profession), values(claims, speciality), values(claims, structures)));
    }

    private static String text(Json.Obj object, String name) {
        return Objects.requireNonNullElse(object.string(name), "");
    }

    private static String first(Json.Obj claims, String path) {
        List<String> values = values(claims, path);
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** The distinct texts at a path, in order. */
    static List<String> values(Json.Obj claims, String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        List<Json> found = items(List.of(claims));
        for (String step : path.split("\\.", -1)) {
            found = items(found.stream()
                    .map(node -> node instanceof Json.Obj object ? object.get(step) : null)
                    .filter(Objects::nonNull)
                    .toList());
        }
        return found.stream()
                .map(node -> node instanceof Json.Str(String text) ? text : "")
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_VALUE)
                .distinct()
                .limit(MOST_VALUES)
                .toList();
    }

    private static List<Json> items(List<? extends Json> nodes) {
        List<Json> items = new ArrayList<>();
        for (Json node : nodes) {
            if (node instanceof Json.Arr list) {
                list.forEach(items::add);
            } else {
                items.add(node);
            }
        }
        return items;
    }
}
