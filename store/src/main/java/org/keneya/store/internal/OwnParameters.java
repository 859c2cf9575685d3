// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.kernel.Tenant;
import org.keneya.model.Accessor;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.model.SearchParameter;
import org.keneya.store.OwnParameter;

/**
 * The search parameters a tenant has defined itself: its active SearchParameter resources that R4 does not have already
 * (http://hl7.org/fhir/R4/searchparameter.html). Each is indexed with every write from the moment it is known, and may be
 * searched by when {@link Reindexing} has been through what was there before. Composite and special ones, and such whose
 * name is taken, are kept as resources and not used.
 */
final class OwnParameters {
    /** What other nodes wrote is known after this long at the latest. */
    static final long FRESH_MILLIS = 2_000;

    private static final int MOST = 500;
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Set<SearchParameter.Type> USED = Set.of(
            SearchParameter.Type.NUMBER,
            SearchParameter.Type.DATE,
            SearchParameter.Type.STRING,
            SearchParameter.Type.TOKEN,
            SearchParameter.Type.REFERENCE,
            SearchParameter.Type.QUANTITY,
            SearchParameter.Type.URI);

    private final Database database;
    private final Codec codec;
    private final Clock clock;
    private final Map<Integer, Known> known = new ConcurrentHashMap<>();
    private final Set<Integer> looking = ConcurrentHashMap.newKeySet();

    OwnParameters(Database database, Codec codec, Clock clock) {
        this.database = database;
        this.codec = codec;
        this.clock = clock;
    }

    /** One definition that can be used. */
    private record Defined(
            String id,
            String url,
            String code,
            SearchParameter.Type kind,
            List<String> bases,
            List<String> targets,
            String expression) {

        byte[] signature() {
            String text = kind + " " + code + " " + bases + " " + expression;
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** A definition with the number it is indexed under. */
    record Numbered(int number, boolean ready, int percent, String id, String url, List<Field> fields) {}

    private record Known(long read, List<Numbered> all, Map<String, List<Field>> byType) {}

    private static final Known NONE = new Known(0, List.of(), Map.of());

    /** For indexing: the tenant's own parameters of a type, those being prepared among them. */
    List<Field> of(Tenant tenant, String type) {
        return known(tenant).byType.getOrDefault(type, List.of());
    }

    /**
     * For searching; null when there is none of that name.
     *
     * @throws ProblemException while the resources that were there before are being indexed
     */
    @Nullable
    Field field(Tenant tenant, String type, String code) {
        Known now = known(tenant);
        if (now.all.isEmpty()) {
            return null;
        }
        for (Numbered one : now.all) {
            for (Field field : one.fields) {
                if (field.typeName().equals(type) && field.parameter().code().equals(code)) {
                    if (!one.ready) {
                        throw new ProblemException(new Problem.Busy(List.of(Issue.error(
                                "transient",
                                "The search parameter is new: %d %% of the resources are indexed"
                                        .formatted(one.percent),
                                code))));
                    }
                    return field;
                }
            }
        }
        return null;
    }

    List<Numbered> all(Tenant tenant) {
        return known(tenant).all;
    }

    List<OwnParameter> told(Tenant tenant) {
        List<OwnParameter> told = new ArrayList<>();
        for (Numbered one : known(tenant).all) {
            for (Field field : one.fields) {
                told.add(new OwnParameter(
                        one.id,
                        one.url,
                        field.typeName(),
                        field.parameter().code(),
                        field.parameter().type().name().toLowerCase(Locale.ROOT),
                        one.percent,
                        one.ready));
            }
        }
        return told;
    }

    /** Fails when an active SearchParameter could never work. */
    static void check(Json.Obj resource, String place) {
        String expression = resource.string("expression");
        if (!"active".equals(resource.string("status")) || expression == null) {
            return;
        }
        try {
            Accessor.of(expression);
        } catch (ProblemException broken) {
            throw new ProblemException(new Problem.Unprocessable(List.of(Issue.error(
                    "invalid", broken.problem().issues().getFirst().diagnostics(), place + ".expression"))));
        }
    }

    private Known known(Tenant tenant) {
        return known.getOrDefault(tenant.id(), NONE);
    }

    /**
     * Looks whether another node has changed anything, every {@link #FRESH_MILLIS}. To be called at the doors of the store,
     * before a connection is held: who holds one and waits for a second can starve everybody. One caller looks, the others go on
     * with what is known.
     */
    void freshen(Tenant tenant) {
        Known now = known.get(tenant.id());
        if (now != null && clock.millis() - now.read < FRESH_MILLIS || !looking.add(tenant.id())) {
            return;
        }
        try {
            known.put(
                    tenant.id(),
                    now == null || hasChanged(tenant, now)
                            ? read(tenant)
                            : new Known(clock.millis(), now.all, now.byType));
        } finally {
            looking.remove(tenant.id());
        }
    }

    /** The table tells whether anything is new, without opening the resources. */
    private boolean hasChanged(Tenant tenant, Known now) {
        String before = now.all.stream()
                .map(one -> one.number + (one.ready ? "r" : "p" + one.percent))
                .toList()
                .toString();
        return database.read(connection -> !before.equals(numbers(connection, tenant).values().stream()
                .map(row -> row.number + (row.ready ? "r" : "p" + row.percent()))
                .toList()
                .toString()));
    }

    /** A row of the table. */
    private record Entry(int number, String id, byte[] definition, boolean ready, long total, long done) {
        int percent() {
            return ready ? 100 : total <= 0 ? 0 : (int) Math.min(99, done * 100 / total);
        }
    }

    private static Map<String, Entry> numbers(Connection connection, Tenant tenant) throws SQLException {
        Map<String, Entry> rows = new TreeMap<>();
        try (var statement = connection.prepareStatement("""
                select number, id, definition, ready, total, done
                  from search_parameter
                 where tenant = ?
                """)) {
            statement.setInt(1, tenant.id());
            var found = statement.executeQuery();
            while (found.next()) {
                String id = IdBytes.text(found.getBytes(2));
                rows.put(
                        id,
                        new Entry(
                                found.getInt(1),
                                id,
                                found.getBytes(3),
                                found.getBoolean(4),
                                found.getLong(5),
                                found.getLong(6)));
            }
        }
        return rows;
    }

    private Known read(Tenant tenant) {
        return database.read(tenant, connection -> {
            Map<String, Entry> rows = numbers(connection, tenant);
            List<Numbered> all = new ArrayList<>();
            Map<String, List<Field>> byType = new HashMap<>();
            if (!rows.isEmpty()) {
                for (Defined defined : defined(connection, tenant)) {
                    Entry entry = rows.get(defined.id);
                    if (entry != null && Arrays.equals(entry.definition, defined.signature())) {
                        List<Field> fields = fields(defined, entry.number);
                        all.add(new Numbered(
                                entry.number, entry.ready, entry.percent(), defined.id, defined.url, fields));
                        fields.forEach(field -> byType.computeIfAbsent(field.typeName(), _ -> new ArrayList<>())
                                .add(field));
                    }
                }
            }
            return new Known(clock.millis(), List.copyOf(all), Map.copyOf(byType));
        });
    }

    /** Gives new definitions a number and takes it from those that are gone. To be called when a SearchParameter was written. */
    void refresh(Tenant tenant) {
        database.write(tenant, connection -> {
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, 0x4b656e6579615350L + tenant.id());
                lock.execute();
            }
            Map<String, Entry> rows = numbers(connection, tenant);
            for (Defined defined : defined(connection, tenant)) {
                Entry entry = rows.remove(defined.id);
                if (entry != null && Arrays.equals(entry.definition, defined.signature())) {
                    continue;
                }
                if (entry != null) {
                    remove(connection, tenant, entry.number);
                }
                add(connection, tenant, defined);
            }
            for (Entry gone : rows.values()) {
                remove(connection, tenant, gone.number);
            }
            return true;
        });
        known.put(tenant.id(), read(tenant));
    }

    private void add(Connection connection, Tenant tenant, Defined defined) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into search_parameter (tenant, number, id, definition, created)
                values (?, nextval('search_parameter_number'), ?, ?, ?)
                """)) {
            statement.setInt(1, tenant.id());
            statement.setBytes(2, IdBytes.of(defined.id));
            statement.setBytes(3, defined.signature());
            statement.setLong(4, clock.millis());
            statement.executeUpdate();
        }
    }

    private static void remove(Connection connection, Tenant tenant, int number) throws SQLException {
        try (var statement =
                connection.prepareStatement("delete from search_parameter where tenant = ? and number = ?")) {
            statement.setInt(1, tenant.id());
            statement.setInt(2, number);
            statement.executeUpdate();
        }
    }

    private List<Defined> defined(Connection connection, Tenant tenant) throws SQLException {
        int type = R4.definitions().typeCode("SearchParameter");
        List<Defined> found = new ArrayList<>();
        Set<String> taken = new TreeSet<>();
        try (var statement = connection.prepareStatement("""
                select id, version, content
                  from %s
                 where tenant = ?
                   and type = ?
                 order by pk
                 limit ?
                """.formatted(Tables.of("SearchParameter")))) {
            statement.setInt(1, tenant.id());
            statement.setInt(2, type);
            statement.setInt(3, MOST);
            var rows = statement.executeQuery();
            while (rows.next()) {
                String id = IdBytes.text(rows.getBytes(1));
                byte[] json = codec.decode(tenant, type, id, rows.getInt(2), rows.getBytes(3));
                Defined one = usable(id, JsonText.readObject(json));
                if (one != null && one.bases.stream().allMatch(base -> taken.add(base + " " + one.code))) {
                    found.add(one);
                }
            }
        }
        return found;
    }

    /** The definition, for the types on which R4 leaves its name free; null when nothing can be done with it. */
    private static @Nullable Defined usable(String id, Json.Obj resource) {
        String code = resource.string("code");
        String expression = resource.string("expression");
        String written = resource.string("type");
        if (!"active".equals(resource.string("status"))
                || code == null
                || !CODE.matcher(code).matches()
                || expression == null
                || written == null) {
            return null;
        }
        SearchParameter.Type kind = Arrays.stream(SearchParameter.Type.values())
                .filter(type -> type.name().equals(written.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(SearchParameter.Type.SPECIAL);
        List<String> bases = new ArrayList<>();
        for (String base : texts(resource, "base")) {
            bases.addAll(
                    base.equals("Resource") || base.equals("DomainResource")
                            ? R4.definitions().resourceTypes()
                            : List.of(base));
        }
        bases.removeIf(base ->
                !R4.definitions().isResourceType(base) || R4.definitions().searchParameter(base, code) != null);
        if (bases.isEmpty() || !USED.contains(kind)) {
            return null;
        }
        try {
            Accessor.of(expression);
        } catch (ProblemException broken) {
            return null;
        }
        String url = resource.string("url");
        return new Defined(id, url == null ? "" : url, code, kind, bases, texts(resource, "target"), expression);
    }

    private static List<String> texts(Json.Obj resource, String member) {
        List<String> texts = new ArrayList<>();
        Json.Arr array = resource.array(member);
        for (Json one : array == null ? new Json.Arr() : array) {
            if (one instanceof Json.Str(String text)) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static List<Field> fields(Defined defined, int number) {
        Accessor accessor = Accessor.of(defined.expression);
        List<String> targets = defined.targets.stream()
                .filter(R4.definitions()::isResourceType)
                .toList();
        return defined.bases.stream()
                .map(base -> new Field(
                        R4.definitions().typeCode(base),
                        base,
                        new SearchParameter(
                                number,
                                defined.code,
                                defined.kind,
                                List.of(base),
                                defined.expression,
                                targets.isEmpty() && defined.kind == SearchParameter.Type.REFERENCE
                                        ? R4.definitions().resourceTypes()
                                        : targets,
                                List.of(),
                                true,
                                accessor),
                        false,
                        false))
                .toList();
    }
}
