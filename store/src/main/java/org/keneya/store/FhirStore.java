// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.Subset;
import org.keneya.store.internal.Database;
import org.keneya.store.internal.Engine;
import org.keneya.store.internal.References;

/**
 * The store's door. Reads answer the stored bytes; writes are durable and visible when the call returns; what a scope may
 * not see is not there. Refusals are {@link org.keneya.kernel.ProblemException}s. Safe for any number of threads.
 */
public final class FhirStore {
    private final Engine engine;

    /**
     * @param connections to the database
     * @param masterKey wraps the tenants' keys; without them nothing stored can be read
     * @param extra further words to find resources by
     * @param clock sets meta.lastUpdated
     * @param hook keeps a note of every change
     */
    public FhirStore(Connections connections, MasterKey masterKey, ExtraWords extra, Clock clock, CommitHook hook) {
        engine = new Engine(new Database(connections), masterKey, extra, clock, hook);
    }

    /** Makes the partitions of the resource table that are missing; to be called once after the migrations. */
    public void prepare() {
        engine.prepare();
    }

    /** The tenant of that name, made with keys of its own when it is new. */
    public Tenant tenant(String name) {
        return engine.tenant(name);
    }

    /** A new logical id: a UUID that grows with time (RFC 9562, version 7). */
    public static String newId() {
        return TimeOrderedId.next();
    }

    /** The current version; one marked as deleted when that is the last thing that happened; empty when never there. */
    public Optional<Stored> read(Scope scope, String type, String id) {
        return engine.read(scope, type, id).map(found -> shown(scope, found));
    }

    /** One version, current or past. */
    public Optional<Stored> read(Scope scope, String type, String id, int version) {
        return engine.read(scope, type, id, version).map(found -> shown(scope, found));
    }

    /** Carries out the changes together or not at all; answers in the same order. */
    public List<Written> write(Scope scope, List<Change> changes) {
        return write(
                scope,
                changes,
                changes.size() == 1
                        ? List.of(changes.getFirst().type())
                        : Collections.nCopies(changes.size(), "Bundle"));
    }

    /**
     * Carries out the changes together or not at all.
     *
     * @param places for each change the FHIRPath that refusals point at, such as {@code Bundle.entry[3].resource}
     * @throws RacedException when a conditional create among several changes was overtaken
     */
    public List<Written> write(Scope scope, List<Change> changes, List<String> places) {
        return write(scope, changes, places, _ -> false);
    }

    /**
     * Carries out a part of a load together or not at all.
     *
     * @param coming whether {@code Type/id} is a resource of another part, which a reference may lead to before it is there
     */
    public List<Written> write(Scope scope, List<Change> changes, List<String> places, Predicate<String> coming) {
        List<Written> written = engine.write(scope, changes, places, coming);
        Trail.written(written);
        return written.stream()
                .map(one -> new Written(veiled(scope, one.stored()), one.outcome()))
                .toList();
    }

    /** The resources of this server a resource refers to, {@code Type/id} each, there or not. */
    public static Set<String> references(Json.Obj resource) {
        return References.of(resource).stream().map(References.Local::toString).collect(Collectors.toSet());
    }

    /** Of these references, {@code Type/id} each, those that lead to nothing. */
    public Set<String> missing(Tenant tenant, Set<String> references) {
        return engine.missing(tenant, references);
    }

    /**
     * The search parameters the tenant has defined itself, by writing active SearchParameter resources, with how far what
     * was there before is indexed.
     */
    public List<OwnParameter> ownParameters(Tenant tenant) {
        return engine.ownParameters(tenant);
    }

    /** How much the tenant has stored; counted now, which takes seconds where there are millions. */
    public Size size(Tenant tenant) {
        return engine.size(tenant);
    }

    public Page search(Scope scope, Query query) {
        return shown(scope, engine.search(scope, query));
    }

    /**
     * Which resources match and in which version, in no order. Opens none of them where the index can tell, so it costs the
     * same however large they are.
     *
     * @param most heads answered at most
     */
    public List<Head> heads(Scope scope, Query query, int most) {
        return engine.heads(scope, query, most);
    }

    /**
     * The order {@code _sort} asks for, between resources of whatever types have the parameters it names; each page of a
     * search sorted by the same is in this order. Remembers the keys of what it has compared; for one thread.
     *
     * @param sort the value of {@code _sort}
     */
    public Comparator<Stored> order(Scope scope, String sort) {
        return engine.order(scope, sort);
    }

    /** Versions in order of time, the marks of deletion among them. */
    public Page history(Scope scope, HistoryQuery query) {
        return shown(scope, engine.history(scope, query));
    }

    /**
     * A patient's resources of several types by their main date, newest first, those without a date last.
     *
     * @param types resource types of the patient compartment
     * @param from first millisecond, {@link Long#MIN_VALUE} for no bound
     * @param to last millisecond, {@link Long#MAX_VALUE} for no bound
     * @param cursor the last page's {@code next}, or null
     */
    public Page timeline(
            Scope scope, String patient, List<String> types, long from, long to, int count, @Nullable String cursor) {
        return shown(scope, engine.timeline(scope, patient, types, from, to, count, cursor));
    }

    /**
     * Resources of a type that have at least one {@link ExtraWords word} of every group.
     *
     * @param born when not null, a FHIR date the main date must lie in
     * @param limit most resources answered
     */
    public List<Stored> withWords(
            Scope scope, String type, List<List<String>> groups, @Nullable String born, int limit) {
        return engine.withWords(scope, type, groups, born, limit).stream()
                .map(found -> shown(scope, found))
                .toList();
    }

    /** The keyed hash of a patient, the same that {@link Stored#patient} has. */
    public long patient(Tenant tenant, String id) {
        return engine.patient(tenant, id);
    }

    /** A keyed hash of any word of a tenant's: equal words give equal hashes, nothing else can be told from them. */
    public long keyed(Tenant tenant, String word) {
        return engine.keyed(tenant, word);
    }

    private static Page shown(Scope scope, Page page) {
        Trail.seen(page);
        UnaryOperator<List<Stored>> veil =
                list -> list.stream().map(one -> veiled(scope, one)).toList();
        return new Page(
                veil.apply(page.matches()), veil.apply(page.included()), page.total(), page.next(), page.unknown());
    }

    private static Stored shown(Scope scope, Stored stored) {
        return veiled(scope, Trail.seen(stored));
    }

    /** Without the elements the scope's limits hide. */
    private static Stored veiled(Scope scope, Stored stored) {
        Set<String> hidden = scope.limits().hidden(stored.type());
        if (hidden.isEmpty() || stored.isDeleted()) {
            return stored;
        }
        Json.Obj rest = Subset.without(JsonText.readObject(stored.body()), hidden);
        return new Stored(
                stored.type(), stored.id(), stored.version(), stored.updated(), stored.patient(), JsonText.bytes(rest));
    }

    /**
     * Fails with a problem that names the reason when the limits cannot be kept for one of these types: a parameter the type
     * has not, or one the index alone cannot answer.
     */
    public void check(Scope scope, Collection<String> types) {
        engine.check(scope, types);
    }

    /**
     * Makes a new version of the tenant's data key, with which everything new is encrypted from now on; what is there is
     * encrypted anew in the background, and the older versions are removed when nothing needs them any more.
     *
     * @return the number of the new version
     */
    public int rotateKey(Tenant tenant) {
        return engine.rotateKey(tenant);
    }

    public KeyState keyState(Tenant tenant) {
        return engine.keyState(tenant);
    }

    /** Whether the database answers. */
    public boolean isReady() {
        return engine.isReady();
    }

    static String typeOf(Json.Obj resource) {
        String type = resource.string("resourceType");
        if (type == null) {
            throw new IllegalArgumentException("a resource names its type");
        }
        return type;
    }

    /** For the store's own tests: the plan of a query. */
    public String explain(Scope scope, Query query) throws SQLException {
        return engine.explain(scope, query);
    }
}
