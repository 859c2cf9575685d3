// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.store.Query;
import org.keneya.terminology.Coding;
import org.keneya.terminology.TranslationAsked;

/**
 * Codes of one system in another, by ConceptMaps (http://hl7.org/fhir/R4/conceptmap.html). Mappings that depend on other
 * elements are told of and not used.
 */
final class Translation {
    /** Maps that send what they lack to other maps. */
    private static final int FURTHEST = 10;

    private final Reading reading;
    private final TranslationAsked asked;
    private final Set<Match> matches = new LinkedHashSet<>();
    private boolean depends;

    Translation(Reading reading, TranslationAsked asked) {
        this.reading = reading;
        this.asked = asked;
    }

    /** One code found. */
    private record Match(
            String equivalence,
            @Nullable String system,
            @Nullable String version,
            @Nullable String code,
            @Nullable String display,
            List<Json.Obj> products,
            @Nullable String map) {
        boolean isOne() {
            return !equivalence.equals("unmatched") && !equivalence.equals("disjoint");
        }
    }

    /** The answer as Parameters. */
    Json.Obj parameters() {
        for (Coding coding : asked.codings()) {
            if (coding.code() != null && coding.system() != null) {
                for (Definition map : maps(coding)) {
                    translate(map, coding, 0);
                }
            }
        }
        boolean result = matches.stream().anyMatch(Match::isOne);
        Json.Arr out = Json.Arr.of(new Json.Obj().put("name", "result").put("valueBoolean", Json.Bool.of(result)));
        String message = depends
                ? "Mappings that depend on other elements were left out"
                : matches.isEmpty() ? "No mapping was found" : result ? null : "The map says that there is no match";
        if (message != null) {
            out.add(new Json.Obj().put("name", "message").put("valueString", message));
        }
        matches.forEach(match -> out.add(written(match)));
        return new Json.Obj().put("resourceType", "Parameters").put("parameter", out);
    }

    private List<Definition> maps(Coding coding) {
        if (asked.map() != null) {
            return List.of(reading.require("ConceptMap", asked.map()));
        }
        String side = asked.reverse() ? "target-code" : "source-code";
        List<Definition> found = reading.all(
                "ConceptMap", List.of(new Query.Parameter(side, null, Shelf.escaped(String.valueOf(coding.code())))));
        List<Definition> fit =
                new ArrayList<>(found.stream().filter(this::isInUse).toList());
        // a map may say what becomes of codes it does not list
        String system = asked.reverse() ? "target-system" : "source-system";
        for (Definition other : reading.all(
                "ConceptMap",
                List.of(new Query.Parameter(system, null, Shelf.escaped(String.valueOf(coding.system())))))) {
            if (fit.stream().noneMatch(one -> one.key().equals(other.key())) && isInUse(other)) {
                fit.add(other);
            }
        }
        return fit.stream().filter(this::isBetween).toList();
    }

    private boolean isInUse(Definition map) {
        return !"retired".equals(reading.resource(map).string("status"));
    }

    /** Whether the map leads from and to the value sets asked for. */
    private boolean isBetween(Definition map) {
        Json.Obj resource = reading.resource(map);
        return leads(resource, asked.reverse() ? "target" : "source", asked.source())
                && leads(resource, asked.reverse() ? "source" : "target", asked.target());
    }

    private boolean leads(Json.Obj map, String side, @Nullable String set) {
        if (set == null) {
            return true;
        }
        String canonical = map.string(side + "Canonical");
        String named = canonical == null ? map.string(side + "Uri") : canonical;
        return named != null && plain(named).equals(plain(url(set)));
    }

    /** The canonical of a value set named by it, or by a logical id or a relative location. */
    private String url(String set) {
        if (set.contains(":")) {
            return set;
        }
        String id = set.startsWith("ValueSet/") ? set.substring("ValueSet/".length()) : set;
        Definition found = reading.find("ValueSet", "ValueSet/" + id, null);
        String url = found == null ? null : reading.resource(found).string("url");
        return url == null ? set : url;
    }

    private static String plain(String canonical) {
        int bar = canonical.indexOf('|');
        return bar < 0 ? canonical : canonical.substring(0, bar);
    }

    private void translate(Definition map, Coding coding, int steps) {
        if (steps > FURTHEST) {
            throw Refusals.tooCostly("Concept maps lead to one another more than %d times".formatted(FURTHEST));
        }
        Json.Obj resource = reading.resource(map);
        String url = resource.string("url");
        for (Json.Obj group : resource.objects("group")) {
            if (asked.reverse()) {
                back(group, coding, url);
            } else {
                forth(group, coding, url, steps);
            }
        }
    }

    private void forth(Json.Obj group, Coding coding, @Nullable String url, int steps) {
        String wanted = asked.targetSystem();
        if (!isFrom(group, "source", coding) || wanted != null && !wanted.equals(group.string("target"))) {
            return;
        }
        boolean mapped = false;
        reading.spend(group.objects("element").size());
        for (Json.Obj element : group.objects("element")) {
            if (!String.valueOf(coding.code()).equals(element.string("code"))) {
                continue;
            }
            for (Json.Obj target : element.objects("target")) {
                mapped = true;
                if (!isFree(target)) {
                    continue;
                }
                String equivalence = target.string("equivalence");
                matches.add(new Match(
                        equivalence == null ? "relatedto" : equivalence,
                        group.string("target"),
                        group.string("targetVersion"),
                        target.string("code"),
                        target.string("display"),
                        target.objects("product"),
                        url));
            }
        }
        Json.Obj unmapped = group.object("unmapped");
        if (!mapped && unmapped != null) {
            otherwise(group, unmapped, coding, url, steps);
        }
    }

    /** What the map says of codes it does not list (ConceptMap.group.unmapped). */
    private void otherwise(Json.Obj group, Json.Obj unmapped, Coding coding, @Nullable String url, int steps) {
        String target = group.string("target");
        String version = group.string("targetVersion");
        switch (String.valueOf(unmapped.string("mode"))) {
            case "provided" ->
                matches.add(new Match("equal", target, version, coding.code(), coding.display(), List.of(), url));
            case "fixed" ->
                matches.add(new Match(
                        "inexact",
                        target,
                        version,
                        unmapped.string("code"),
                        unmapped.string("display"),
                        List.of(),
                        url));
            case "other-map" -> {
                String other = String.valueOf(unmapped.string("url"));
                Definition next = reading.find("ConceptMap", other, null);
                if (next == null) {
                    throw Refusals.lacking("The concept map %s, which is asked for unmapped codes, is not known here"
                            .formatted(other));
                }
                translate(next, coding, steps + 1);
            }
            default -> {}
        }
    }

    private void back(Json.Obj group, Coding coding, @Nullable String url) {
        String wanted = asked.targetSystem();
        if (!isFrom(group, "target", coding) || wanted != null && !wanted.equals(group.string("source"))) {
            return;
        }
        reading.spend(group.objects("element").size());
        for (Json.Obj element : group.objects("element")) {
            for (Json.Obj target : element.objects("target")) {
                if (String.valueOf(coding.code()).equals(target.string("code")) && isFree(target)) {
                    String equivalence = target.string("equivalence");
                    matches.add(new Match(
                            turned(equivalence == null ? "relatedto" : equivalence),
                            group.string("source"),
                            group.string("sourceVersion"),
                            element.string("code"),
                            element.string("display"),
                            List.of(),
                            url));
                }
            }
        }
    }

    /** The equivalence read from the other side (http://hl7.org/fhir/R4/valueset-concept-map-equivalence.html). */
    private static String turned(String equivalence) {
        return switch (equivalence) {
            case "wider" -> "narrower";
            case "narrower" -> "wider";
            case "subsumes" -> "specializes";
            case "specializes" -> "subsumes";
            default -> equivalence;
        };
    }

    private static boolean isFrom(Json.Obj group, String side, Coding coding) {
        String version = group.string(side + "Version");
        return String.valueOf(coding.system()).equals(group.string(side))
                && (version == null || coding.version() == null || version.equals(coding.version()));
    }

    private boolean isFree(Json.Obj target) {
        boolean free = target.objects("dependsOn").isEmpty();
        depends |= !free;
        return free;
    }

    private static Json.Obj written(Match match) {
        Json.Arr parts = Json.Arr.of(new Json.Obj().put("name", "equivalence").put("valueCode", match.equivalence));
        if (match.code != null) {
            parts.add(new Json.Obj()
                    .put("name", "concept")
                    .put("valueCoding", coding(match.system, match.version, match.code, match.display)));
        }
        for (Json.Obj product : match.products) {
            parts.add(new Json.Obj()
                    .put("name", "product")
                    .put(
                            "part",
                            Json.Arr.of(
                                    new Json.Obj()
                                            .put("name", "element")
                                            .put("valueUri", String.valueOf(product.string("property"))),
                                    new Json.Obj()
                                            .put("name", "concept")
                                            .put(
                                                    "valueCoding",
                                                    coding(
                                                            product.string("system"),
                                                            null,
                                                            product.string("value"),
                                                            product.string("display"))))));
        }
        if (match.map != null) {
            parts.add(new Json.Obj().put("name", "source").put("valueUri", match.map));
        }
        return new Json.Obj().put("name", "match").put("part", parts);
    }

    private static Json.Obj coding(
            @Nullable String system, @Nullable String version, @Nullable String code, @Nullable String display) {
        Json.Obj coding = new Json.Obj();
        put(coding, "system", system);
        put(coding, "version", version);
        put(coding, "code", code);
        put(coding, "display", display);
        return coding;
    }

    private static void put(Json.Obj to, String name, @Nullable String value) {
        if (value != null) {
            to.put(name, value);
        }
    }
}
