// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.Change;
import org.keneya.store.CommitHook;
import org.keneya.store.RacedException;
import org.keneya.store.Scope;
import org.keneya.store.Stored;
import org.keneya.store.Written;

/**
 * Carries out changes, all or none. What can be done without the database is done before the transaction opens; inside it
 * the rows are locked, decided upon, archived and written. Writers of the same resource queue on its row lock; two first
 * writers of one id meet at the unique index, and the loser starts again and finds the winner's row.
 */
public final class Writes {
    private static final int ATTEMPTS = 10;

    private final Database database;
    private final Codec codec;
    private final Indexer indexer;
    private final Searches searches;
    private final Clock clock;
    private final CommitHook hook;
    private final PgWriter writer = new PgWriter();

    public Writes(Database database, Codec codec, Indexer indexer, Searches searches, Clock clock, CommitHook hook) {
        this.database = database;
        this.codec = codec;
        this.indexer = indexer;
        this.searches = searches;
        this.clock = clock;
        this.hook = hook;
    }

    /** Another writer was first: the transaction is rolled back and started again. */
    private static final class Raced extends RuntimeException {
        Raced() {
            super("raced", null, false, false);
        }
    }

    public List<Written> write(Scope scope, List<Change> changes, List<String> places, Predicate<String> coming) {
        long now = clock.millis();
        List<Prepared> prepared = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            prepared.add(prepare(scope.tenant(), changes.get(i), places.get(i), now));
        }
        refuseTwice(prepared);
        Set<References.Local> references = references(prepared, coming);
        Written alone = prepared.size() == 1 ? alone(scope, prepared.getFirst(), references, now) : null;
        if (alone != null) {
            return List.of(alone);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return database.write(
                        scope.tenant(), connection -> transact(connection, scope, prepared, references, now));
            } catch (Raced raced) {
                if (attempt == ATTEMPTS) {
                    throw new ProblemException(new Problem.Conflict(
                            List.of(Issue.error("conflict", "Others keep writing the same resource; try again"))));
                }
            }
        }
    }

    /**
     * The usual single write in as few round trips as can be: a create is one statement, an update a look and one statement
     * that holds only if nobody came in between. Null when it is not that simple; then nothing has happened.
     */
    private @Nullable Written alone(Scope scope, Prepared one, Set<References.Local> references, long now) {
        Tenant tenant = scope.tenant();
        return switch (one.change()) {
            case Change.Create create
            when create.ifNoneExist() == null && one.content().row.hasNoSideRows() ->
                database.<@Nullable Written>single(tenant, connection -> {
                    Fence fence = searches.fences().changed(connection, scope, one.type());
                    if (!fence.isOwn() || !fence.admits(one.content().resource, one.content().row)) {
                        return null;
                    }
                    var put = new PgWriter.Put(one, writer.newKey(connection), one.content());
                    Written created = new Written(stored(one, one.content(), now), Written.Outcome.CREATED);
                    byte[] note = hook.note(scope, List.of(created));
                    return writer.insertAlone(connection, tenant, now, put, references, fence.opposed(), note)
                            ? created
                            : null;
                });
            case Change.Update update ->
                database.<@Nullable Written>single(tenant, connection -> {
                    PgWriter.Current current = writer.look(connection, tenant, one.type(), one.id());
                    if (current == null) {
                        return null;
                    }
                    match(update.ifMatch(), current, one.place());
                    return updated(connection, scope, one, current, references, now);
                });
            default -> null;
        };
    }

    private @Nullable Written updated(
            Connection connection,
            Scope scope,
            Prepared one,
            PgWriter.Current current,
            Set<References.Local> references,
            long now)
            throws SQLException {
        Tenant tenant = scope.tenant();
        Fence fence = searches.fences().changed(connection, scope, one.type());
        if (!fence.isNone()) {
            return null;
        }
        byte[] was = codec.decode(tenant, one.typeCode(), one.id(), current.version(), current.content());
        if (isSame(one, current, was)) {
            return unchanged(one, current, was);
        }
        Json.Obj replaced = JsonText.readObject(was);
        Row before = indexer.index(tenant, one.type(), one.id(), replaced);
        if (!References.of(replaced).containsAll(references) || !before.hasSameSideRows(one.content().row)) {
            return null;
        }
        Prepared.Image image = as(tenant, one, current.version() + 1, now);
        var put = new PgWriter.Put(one, current.pk(), image);
        Written replacing = new Written(stored(one, image, now), Written.Outcome.UPDATED);
        byte[] note = hook.note(scope, List.of(replacing));
        return writer.replaceAlone(connection, tenant, now, put, current.version(), note) ? replacing : null;
    }

    private Prepared prepare(Tenant tenant, Change change, String place, long now) {
        String type = change.type();
        int typeCode = org.keneya.model.R4.definitions().typeCode(type);
        Json.Obj resource = switch (change) {
            case Change.Create create -> create.resource();
            case Change.Update update -> update.resource();
            case Change.Delete _ -> null;
        };
        if (resource == null) {
            return new Prepared(change, place, typeCode, null);
        }
        String id = switch (change) {
            case Change.Create create -> create.id();
            case Change.Update update -> update.id();
            case Change.Delete delete -> delete.id();
        };
        Prepared.mark(resource, id, 1, now);
        Row row = indexer.index(tenant, type, id, resource);
        var prepared = new Prepared(change, place, typeCode, new Prepared.Image(resource, row));
        if (change instanceof Change.Create) {
            as(tenant, prepared, 1, now);
        }
        return prepared;
    }

    private List<Written> transact(
            Connection connection, Scope scope, List<Prepared> prepared, Set<References.Local> references, long now)
            throws SQLException {
        Tenant tenant = scope.tenant();
        Written[] results = new Written[prepared.size()];
        Map<String, PgWriter.Current> current = new HashMap<>();
        Map<String, PgWriter.Former> former = new HashMap<>();
        look(connection, tenant, prepared, current, former);
        refuseOutside(connection, scope, prepared, current);
        delete(connection, tenant, prepared, results, current, former, now);
        List<PgWriter.Put> inserts = new ArrayList<>();
        List<PgWriter.Replacement> updates = new ArrayList<>();
        Set<References.Local> known = new HashSet<>();
        for (int i = 0; i < prepared.size(); i++) {
            Prepared one = prepared.get(i);
            PgWriter.@Nullable Current now1 = current.get(one.type() + "/" + one.id());
            PgWriter.@Nullable Former before = former.get(one.type() + "/" + one.id());
            switch (one.change()) {
                case Change.Create create -> {
                    Stored existing = existing(connection, scope, create);
                    if (existing != null && prepared.size() > 1) {
                        throw new RacedException();
                    }
                    if (existing != null) {
                        results[i] = new Written(existing, Written.Outcome.EXISTING);
                    } else {
                        inserts.add(new PgWriter.Put(one, writer.newKey(connection), one.content()));
                        results[i] = new Written(stored(one, one.content(), now), Written.Outcome.CREATED);
                    }
                }
                case Change.Update update -> {
                    match(update.ifMatch(), now1, one.place());
                    if (now1 == null) {
                        Prepared.Image image = as(tenant, one, before == null ? 1 : before.version() + 1, now);
                        inserts.add(new PgWriter.Put(one, writer.newKey(connection), image));
                        results[i] = new Written(stored(one, image, now), Written.Outcome.CREATED);
                        continue;
                    }
                    byte[] was = codec.decode(tenant, one.typeCode(), one.id(), now1.version(), now1.content());
                    if (isSame(one, now1, was)) {
                        results[i] = unchanged(one, now1, was);
                        continue;
                    }
                    Json.Obj replaced = JsonText.readObject(was);
                    known.addAll(References.of(replaced));
                    Row row = indexer.index(tenant, one.type(), one.id(), replaced);
                    Prepared.Image image = as(tenant, one, now1.version() + 1, now);
                    updates.add(new PgWriter.Replacement(new PgWriter.Put(one, now1.pk(), image), row));
                    results[i] = new Written(stored(one, image, now), Written.Outcome.UPDATED);
                }
                case Change.Delete _ -> {} // done
            }
        }
        refuseDangling(connection, tenant, prepared, references, known);
        writer.replace(connection, tenant, now, updates);
        if (!writer.insert(connection, tenant, now, inserts)) {
            throw new Raced();
        }
        refuseBeyond(connection, scope, prepared, results);
        List<Written> written = Arrays.asList(results);
        byte[] note = hook.note(scope, written);
        if (note != null) {
            writer.note(connection, tenant, note);
        }
        return written;
    }

    /** Nothing is changed that is not open to the scope; it is answered as what is not there. */
    private void refuseOutside(
            Connection connection, Scope scope, List<Prepared> prepared, Map<String, PgWriter.Current> current)
            throws SQLException {
        Map<String, Set<String>> asked = new TreeMap<>();
        for (Prepared one : prepared) {
            if (current.containsKey(one.type() + "/" + one.id())) {
                asked.computeIfAbsent(one.type(), _ -> new HashSet<>()).add(one.id());
            }
        }
        for (var each : asked.entrySet()) {
            Fence fence = searches.fences().changed(connection, scope, each.getKey());
            if (!fence.isNone()
                    && searches.within(connection, scope, each.getKey(), each.getValue(), fence)
                                    .size()
                            < each.getValue().size()) {
                throw ProblemException.notFound("There is no such " + each.getKey());
            }
        }
    }

    /** What was written must lie where the scope may write. */
    private void refuseBeyond(Connection connection, Scope scope, List<Prepared> prepared, @Nullable Written[] results)
            throws SQLException {
        for (int i = 0; i < prepared.size(); i++) {
            Prepared one = prepared.get(i);
            Written written = results[i];
            if (written == null || written.outcome() == Written.Outcome.DELETED) {
                continue;
            }
            boolean there = written.outcome() == Written.Outcome.EXISTING;
            Fence fence = there
                    ? searches.fences().seen(connection, scope, one.type())
                    : searches.fences().changed(connection, scope, one.type());
            if (!fence.isNone()
                    && searches.within(
                                    connection,
                                    scope,
                                    one.type(),
                                    List.of(written.stored().id()),
                                    fence)
                            .isEmpty()) {
                throw new ProblemException(new Problem.Forbidden(List.of(Issue.error(
                        "forbidden",
                        there
                                ? "What meets the condition is not open to you"
                                : "This %s is not yours to write: the access rules do not cover it"
                                        .formatted(one.type()),
                        one.place()))));
            }
        }
    }

    /** Deletes before all else, so that conditions and references of the other changes no longer find what goes. */
    private void delete(
            Connection connection,
            Tenant tenant,
            List<Prepared> prepared,
            Written[] results,
            Map<String, PgWriter.Current> current,
            Map<String, PgWriter.Former> former,
            long now)
            throws SQLException {
        List<PgWriter.Past> pasts = new ArrayList<>();
        List<Prepared> gone = new ArrayList<>();
        List<Long> keys = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            Prepared one = prepared.get(i);
            if (!(one.change() instanceof Change.Delete delete)) {
                continue;
            }
            PgWriter.@Nullable Current there = current.get(one.type() + "/" + one.id());
            PgWriter.@Nullable Former before = former.get(one.type() + "/" + one.id());
            int version = before == null ? 0 : before.version();
            if (there != null) {
                match(delete.ifMatch(), there, one.place());
                version = there.version() + 1;
                pasts.add(past(one, there));
                pasts.add(new PgWriter.Past(one.typeCode(), version, there.pk(), now, one.id(), there.patient(), null));
                gone.add(one);
                keys.add(there.pk());
            }
            results[i] = new Written(
                    new Stored(one.type(), one.id(), version, now, patient(there), null), Written.Outcome.DELETED);
        }
        if (!gone.isEmpty()) {
            writer.archive(connection, tenant, pasts);
            writer.delete(connection, tenant, gone, keys);
        }
    }

    private void look(
            Connection connection,
            Tenant tenant,
            List<Prepared> prepared,
            Map<String, PgWriter.Current> current,
            Map<String, PgWriter.Former> former)
            throws SQLException {
        Map<String, Set<String>> wanted = new TreeMap<>();
        for (Prepared one : prepared) {
            if (!(one.change() instanceof Change.Create)) {
                wanted.computeIfAbsent(one.type(), _ -> new HashSet<>()).add(one.id());
            }
        }
        for (var entry : wanted.entrySet()) {
            Set<String> unknown = new HashSet<>(entry.getValue());
            writer.lock(connection, tenant, entry.getKey(), entry.getValue()).forEach((id, found) -> {
                current.put(entry.getKey() + "/" + id, found);
                unknown.remove(id);
            });
            if (!unknown.isEmpty()) {
                writer.former(connection, tenant, entry.getKey(), unknown)
                        .forEach((id, found) -> former.put(entry.getKey() + "/" + id, found));
            }
        }
    }

    /** For a conditional create: the one that is there, found under a lock on the very criteria. */
    private @Nullable Stored existing(Connection connection, Scope scope, Change.Create create) throws SQLException {
        if (create.ifNoneExist() == null) {
            return null;
        }
        return searches.onlyMatch(connection, scope, create.ifNoneExist());
    }

    private static void match(int ifMatch, PgWriter.@Nullable Current current, String place) {
        if (ifMatch > 0 && (current == null || current.version() != ifMatch)) {
            throw new ProblemException(new Problem.PreconditionFailed(List.of(Issue.error(
                    "conflict",
                    current == null
                            ? "If-Match names version %d, but there is no such resource".formatted(ifMatch)
                            : "If-Match names version %d; the current version is %d"
                                    .formatted(ifMatch, current.version()),
                    place))));
        }
        if (ifMatch < 0 && current != null) {
            throw new ProblemException(new Problem.PreconditionFailed(
                    List.of(Issue.error("conflict", "If-None-Match is *, but the resource exists", place))));
        }
    }

    /** The content as a given version; encoded anew when it was encoded as another. */
    private Prepared.Image as(Tenant tenant, Prepared one, int version, long now) {
        Prepared.Image image = one.content();
        if (image.version != version) {
            image.version = version;
            image.json = Prepared.stamp(image.resource, one.id(), version, now);
            image.content = codec.encode(tenant, one.typeCode(), one.id(), version, image.json);
        }
        return image;
    }

    private static boolean isSame(Prepared one, PgWriter.Current current, byte[] was) {
        byte[] asCurrent = Prepared.stamp(one.content().resource, one.id(), current.version(), current.updated());
        one.content().version = 0; // the tree is stamped as another version now
        return Arrays.equals(asCurrent, was);
    }

    private static Written unchanged(Prepared one, PgWriter.Current current, byte[] was) {
        return new Written(
                new Stored(one.type(), one.id(), current.version(), current.updated(), patient(current), was),
                Written.Outcome.UNCHANGED);
    }

    private static Stored stored(Prepared one, Prepared.Image image, long now) {
        return new Stored(
                one.type(), one.id(), image.version, now, image.row.hasPatient ? image.row.patient : 0, image.json);
    }

    private static long patient(PgWriter.@Nullable Current current) {
        Long patient = current == null ? null : current.patient();
        return patient == null ? 0 : patient;
    }

    private static PgWriter.Past past(Prepared one, PgWriter.Current current) {
        return new PgWriter.Past(
                one.typeCode(),
                current.version(),
                current.pk(),
                current.updated(),
                one.id(),
                current.patient(),
                current.content());
    }

    private static void refuseTwice(List<Prepared> prepared) {
        Set<String> seen = new HashSet<>();
        for (Prepared one : prepared) {
            if (!seen.add(one.type() + "/" + one.id())) {
                throw ProblemException.invalid(
                        "duplicate", "The same resource is written twice in one transaction", one.place());
            }
        }
    }

    /** The local references of all changes that must lead somewhere. */
    private static Set<References.Local> references(List<Prepared> prepared, Predicate<String> coming) {
        Set<References.Local> found = new LinkedHashSet<>();
        for (Prepared one : prepared) {
            if (one.image() != null) {
                found.addAll(References.of(one.image().resource));
            }
        }
        for (Prepared one : prepared) {
            if (!(one.change() instanceof Change.Delete)) {
                found.remove(new References.Local(one.type(), one.id()));
            }
        }
        found.removeIf(local -> coming.test(local.toString()));
        return found;
    }

    /** @param known what the replaced versions referred to: an update need not mend what was deleted since */
    private void refuseDangling(
            Connection connection,
            Tenant tenant,
            List<Prepared> prepared,
            Set<References.Local> references,
            Set<References.Local> known)
            throws SQLException {
        Set<References.Local> asked = new LinkedHashSet<>(references);
        asked.removeAll(known);
        if (asked.isEmpty()) {
            return;
        }
        Set<References.Local> missing = writer.missing(connection, tenant, asked);
        if (missing.isEmpty()) {
            return;
        }
        List<Issue> issues = new ArrayList<>();
        for (Prepared one : prepared) {
            if (one.image() != null) {
                References.each(one.image().resource, one.place(), (reference, path) -> {
                    References.Local local = References.local(String.valueOf(reference.string("reference")));
                    if (local != null && missing.contains(local)) {
                        issues.add(Issue.error(
                                "not-found",
                                "The reference leads to no %s of this server".formatted(local.type()),
                                path + ".reference"));
                    }
                });
            }
        }
        throw new ProblemException(new Problem.Unprocessable(issues));
    }

    /** Of these references those that lead nowhere. */
    public Set<References.Local> missing(Tenant tenant, Set<References.Local> references) {
        return references.isEmpty()
                ? Set.of()
                : database.read(tenant, connection -> writer.missing(connection, tenant, references));
    }
}
