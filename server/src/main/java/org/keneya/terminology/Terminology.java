// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;
import org.keneya.store.FhirStore;
import org.keneya.store.Scope;
import org.keneya.terminology.internal.Desk;
import org.keneya.terminology.internal.Shelf;
import org.springframework.stereotype.Component;

/**
 * Answers questions about codes (http://hl7.org/fhir/R4/terminology-service.html) from the ValueSets, CodeSystems and
 * ConceptMaps stored here, as far as the asker may see them, then from those R4 publishes. What neither knows is refused, never
 * guessed at. A date, where one is given, is one at which the definitions must have been as they are.
 */
@Component
public final class Terminology {
    private final Shelf shelf;
    private final Clock clock;

    Terminology(FhirStore store, Clock clock) {
        this.shelf = new Shelf(store);
        this.clock = clock;
    }

    /** The ValueSet with its expansion. */
    public Json.Obj expand(
            Scope scope, Which set, ExpansionAsked asked, SystemVersions versions, @Nullable Instant date) {
        return new Desk(shelf, scope, date, versions).expand(set, asked, clock.instant());
    }

    /**
     * Whether a value set holds one of the codings.
     *
     * @param abstractToo whether codes that only group others are right
     * @param language of the displays
     */
    public Verdict inValueSet(
            Scope scope,
            Which set,
            List<Coding> codings,
            boolean abstractToo,
            @Nullable String language,
            @Nullable Instant date) {
        return new Desk(shelf, scope, date, SystemVersions.NONE).inValueSet(set, codings, abstractToo, language);
    }

    /** Whether a code system defines one of the codings; their system may be null for this one. */
    public Verdict inCodeSystem(
            Scope scope,
            Which system,
            List<Coding> codings,
            boolean abstractToo,
            @Nullable String language,
            @Nullable Instant date) {
        return new Desk(shelf, scope, date, SystemVersions.NONE).inCodeSystem(system, codings, abstractToo, language);
    }

    /**
     * What is known of a code, as Parameters.
     *
     * @param coding with system and code
     * @param properties those wanted; empty for all
     */
    public Json.Obj lookup(
            Scope scope, Coding coding, List<String> properties, @Nullable String language, @Nullable Instant date) {
        return new Desk(shelf, scope, date, SystemVersions.NONE).lookup(coding, properties, language);
    }

    /** How one code relates to another of the same system: equivalent, subsumes, subsumed-by or not-subsumed. */
    public String subsumes(Scope scope, Which system, Coding one, Coding other) {
        return new Desk(shelf, scope, null, SystemVersions.NONE).subsumes(system, one, other);
    }

    /** The translations of codes, as Parameters. */
    public Json.Obj translate(Scope scope, TranslationAsked asked) {
        return new Desk(shelf, scope, null, SystemVersions.NONE).translate(asked);
    }
}
