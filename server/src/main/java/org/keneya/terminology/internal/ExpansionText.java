// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.terminology.ExpansionAsked;
import org.keneya.terminology.internal.Expansion.Entry;

/** Writes an expansion as it is asked for: filtered, in pages or nested, in a language. */
final class ExpansionText {
    /** Codes one answer holds. */
    private static final int MOST = 10_000;

    private static final Pattern BREAKS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final String LANGUAGES = "urn:ietf:bcp:47";

    /** What an expansion does not repeat of its set. */
    private static final Set<String> LEFT_OUT = Set.of("text", "meta", "contained", "compose", "expansion");

    private final Reading reading;
    private final ExpansionAsked asked;
    private final Instant now;

    ExpansionText(Reading reading, ExpansionAsked asked, Instant now) {
        this.reading = reading;
        this.asked = asked;
        this.now = now;
    }

    Json.Obj write(Definition set) {
        Expansion expansion = new ValueSets(reading).expand(set);
        List<Entry> entries = chosen(expansion.entries());
        Integer count = asked.count();
        boolean paged = count != null && (!asked.nested() || count == 0);
        if (!paged && entries.size() > MOST) {
            throw Refusals.tooCostly(
                    "The expansion holds %d codes; more than %d are given in pages only, by offset and count"
                            .formatted(entries.size(), MOST));
        }
        Json.Obj written = new Json.Obj()
                .put("identifier", "urn:uuid:" + UUID.randomUUID())
                .put("timestamp", now.toString())
                .put("total", new Json.Num(Integer.toString(entries.size())));
        if (paged) {
            written.put("offset", new Json.Num(Integer.toString(asked.offset())));
        }
        Json.Arr parameters = parameters(expansion, paged);
        if (parameters.size() > 0) {
            written.put("parameter", parameters);
        }
        int from = asked.nested() ? 0 : Math.min(asked.offset(), entries.size());
        int to =
                paged && count != null ? from + Math.min(Math.min(count, MOST), entries.size() - from) : entries.size();
        Json.Arr contains = asked.nested() && !paged ? nested(entries) : flat(entries.subList(from, to));
        if (contains.size() > 0) {
            written.put("contains", contains);
        }
        return described(reading.resource(set)).put("expansion", written);
    }

    private Json.Obj described(Json.Obj set) {
        Json.Obj described = new Json.Obj();
        for (int i = 0; i < set.size(); i++) {
            boolean wanted = !LEFT_OUT.contains(set.name(i))
                    || asked.definition() && set.name(i).equals("compose");
            if (wanted) {
                described.put(set.name(i), set.value(i));
            }
        }
        if (!described.has("status")) {
            described.put("status", "active");
        }
        return described;
    }

    private List<Entry> chosen(List<Entry> all) {
        String filter = asked.filter();
        List<String> words = filter == null
                ? List.of()
                : Arrays.stream(BREAKS.split(folded(filter)))
                        .filter(word -> !word.isEmpty())
                        .toList();
        if (words.isEmpty() && !asked.activeOnly() && !asked.selectableOnly()) {
            return all;
        }
        List<Entry> chosen = new ArrayList<>();
        for (Entry entry : all) {
            if (!(asked.activeOnly() && entry.isInactive())
                    && !(asked.selectableOnly() && entry.isAbstract())
                    && (words.isEmpty() || isCalled(entry, words))) {
                chosen.add(entry);
            }
        }
        return chosen;
    }

    /** Whether each word begins a word of the code's names, or the code itself. */
    private static boolean isCalled(Entry entry, List<String> words) {
        StringBuilder names = new StringBuilder(" ")
                .append(folded(entry.code()))
                .append(' ')
                .append(BREAKS.matcher(folded(entry.code())).replaceAll(" "));
        String display = entry.display();
        if (display != null) {
            names.append(' ').append(BREAKS.matcher(folded(display)).replaceAll(" "));
        }
        for (Json.Obj designation : entry.designations()) {
            String value = designation.string("value");
            if (value != null) {
                names.append(' ').append(BREAKS.matcher(folded(value)).replaceAll(" "));
            }
        }
        return words.stream().allMatch(word -> names.indexOf(" " + word) >= 0);
    }

    /** Small letters without accents. */
    private static String folded(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    private Json.Arr flat(List<Entry> entries) {
        Json.Arr contains = new Json.Arr();
        entries.forEach(entry -> contains.add(contains(entry)));
        return contains;
    }

    /** Each code under the nearest it lies under that is in the expansion too. */
    private Json.Arr nested(List<Entry> entries) {
        Map<String, Json.Obj> byKey = new HashMap<>();
        entries.forEach(entry -> byKey.put(entry.key(), contains(entry)));
        Json.Arr top = new Json.Arr();
        for (Entry entry : entries) {
            Json.Obj own = Objects.requireNonNull(byKey.get(entry.key()));
            Json.Obj above = above(entry, byKey);
            if (above == null) {
                top.add(own);
                continue;
            }
            Json.Arr under = above.array("contains");
            if (under == null) {
                under = new Json.Arr();
                above.put("contains", under);
            }
            under.add(own);
        }
        return top;
    }

    /** Null at the top, and where parents lead round in a circle. */
    private Json.@Nullable Obj above(Entry entry, Map<String, Json.Obj> byKey) {
        CodeTable table = reading.table(entry.system(), entry.version());
        int at = table == null ? -1 : table.find(entry.code());
        Json.Obj nearest = null;
        Set<Integer> seen = new java.util.HashSet<>();
        while (table != null && at >= 0) {
            if (!seen.add(at)) {
                return null;
            }
            List<Integer> parents = table.parents(at);
            at = parents.isEmpty() ? -1 : parents.getFirst();
            if (at >= 0 && nearest == null) {
                nearest = byKey.get(entry.system() + "|" + table.concept(at).code());
            }
        }
        return nearest;
    }

    private Json.Obj contains(Entry entry) {
        Json.Obj contains = new Json.Obj().put("system", entry.system());
        if (entry.isAbstract()) {
            contains.put("abstract", Json.Bool.TRUE);
        }
        if (entry.isInactive()) {
            contains.put("inactive", Json.Bool.TRUE);
        }
        String version = entry.version();
        if (version != null) {
            contains.put("version", version);
        }
        contains.put("code", entry.code());
        String display = entry.display(asked.language());
        if (display != null) {
            contains.put("display", display);
        }
        if (asked.designations() || !asked.designation().isEmpty()) {
            Json.Arr designations = new Json.Arr();
            entry.designations().stream().filter(this::isWanted).forEach(designations::add);
            if (designations.size() > 0) {
                contains.put("designation", designations);
            }
        }
        return contains;
    }

    private boolean isWanted(Json.Obj designation) {
        if (asked.designation().isEmpty()) {
            return true;
        }
        Json.Obj use = designation.object("use");
        String language = designation.string("language");
        for (String token : asked.designation()) {
            int bar = token.indexOf('|');
            String system = bar < 0 ? "" : token.substring(0, bar);
            String code = token.substring(bar + 1);
            boolean byLanguage = (system.isEmpty() || system.equals(LANGUAGES)) && Languages.match(language, code);
            boolean byUse = use != null
                    && code.equals(use.string("code"))
                    && (system.isEmpty() || system.equals(use.string("system")));
            if (byLanguage || byUse) {
                return true;
            }
        }
        return false;
    }

    /** Everything that made the expansion what it is. */
    private Json.Arr parameters(Expansion expansion, boolean paged) {
        Json.Arr parameters = new Json.Arr();
        String filter = asked.filter();
        if (filter != null) {
            parameters.add(parameter("filter").put("valueString", filter));
        }
        if (paged) {
            parameters.add(parameter("offset").put("valueInteger", new Json.Num(Integer.toString(asked.offset()))));
            parameters.add(parameter("count").put("valueInteger", new Json.Num(String.valueOf(asked.count()))));
        }
        flag(parameters, "includeDesignations", asked.designations());
        flag(parameters, "activeOnly", asked.activeOnly());
        flag(parameters, "excludeNotForUI", asked.selectableOnly());
        parameters.add(parameter("excludeNested").put("valueBoolean", Json.Bool.of(!asked.nested())));
        String language = asked.language();
        if (language != null) {
            parameters.add(parameter("displayLanguage").put("valueCode", language));
        }
        asked.designation()
                .forEach(token -> parameters.add(parameter("designation").put("valueString", token)));
        versions(parameters, "system-version", reading.versions().otherwise());
        versions(parameters, "check-system-version", reading.versions().check());
        versions(parameters, "force-system-version", reading.versions().force());
        reading.versions().excluded().stream()
                .sorted()
                .forEach(system -> parameters.add(parameter("exclude-system").put("valueUri", system)));
        expansion
                .systems()
                .forEach(system -> parameters.add(parameter("version").put("valueUri", system)));
        return parameters;
    }

    private static void versions(Json.Arr to, String name, Map<String, String> versions) {
        versions.forEach((system, version) -> to.add(parameter(name).put("valueUri", system + "|" + version)));
    }

    private static void flag(Json.Arr to, String name, boolean value) {
        if (value) {
            to.add(parameter(name).put("valueBoolean", Json.Bool.TRUE));
        }
    }

    private static Json.Obj parameter(String name) {
        return new Json.Obj().put("name", name);
    }
}
