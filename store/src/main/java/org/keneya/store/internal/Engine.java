// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.store.Change;
import org.keneya.store.CommitHook;
import org.keneya.store.ExtraWords;
import org.keneya.store.Head;
import org.keneya.store.HistoryQuery;
import org.keneya.store.KeyState;
import org.keneya.store.MasterKey;
import org.keneya.store.OwnParameter;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.keneya.store.Size;
import org.keneya.store.Stored;
import org.keneya.store.Written;

/** Puts the parts of the store together behind its door. */
public final class Engine {
    private final Database database;
    private final TenantKeys keys;
    private final Reads reads;
    private final Searches searches;
    private final Writes writes;
    private final OwnParameters own;
    private final Sizes sizes;
    private final Reindexing reindexing;
    private final Rekeying rekeying;

    public Engine(Database database, MasterKey masterKey, ExtraWords extra, Clock clock, CommitHook hook) {
        this.database = database;
        keys = new TenantKeys(database, masterKey);
        Codec codec = new Codec(keys, new Dictionaries(database, keys));
        own = new OwnParameters(database, codec, clock);
        reindexing = new Reindexing(database, codec, own, keys);
        rekeying = new Rekeying(database, codec, keys);
        Indexer indexer = new Indexer(keys, extra, own);
        searches = new Searches(database, codec, indexer, keys);
        reads = new Reads(database, codec, indexer, keys, searches.fences());
        sizes = new Sizes(database);
        writes = new Writes(database, codec, indexer, searches, clock, hook);
    }

    public void prepare() {
        database.write(connection -> {
            Tables.create(connection);
            return true;
        });
        database.write(RowSecurity::raise);
        keys.rewrap();
        rekeying.resume();
        reindexing.start();
    }

    public Tenant tenant(String name) {
        return keys.open(name);
    }

    public Optional<Stored> read(Scope scope, String type, String id) {
        return reads.current(scope, type, id);
    }

    public Optional<Stored> read(Scope scope, String type, String id, int version) {
        return reads.version(scope, type, id, version);
    }

    public List<Written> write(Scope scope, List<Change> changes, List<String> places, Predicate<String> coming) {
        if (changes.isEmpty()) {
            return List.of();
        }
        own.freshen(scope.tenant());
        boolean defines = false;
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).type().equals("SearchParameter")) {
                defines = true;
                switch (changes.get(i)) {
                    case Change.Create create -> OwnParameters.check(create.resource(), places.get(i));
                    case Change.Update update -> OwnParameters.check(update.resource(), places.get(i));
                    case Change.Delete _ -> {}
                }
            }
        }
        List<Written> written = writes.write(scope, changes, places, coming);
        if (defines) {
            own.refresh(scope.tenant());
            reindexing.start();
        }
        return written;
    }

    public Set<String> missing(Tenant tenant, Set<String> references) {
        Set<References.Local> asked = references.stream()
                .map(References::local)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return writes.missing(tenant, asked).stream()
                .map(References.Local::toString)
                .collect(Collectors.toSet());
    }

    public List<OwnParameter> ownParameters(Tenant tenant) {
        own.freshen(tenant);
        return own.told(tenant);
    }

    public Comparator<Stored> order(Scope scope, String sort) {
        return searches.order(scope, sort);
    }

    public Page search(Scope scope, Query query) {
        keys.of(scope.tenant());
        own.freshen(scope.tenant());
        return searches.search(scope, query);
    }

    public List<Head> heads(Scope scope, Query query, int most) {
        keys.of(scope.tenant());
        own.freshen(scope.tenant());
        return searches.heads(scope, query, most);
    }

    public Size size(Tenant tenant) {
        return sizes.of(tenant);
    }

    public Page history(Scope scope, HistoryQuery query) {
        return reads.history(scope, query);
    }

    public Page timeline(
            Scope scope, String patient, List<String> types, long from, long to, int count, @Nullable String cursor) {
        return reads.timeline(scope, patient, types, from, to, count, cursor);
    }

    public List<Stored> withWords(
            Scope scope, String type, List<List<String>> groups, @Nullable String born, int limit) {
        if (!scope.mayRead(type)) {
            return List.of();
        }
        Span span = born == null ? null : Span.of(born);
        if (born != null && span == null) {
            throw new ProblemException(new Problem.Invalid(List.of(Issue.error("value", "Not a date"))));
        }
        return searches.byWords(scope, type, groups, span, limit);
    }

    /** See {@link org.keneya.store.FhirStore#check}. */
    public void check(Scope scope, Collection<String> types) {
        own.freshen(scope.tenant());
        database.search(scope.tenant(), connection -> {
            types.forEach(type -> searches.fences().changed(connection, scope, type));
            return true;
        });
    }

    public String explain(Scope scope, Query query) {
        own.freshen(scope.tenant());
        return searches.explain(scope, query);
    }

    /** See {@link org.keneya.store.FhirStore#patient}. */
    public long patient(Tenant tenant, String id) {
        return new Tokens(keys.of(tenant).tokens()).patient(id);
    }

    /** See {@link org.keneya.store.FhirStore#keyed}. */
    public long keyed(Tenant tenant, String word) {
        return new Tokens(keys.of(tenant).tokens()).of(0, 2, word);
    }

    /** See {@link org.keneya.store.FhirStore#rotateKey}. */
    public int rotateKey(Tenant tenant) {
        int version = keys.rotate(tenant);
        rekeying.start(tenant);
        return version;
    }

    /** See {@link org.keneya.store.FhirStore#keyState}. */
    public KeyState keyState(Tenant tenant) {
        return new KeyState(keys.of(tenant).versions(), rekeying.isRunning(tenant), rekeying.done(tenant));
    }

    public boolean isReady() {
        return database.read(connection -> connection.isValid(2));
    }
}
