// SPDX-License-Identifier: Apache-2.0
package org.keneya.store.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.keneya.database.EmbeddedPostgres;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.R4;
import org.keneya.store.Connections;
import org.keneya.store.ExtraWords;
import org.keneya.store.MasterKey;
import org.keneya.store.Query;
import org.keneya.synthetic.Generator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The store's inner loops: encoding, decoding, indexing, compiling a search. Stands in the store's package because they
 * are not the store's door. The database is only where keys and dictionaries come from; no loop talks to it.
 */
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class StoreLoops {
    private static final int DIFFERENT = 64;
    private static final int TRAINING = 1_200;

    private final int type = R4.definitions().typeCode("Observation");
    private final List<Json.Obj> trees = new ArrayList<>();
    private final List<byte[]> texts = new ArrayList<>();
    private final List<byte[]> sealed = new ArrayList<>();
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable Codec codec;
    private @Nullable Indexer indexer;
    private @Nullable QueryCompiler compiler;
    private Tenant tenant = new Tenant(1);
    private int next;

    /** Starts a database of its own, trains a dictionary, encodes some resources. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        EmbeddedPostgres server =
                EmbeddedPostgres.start(Files.createTempDirectory("keneya-loops"), EmbeddedPostgres.Settings.small(""));
        postgres = server;
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl());
        source.setUser(server.user());
        source.setPassword(server.password());
        Database database = new Database(new Connections(source, source, source));
        database.write(StoreLoops::migrate);
        TenantKeys keys = new TenantKeys(database, new MasterKey(new byte[32]));
        tenant = keys.open("loops");
        Dictionaries dictionaries = new Dictionaries(database, keys);
        Codec made = new Codec(keys, dictionaries);
        codec = made;
        Indexer index =
                new Indexer(keys, ExtraWords.NONE, new OwnParameters(database, made, java.time.Clock.systemUTC()));
        indexer = index;
        compiler = new QueryCompiler(index);
        Generator generator = new Generator(1, LocalDate.of(2026, 1, 1));
        for (int number = 0; texts.size() < TRAINING; number++) {
            for (Json.Obj entry : generator.patient(number).objects("entry")) {
                Json.Obj resource = entry.object("resource");
                if (resource != null && "Observation".equals(resource.string("resourceType"))) {
                    byte[] text = JsonText.bytes(resource);
                    texts.add(text);
                    trees.add(resource);
                    made.encode(tenant, type, "loop", 1, text);
                }
            }
        }
        for (long end = System.nanoTime() + 10_000_000_000L;
                dictionaries.current(tenant, type) == null && System.nanoTime() < end; ) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < DIFFERENT; i++) {
            sealed.add(made.encode(tenant, type, "loop", 1, texts.get(i)));
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    /** Compress with the dictionary, encrypt. */
    @Benchmark
    public byte[] encode() {
        return there(codec).encode(tenant, type, "loop", 1, texts.get(next++ & DIFFERENT - 1));
    }

    /** Decrypt, decompress. */
    @Benchmark
    public byte[] decode() {
        return there(codec).decode(tenant, type, "loop", 1, sealed.get(next++ & DIFFERENT - 1));
    }

    /** All search values of an Observation as tokens, dates and numbers. */
    @Benchmark
    public Object index() {
        return there(indexer).index(tenant, "Observation", "loop", trees.get(next++ & DIFFERENT - 1));
    }

    /** Observation?patient=&code=&_sort=-date&_count=20, from parameters to a plan. */
    @Benchmark
    public Object compileSearch() {
        return there(compiler)
                .compile(
                        org.keneya.store.Scope.system(tenant),
                        new Query(
                                "Observation",
                                List.of(
                                        new Query.Parameter("patient", null, "p" + (next++ & 1023)),
                                        new Query.Parameter("code", null, "http://loinc.org|8867-4"),
                                        new Query.Parameter("_sort", null, "-date"),
                                        new Query.Parameter("_count", null, "20"))),
                        new Alone());
    }

    /** A search that asks nothing of other resources. */
    private final class Alone implements Elsewhere {
        @Override
        public List<String> ids(String of, Condition condition, String parameter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long @Nullable [] patients(String of, Condition condition, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Json.Obj> resources(String of, Condition condition, String parameter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Sql from(String of, Condition condition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean mayRead(String of) {
            return true;
        }

        @Override
        public @Nullable Field field(String of, String code) {
            return there(indexer).field(tenant, of, code);
        }
    }

    private static <T> T there(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("not set up");
        }
        return thing;
    }

    private static boolean migrate(Connection connection) throws java.sql.SQLException {
        Path scripts = Path.of("store/src/main/resources/db/migration");
        try (var files = Files.list(scripts);
                var statement = connection.createStatement()) {
            for (Path script : files.sorted().toList()) {
                try (InputStream text = Files.newInputStream(script)) {
                    statement.execute(new String(text.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException("run from the repository's root", unreadable);
        }
        return true;
    }
}
