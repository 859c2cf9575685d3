// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Interaction;
import org.keneya.edge.Outcome;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.StructureCheck;
import org.keneya.quality.Rules;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Scope;

/**
 * One import, in three passes over its lines. They are received: each is checked by itself and laid on the disk, sealed.
 * They are judged, when a reference leads out of the import: what refers to nothing is refused, and then what refers to that.
 * What is left is written, many transactions side by side in whatever order, for by then everything a line refers to is on the server or
 * certain to come. A line that fails fails alone.
 */
final class ImportRun {
    private static final int BATCH = 500;
    private static final int BATCH_BYTES = 4 << 20;
    private static final int SIDE_BY_SIDE = Runtime.getRuntime().availableProcessors() + 1;
    private static final int MOST_LINES = 10_000_000;
    private static final int MOST_ERRORS = 100_000;
    private static final byte[] NOTHING = {};
    private static final Pattern LINE = Pattern.compile("^line (\\d+)");

    private final FhirStore store;
    private final Rules rules;
    private final Caller caller;
    private final Scope scope;
    private final SealedFile spool;
    private final SealedFile.Writer errors;
    private final Map<String, AtomicLong> written = new ConcurrentSkipListMap<>();

    /** Hash of the id of each line, 0 for a line without; by line number. */
    private long[] ids = new long[1 << 10];
    /** Lines that are blank or refused. */
    private final BitSet dropped = new BitSet();
    /** Lines whose resource an earlier line has already. */
    private final BitSet again = new BitSet();
    /** The resources of the lines that are not dropped. */
    private final Hashes known = new Hashes();
    /** What was referred to before it was known. */
    private final Hashes awaited = new Hashes();

    private int lines;
    private int chunks;

    /** @param spool where the lines may lie meanwhile */
    ImportRun(FhirStore store, Rules rules, Caller caller, SealedFile spool, SealedFile.Writer errors) {
        this.store = store;
        this.rules = rules;
        this.caller = caller;
        this.scope = caller.scope();
        this.spool = spool;
        this.errors = errors;
    }

    private record Line(int number, byte[] json) {}

    /** A line that was looked at: its resource, what it refers to, or why it is refused. */
    private record Seen(Line line, String address, Set<String> references, List<Issue> issues) {}

    private record Entry(int number, Change change) {}

    void run(InputStream in) throws IOException {
        receive(in);
        if (!known.containsAll(awaited)) {
            judge();
        }
        write();
    }

    List<Job.File> written() {
        return written.entrySet().stream()
                .map(entry -> new Job.File("", entry.getKey(), entry.getValue().get(), 0))
                .toList();
    }

    long total() {
        return written.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** Looks at batches side by side and lays them down in their order. */
    private void receive(InputStream in) throws IOException {
        Lines from = new Lines(in);
        Deque<Future<List<Seen>>> ahead = new ArrayDeque<>();
        try (SealedFile.Writer writer = spool.uncompressed();
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Line> batch = new ArrayList<>(BATCH);
            int bytes = 0;
            for (byte[] json = from.next(); json != null; json = from.next()) {
                if (lines == MOST_LINES) {
                    throw ProblemException.invalid(
                            "too-costly", "More than %d lines; send them in parts".formatted(MOST_LINES));
                }
                batch.add(new Line(++lines, json));
                bytes += json.length;
                if (batch.size() == BATCH || bytes > BATCH_BYTES) {
                    List<Line> full = batch;
                    ahead.add(workers.submit(() -> full.stream().map(this::see).toList()));
                    batch = new ArrayList<>(BATCH);
                    bytes = 0;
                    if (ahead.size() > SIDE_BY_SIDE) {
                        keep(result(ahead.remove()), writer);
                    }
                }
            }
            for (Future<List<Seen>> rest : ahead) {
                keep(result(rest), writer);
            }
            keep(batch.stream().map(this::see).toList(), writer);
            chunks = writer.finish("").chunks();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        }
    }

    private Seen see(Line line) {
        if (isBlank(line.json)) {
            return new Seen(line, "", Set.of(), List.of());
        }
        try {
            Json.Obj resource = JsonText.readObject(line.json);
            check(resource);
            String id = resource.string("id");
            return new Seen(
                    line,
                    id == null ? "" : resource.string("resourceType") + "/" + id,
                    FhirStore.references(resource),
                    List.of());
        } catch (ProblemException refused) {
            return new Seen(line, "", Set.of(), refused.problem().issues());
        }
    }

    private void check(Json.Obj resource) {
        List<Issue> issues = StructureCheck.check(resource);
        if (!issues.isEmpty()) {
            throw new ProblemException(new Problem.Invalid(issues));
        }
        caller.require(Interaction.UPDATE, String.valueOf(resource.string("resourceType")));
        List<Issue> refusals = rules.check(resource, caller.isPerson()).stream()
                .filter(issue -> issue.severity() == Issue.Severity.ERROR)
                .toList();
        if (!refusals.isEmpty()) {
            throw new ProblemException(new Problem.Unprocessable(refusals));
        }
    }

    private void keep(List<Seen> batch, SealedFile.Writer writer) throws IOException {
        for (Seen seen : batch) {
            int number = seen.line.number;
            if (number >= ids.length) {
                ids = Arrays.copyOf(ids, ids.length * 2);
            }
            if (!seen.issues.isEmpty() || isBlank(seen.line.json)) {
                dropped.set(number);
                writer.line(NOTHING);
                if (!seen.issues.isEmpty()) {
                    report(number, seen.issues);
                }
                continue;
            }
            if (!seen.address.isEmpty()) {
                ids[number] = Hashes.of(seen.address);
                again.set(number, !known.add(ids[number]));
            }
            for (String reference : seen.references) {
                long hash = Hashes.of(reference);
                if (!known.contains(hash)) {
                    awaited.add(hash);
                }
            }
            writer.line(seen.line.json);
        }
    }

    /** Refuses what refers to what is neither on the server nor in the import, until nothing does. */
    private void judge() throws IOException {
        boolean[] changed = {true};
        while (changed[0]) {
            changed[0] = false;
            Map<Integer, Set<String>> leading = new LinkedHashMap<>();
            int[] number = {0};
            spool.each(chunks, json -> {
                if (!dropped.get(++number[0])) {
                    Set<String> out = FhirStore.references(JsonText.readObject(json));
                    out.removeIf(reference -> known.contains(Hashes.of(reference)));
                    if (!out.isEmpty()) {
                        leading.put(number[0], out);
                    }
                }
                if (leading.size() == BATCH) {
                    changed[0] |= refuse(leading);
                }
            });
            changed[0] |= refuse(leading);
            known.clear();
            for (int line = 1; line <= lines; line++) {
                if (ids[line] != 0 && !dropped.get(line)) {
                    known.add(ids[line]);
                }
            }
        }
    }

    /** Drops the lines whose references lead to nothing; whether there were any. */
    private boolean refuse(Map<Integer, Set<String>> leading) {
        Set<String> missing = store.missing(
                scope.tenant(), leading.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
        boolean found = false;
        for (var line : leading.entrySet()) {
            Set<String> types = line.getValue().stream()
                    .filter(missing::contains)
                    .map(reference -> reference.substring(0, reference.indexOf('/')))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!types.isEmpty()) {
                found = true;
                dropped.set(line.getKey());
                report(
                        line.getKey(),
                        List.of(Issue.error(
                                "not-found",
                                "It refers to a %s that is neither on this server nor, accepted, in this import"
                                        .formatted(String.join(" and a ", types)))));
            }
        }
        leading.clear();
        return found;
    }

    /** Each resource's first line, side by side, then the lines that say it anew, one after the other. */
    private void write() throws IOException {
        BitSet first = new BitSet(lines + 1);
        first.set(1, lines + 1);
        first.andNot(dropped);
        first.andNot(again);
        again.andNot(dropped);
        var failure = new AtomicReference<@Nullable RuntimeException>();
        var permits = new Semaphore(SIDE_BY_SIDE);
        batches(first, batch -> {
            permits.acquireUninterruptibly();
            Thread.ofVirtual().start(() -> {
                try {
                    write(batch.stream().map(ImportRun::entry).toList());
                } catch (RuntimeException broken) {
                    failure.compareAndSet(null, broken);
                } finally {
                    permits.release();
                }
            });
            if (failure.get() != null) {
                throw failure.get();
            }
        });
        permits.acquireUninterruptibly(SIDE_BY_SIDE);
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw broken;
        }
        if (!again.isEmpty()) {
            batches(again, batch -> batch.forEach(line -> write(List.of(entry(line)))));
        }
    }

    private void batches(BitSet wanted, Consumer<List<Line>> to) throws IOException {
        List<Line> batch = new ArrayList<>(BATCH);
        int[] state = {0, 0}; // number of the line, bytes in the batch
        spool.each(chunks, json -> {
            if (wanted.get(++state[0])) {
                batch.add(new Line(state[0], json));
                state[1] += json.length;
            }
            if (batch.size() == BATCH || state[1] > BATCH_BYTES) {
                to.accept(List.copyOf(batch));
                batch.clear();
                state[1] = 0;
            }
        });
        to.accept(List.copyOf(batch));
    }

    private static Entry entry(Line line) {
        Json.Obj resource = JsonText.readObject(line.json);
        String id = resource.string("id");
        return new Entry(
                line.number,
                id == null ? new Change.Create(FhirStore.newId(), resource, null) : new Change.Update(id, resource, 0));
    }

    private void write(List<Entry> entries) {
        List<Entry> open = entries;
        while (!open.isEmpty()) {
            try {
                store.write(
                        scope,
                        open.stream().map(Entry::change).toList(),
                        open.stream().map(entry -> "line " + entry.number).toList(),
                        reference -> known.contains(Hashes.of(reference)));
                open.forEach(entry -> written.computeIfAbsent(entry.change.type(), _ -> new AtomicLong())
                        .incrementAndGet());
                return;
            } catch (ProblemException refused) {
                open = without(open, refused);
            }
        }
    }

    /** The entries that are not to blame; the others are reported. */
    private List<Entry> without(List<Entry> entries, ProblemException refused) {
        Map<Integer, List<Issue>> blamed = new TreeMap<>();
        for (Issue issue : refused.problem().issues()) {
            Matcher place = LINE.matcher(String.valueOf(issue.expression()));
            if (place.find()) {
                blamed.computeIfAbsent(Integer.valueOf(place.group(1)), _ -> new ArrayList<>())
                        .add(issue);
            }
        }
        if (entries.stream().noneMatch(entry -> blamed.containsKey(entry.number))) {
            if (entries.size() == 1) {
                report(entries.getFirst().number, refused.problem().issues());
                return List.of();
            }
            write(entries.subList(0, entries.size() / 2));
            return entries.subList(entries.size() / 2, entries.size());
        }
        blamed.forEach(this::report);
        return entries.stream()
                .filter(entry -> !blamed.containsKey(entry.number))
                .toList();
    }

    private void report(long line, List<Issue> issues) {
        List<Issue> told = issues.stream()
                .map(issue -> new Issue(
                        issue.severity(),
                        issue.code(),
                        "line %d: %s".formatted(line, issue.diagnostics()),
                        inside(issue.expression()),
                        issue.rule(),
                        issue.text()))
                .toList();
        synchronized (errors) {
            if (errors.lines() >= MOST_ERRORS) {
                throw ProblemException.invalid(
                        "too-costly", "More than %d lines were refused; the import ends here".formatted(MOST_ERRORS));
            }
            try {
                errors.line(JsonText.bytes(Outcome.operationOutcome(told)));
            } catch (IOException unwritable) {
                throw new java.io.UncheckedIOException(unwritable);
            }
        }
    }

    /** A path without the line it was found in, which the message names. */
    private static @Nullable String inside(@Nullable String expression) {
        if (expression == null || !expression.startsWith("line ")) {
            return expression;
        }
        int dot = expression.indexOf('.');
        return dot < 0 ? null : expression.substring(dot + 1);
    }

    private static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\r' && one != '\t') {
                return false;
            }
        }
        return true;
    }
}
