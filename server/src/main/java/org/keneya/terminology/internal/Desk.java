// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology.internal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.store.Scope;
import org.keneya.terminology.Coding;
import org.keneya.terminology.ExpansionAsked;
import org.keneya.terminology.SystemVersions;
import org.keneya.terminology.TranslationAsked;
import org.keneya.terminology.Verdict;
import org.keneya.terminology.Which;

/** One asker's question: finds the definition meant and hands it to what can answer. */
public final class Desk {
    private final Reading reading;

    public Desk(Shelf shelf, Scope scope, @Nullable Instant date, SystemVersions versions) {
        this.reading = new Reading(shelf, scope, date, versions);
    }

    public Json.Obj expand(Which set, ExpansionAsked asked, Instant now) {
        return new ExpansionText(reading, asked, now).write(set(set));
    }

    public Verdict inValueSet(Which set, List<Coding> codings, boolean abstractToo, @Nullable String language) {
        return new Validation(reading, abstractToo, language).inValueSet(set(set), codings);
    }

    public Verdict inCodeSystem(Which system, List<Coding> codings, boolean abstractToo, @Nullable String language) {
        Definition definition = reading.require("CodeSystem", system);
        String url = reading.table(definition).url();
        List<Coding> complete = codings.stream()
                .map(coding -> coding.system() == null
                        ? new Coding(url, coding.version(), coding.code(), coding.display())
                        : coding)
                .toList();
        return new Validation(reading, abstractToo, language).inCodeSystem(definition, complete);
    }

    public Json.Obj lookup(Coding coding, List<String> properties, @Nullable String language) {
        return new CodeLookup(reading).lookup(coding, properties, language);
    }

    public String subsumes(Which system, Coding one, Coding other) {
        CodeTable table = reading.table(reading.require("CodeSystem", system));
        for (Coding coding : List.of(one, other)) {
            if (coding.system() != null && !coding.system().equals(table.url())) {
                throw Refusals.unprocessable(
                        "not-supported",
                        "How codes of %s relate to those of %s is not known here"
                                .formatted(coding.system(), table.url()));
            }
        }
        return new CodeLookup(reading).subsumes(table, String.valueOf(one.code()), String.valueOf(other.code()));
    }

    public Json.Obj translate(TranslationAsked asked) {
        return new Translation(reading, asked).parameters();
    }

    private Definition set(Which set) {
        if (set instanceof Which.Named(String url, String version)) {
            Definition found = ValueSets.set(reading, url, version);
            if (found == null) {
                throw Refusals.unknown("value set", version == null ? url : url + "|" + version);
            }
            return found;
        }
        return reading.require("ValueSet", set);
    }
}
