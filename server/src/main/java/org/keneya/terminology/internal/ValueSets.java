// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.terminology.Coding;
import org.keneya.terminology.internal.Expansion.Entry;

/**
 * What value sets hold (http://hl7.org/fhir/R4/valueset.html#compositions): all of it, or whether one code is in it, which is
 * found out without listing the others. A set without {@code compose} holds what its {@code expansion} lists. What names an
 * unknown code system or value set is refused, unless it lists the codes itself.
 */
final class ValueSets {
    /** Codes one value set may hold, as far as it is listed. */
    private static final int MOST_CODES = 250_000;

    /** Value sets of value sets. */
    private static final int DEEPEST = 20;

    /** The whole of a code system, as a value set of its own, by the way SNOMED CT and others name it. */
    private static final String WHOLE = "?fhir_vs";

    private static final String BELOW = WHOLE + "=isa/";

    private final Reading reading;
    private final Deque<String> path = new ArrayDeque<>();
    private final Set<String> systems = new LinkedHashSet<>();

    ValueSets(Reading reading) {
        this.reading = reading;
    }

    /** All codes; kept for the next one who asks for the same versions of everything it is made of. */
    Expansion expand(Definition set) {
        String key = set.key().isEmpty() || !reading.isOfNow()
                ? ""
                : "%d %s %s".formatted(reading.scope().tenant().id(), set.key(), reading.versions());
        Expansion known = key.isEmpty() ? null : reading.shelf().expansions().peek(key);
        if (known != null && reading.still(known.read())) {
            return known;
        }
        List<Entry> entries = new ArrayList<>(entries(set).values());
        Expansion made = new Expansion(entries, List.copyOf(systems), reading.read());
        if (!key.isEmpty()) {
            reading.shelf().expansions().put(key, made);
        }
        return made;
    }

    /** The code as it is in the set; null when it is not in it. */
    @Nullable
    Entry find(Definition set, Coding coding) {
        reading.spend(1_000);
        enter(set);
        try {
            Json.Obj resource = reading.resource(set);
            Json.Obj compose = compose(resource);
            if (compose == null) {
                return contained(resource).get(coding.system() + "|" + coding.code());
            }
            Entry found = findInAny(compose.objects("include"), coding);
            if (found == null || findInAny(compose.objects("exclude"), coding) != null) {
                return null;
            }
            return found.isInactive() && compose.get("inactive") == Json.Bool.FALSE ? null : found;
        } finally {
            path.pop();
        }
    }

    /** Looks everywhere before it says that something is lacking to tell. */
    private @Nullable Entry findInAny(List<Json.Obj> parts, Coding coding) {
        ProblemException lacking = null;
        for (Json.Obj part : parts) {
            try {
                Entry found = findIn(part, coding);
                if (found != null) {
                    return found;
                }
            } catch (ProblemException refused) {
                if (!(refused.problem() instanceof Problem.Unprocessable)) {
                    throw refused;
                }
                lacking = refused;
            }
        }
        if (lacking != null) {
            throw lacking;
        }
        return null;
    }

    private @Nullable Entry findIn(Json.Obj part, Coding coding) {
        Entry found = null;
        String system = part.string("system");
        if (system != null) {
            found = system.equals(coding.system()) ? findInSystem(system, part, coding) : null;
            if (found == null) {
                return null;
            }
        }
        for (String canonical : imports(part)) {
            Entry there = find(imported(canonical), coding);
            if (there == null) {
                return null;
            }
            found = found == null ? there : found;
        }
        return found;
    }

    private @Nullable Entry findInSystem(String system, Json.Obj part, Coding coding) {
        String version = reading.version(system, part.string("version"));
        if (version != null && coding.version() != null && !version.equals(coding.version())) {
            return null;
        }
        CodeTable table = reading.table(system, version == null ? coding.version() : version);
        String code = String.valueOf(coding.code());
        List<Json.Obj> listed = part.objects("concept");
        if (!listed.isEmpty()) {
            reading.spend(listed.size());
            for (Json.Obj one : listed) {
                String own = String.valueOf(one.string("code"));
                boolean same = own.equals(code)
                        || table != null && table.find(own) >= 0 && table.find(own) == table.find(code);
                if (same) {
                    return listed(system, version, one, table);
                }
            }
            return null;
        }
        if (table == null) {
            throw unknown(system, version == null ? coding.version() : version);
        }
        int at = table.find(code);
        if (at < 0) {
            return null;
        }
        for (IntPredicate filter : filters(reading, part, table)) {
            if (!filter.test(at)) {
                return null;
            }
        }
        return entry(table, at);
    }

    private Map<String, Entry> entries(Definition set) {
        reading.spend(1_000);
        enter(set);
        try {
            Json.Obj resource = reading.resource(set);
            Json.Obj compose = compose(resource);
            if (compose == null) {
                return contained(resource);
            }
            Map<String, Entry> all = new LinkedHashMap<>();
            for (Json.Obj include : compose.objects("include")) {
                included(include).forEach(all::putIfAbsent);
                bounded(all);
            }
            for (Json.Obj exclude : compose.objects("exclude")) {
                included(exclude).keySet().forEach(all::remove);
            }
            if (compose.get("inactive") == Json.Bool.FALSE) {
                all.values().removeIf(Entry::isInactive);
            }
            return all;
        } finally {
            path.pop();
        }
    }

    private void enter(Definition set) {
        String name = set.key().isEmpty() ? "the value set of the request" : set.key();
        if (path.contains(name)) {
            throw Refusals.unprocessable("invalid", "A value set includes itself");
        }
        if (path.size() >= DEEPEST) {
            throw Refusals.tooCostly("Value sets are nested more than %d deep".formatted(DEEPEST));
        }
        path.push(name);
    }

    private static Json.@Nullable Obj compose(Json.Obj resource) {
        Json.Obj compose = resource.object("compose");
        if (compose == null && resource.object("expansion") == null) {
            throw Refusals.unprocessable(
                    "incomplete", "The ValueSet has neither compose nor expansion: nothing says what it holds");
        }
        return compose;
    }

    private Map<String, Entry> included(Json.Obj part) {
        Map<String, Entry> found = null;
        String system = part.string("system");
        if (system != null) {
            found = ofSystem(system, part);
        }
        for (String canonical : imports(part)) {
            Map<String, Entry> other = entries(imported(canonical));
            reading.spend(other.size());
            if (found == null) {
                found = new LinkedHashMap<>(other);
            } else {
                found.keySet().retainAll(other.keySet());
            }
        }
        return found == null ? Map.of() : found;
    }

    private static List<String> imports(Json.Obj part) {
        Json.Arr canonicals = part.array("valueSet");
        List<String> found = new ArrayList<>();
        for (int i = 0; canonicals != null && i < canonicals.size(); i++) {
            if (canonicals.get(i) instanceof Json.Str(String canonical)) {
                found.add(canonical);
            }
        }
        return found;
    }

    private Definition imported(String canonical) {
        Definition found = set(reading, canonical, null);
        if (found == null) {
            throw Refusals.lacking(
                    "The value set %s, which this one is made of, is not known here".formatted(canonical));
        }
        return found;
    }

    /** The value set of a canonical, those implied by code systems among them; null when it is not known. */
    static @Nullable Definition set(Reading reading, String canonical, @Nullable String version) {
        Definition found = reading.find("ValueSet", canonical, version);
        int implied = canonical.indexOf(WHOLE);
        if (found != null || implied < 0) {
            return found;
        }
        Json.Obj include = new Json.Obj().put("system", canonical.substring(0, implied));
        if (canonical.startsWith(BELOW, implied)) {
            include.put(
                    "filter",
                    Json.Arr.of(new Json.Obj()
                            .put("property", "concept")
                            .put("op", "is-a")
                            .put("value", canonical.substring(implied + BELOW.length()))));
        } else if (!canonical.endsWith(WHOLE)) {
            return null;
        }
        return reading.table(canonical.substring(0, implied), null) == null
                ? null
                : Definition.given(new Json.Obj()
                        .put("resourceType", "ValueSet")
                        .put("url", canonical)
                        .put("status", "active")
                        .put("compose", new Json.Obj().put("include", Json.Arr.of(include))));
    }

    private Map<String, Entry> ofSystem(String system, Json.Obj part) {
        Map<String, Entry> found = new LinkedHashMap<>();
        String version = reading.version(system, part.string("version"));
        CodeTable table = reading.table(system, version);
        String used = table == null || table.version() == null ? version : table.version();
        if (reading.versions().excludes(system, used)) {
            return found;
        }
        List<Json.Obj> listed = part.objects("concept");
        if (table == null && listed.isEmpty()) {
            throw unknown(system, version);
        }
        if (used != null) {
            systems.add(system + "|" + used);
        }
        reading.spend(listed.size());
        for (Json.Obj one : listed) {
            Entry entry = listed(system, version, one, table);
            if (entry != null) {
                found.putIfAbsent(entry.key(), entry);
            }
        }
        if (table == null || !listed.isEmpty()) {
            return found;
        }
        if (!table.isComplete()) {
            throw Refusals.lacking("Of the code system %s only a part (%s) is here, so the value set cannot be expanded"
                    .formatted(system, table.content()));
        }
        List<IntPredicate> filters = filters(reading, part, table);
        reading.spend((long) table.size() * (filters.size() + 1));
        for (int at = 0; at < table.size(); at++) {
            int place = at;
            if (filters.stream().allMatch(filter -> filter.test(place))) {
                Entry entry = entry(table, at);
                found.putIfAbsent(entry.key(), entry);
                bounded(found);
            }
        }
        return found;
    }

    private static List<IntPredicate> filters(Reading reading, Json.Obj part, CodeTable table) {
        List<IntPredicate> filters = new ArrayList<>();
        for (Json.Obj filter : part.objects("filter")) {
            reading.spend("regex".equals(filter.string("op")) ? Filter.MOST_LOOKS / 10 : table.size());
            filters.add(Filter.of(filter, table));
        }
        return filters;
    }

    static Entry entry(CodeTable table, int at) {
        CodeTable.Concept concept = table.concept(at);
        return new Entry(
                table.url(),
                table.version(),
                concept.code(),
                concept.display(),
                table.language(),
                concept.designations(),
                table.isAbstract(at),
                table.isInactive(at));
    }

    /** A code the set lists itself; null when the code system is whole and has no such code. */
    private static @Nullable Entry listed(
            String system, @Nullable String version, Json.Obj one, @Nullable CodeTable table) {
        String code = String.valueOf(one.string("code"));
        String display = one.string("display");
        List<Json.Obj> designations = new ArrayList<>(one.objects("designation"));
        int at = table == null ? -1 : table.find(code);
        if (table == null || at < 0) {
            return table != null && table.isComplete()
                    ? null
                    : new Entry(system, version, code, display, null, designations, false, false);
        }
        Entry own = entry(table, at);
        designations.addAll(own.designations());
        String given = own.display();
        if (display != null && given != null && !given.equals(display)) {
            Json.Obj other = new Json.Obj().put("value", given);
            String language = own.language();
            designations.add(language == null ? other : other.put("language", language));
        }
        return new Entry(
                system,
                own.version(),
                own.code(),
                display == null ? given : display,
                display == null ? own.language() : null,
                designations,
                own.isAbstract(),
                own.isInactive());
    }

    /** What an expansion lists that came with the set. */
    private Map<String, Entry> contained(Json.Obj resource) {
        Map<String, Entry> found = new LinkedHashMap<>();
        Json.Obj expansion = resource.object("expansion");
        if (expansion != null) {
            contained(expansion.objects("contains"), found);
            reading.spend(found.size());
        }
        return found;
    }

    private static void contained(List<Json.Obj> contains, Map<String, Entry> found) {
        for (Json.Obj one : contains) {
            String system = one.string("system");
            String code = one.string("code");
            if (system != null && code != null) {
                Entry entry = new Entry(
                        system,
                        one.string("version"),
                        code,
                        one.string("display"),
                        null,
                        one.objects("designation"),
                        one.get("abstract") == Json.Bool.TRUE,
                        one.get("inactive") == Json.Bool.TRUE);
                found.putIfAbsent(entry.key(), entry);
            }
            contained(one.objects("contains"), found);
        }
    }

    private static ProblemException unknown(String system, @Nullable String version) {
        return Refusals.lacking("The code system %s is not known here, so what the value set holds cannot be told"
                .formatted(version == null ? system : system + "|" + version));
    }

    private static void bounded(Map<String, Entry> entries) {
        if (entries.size() > MOST_CODES) {
            throw Refusals.tooCostly("The value set holds more than %d codes".formatted(MOST_CODES));
        }
    }
}
