// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.edge.Outcome;
import org.keneya.kernel.Issue;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.model.StructureCheck;
import org.keneya.quality.Rules;
import org.keneya.store.Change;
import org.keneya.store.FhirStore;
import org.keneya.store.Scope;

/**
 * One import on its way: lines become batches, a batch is one transaction, several run side by side as long as they are of
 * one type; another type waits until they are done, so that what refers follows what is referred to. A line that fails
 * fails alone; one that refers to what is not there yet is tried again at the end.
 */
final class ImportRun {
    private static final int BATCH = 500;
    private static final int SMALL = 100;
    private static final int BATCH_BYTES = 4 << 20;
    private static final int SIDE_BY_SIDE = Runtime.getRuntime().availableProcessors() + 1;
    private static final int MOST_LATER = 20_000;
    private static final int MOST_ERRORS = 100_000;
    private static final int ROUNDS = 3;
    private static final Pattern LINE = Pattern.compile("^line (\\d+)");
    private static final byte[] TYPE = "\"resourceType\"".getBytes(StandardCharsets.US_ASCII);

    private final FhirStore store;
    private final Rules rules;
    private final Caller caller;
    private final Scope scope;
    private final SealedFile.Writer errors;
    private final Semaphore permits = new Semaphore(SIDE_BY_SIDE);
    private final Map<String, AtomicLong> written = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final List<Entry> later = new ArrayList<>();
    private int triedInVain;

    ImportRun(FhirStore store, Rules rules, Caller caller, SealedFile.Writer errors) {
        this.store = store;
        this.rules = rules;
        this.caller = caller;
        this.scope = caller.scope();
        this.errors = errors;
    }

    private record Line(long number, byte[] json) {}

    private record Entry(long number, Change change) {}

    void read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        List<Line> batch = new ArrayList<>(BATCH);
        String batchType = "";
        String running = "";
        int bytes = 0;
        for (byte[] json = lines.next(); json != null; json = lines.next()) {
            if (isBlank(json)) {
                continue;
            }
            String type = typeOf(json);
            boolean otherType = !type.equals(batchType) && !batch.isEmpty();
            if (batch.size() == BATCH || bytes > BATCH_BYTES || otherType && batch.size() >= SMALL) {
                running = submit(batch, batchType, running);
                batch = new ArrayList<>(BATCH);
                bytes = 0;
            }
            batchType = batch.isEmpty() || type.equals(batchType) ? type : "several types";
            batch.add(new Line(lines.number(), json));
            bytes += json.length;
        }
        submit(batch, batchType, running);
        settle();
        retry();
    }

    List<Job.File> written() {
        return written.entrySet().stream()
                .map(entry -> new Job.File("", entry.getKey(), entry.getValue().get(), 0))
                .toList();
    }

    long total() {
        return written.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** Hands a batch to a thread, after those of another type are done; answers the type that is running now. */
    private String submit(List<Line> batch, String type, String running) {
        if (batch.isEmpty()) {
            return running;
        }
        if (!type.equals(running) || type.equals("several types")) {
            settle();
            if (later.size() > triedInVain) {
                round();
                triedInVain = later.size();
            }
        }
        permits.acquireUninterruptibly();
        Thread.ofVirtual().start(() -> {
            try {
                write(understand(batch));
            } catch (RuntimeException broken) {
                failure.compareAndSet(null, broken);
            } finally {
                permits.release();
            }
        });
        return type;
    }

    private void settle() {
        permits.acquireUninterruptibly(SIDE_BY_SIDE);
        permits.release(SIDE_BY_SIDE);
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw broken;
        }
    }

    private List<Entry> understand(List<Line> batch) {
        List<Entry> entries = new ArrayList<>(batch.size());
        Set<String> seen = new HashSet<>();
        for (Line line : batch) {
            try {
                Json.Obj resource = JsonText.readObject(line.json);
                Change change = change(resource);
                if (!seen.add(change.type() + "/" + resource.string("id")) && resource.has("id")) {
                    write(entries); // the same resource again: one after the other
                    entries = new ArrayList<>();
                    seen.clear();
                }
                entries.add(new Entry(line.number, change));
            } catch (ProblemException refused) {
                report(line.number, refused.problem().issues());
            }
        }
        return entries;
    }

    private Change change(Json.Obj resource) {
        List<Issue> issues = StructureCheck.check(resource);
        if (!issues.isEmpty()) {
            throw new ProblemException(new org.keneya.kernel.Problem.Invalid(issues));
        }
        caller.requireWrite(String.valueOf(resource.string("resourceType")));
        List<Issue> refusals = rules.check(resource, caller.isPerson()).stream()
                .filter(issue -> issue.severity() == Issue.Severity.ERROR)
                .toList();
        if (!refusals.isEmpty()) {
            throw new ProblemException(new org.keneya.kernel.Problem.Unprocessable(refusals));
        }
        String id = resource.string("id");
        return id == null ? new Change.Create(FhirStore.newId(), resource, null) : new Change.Update(id, resource, 0);
    }

    private void write(List<Entry> entries) {
        List<Entry> open = entries;
        while (!open.isEmpty()) {
            try {
                store.write(
                        scope,
                        open.stream().map(Entry::change).toList(),
                        open.stream().map(entry -> "line " + entry.number).toList());
                open.forEach(entry -> written.computeIfAbsent(entry.change.type(), _ -> new AtomicLong())
                        .incrementAndGet());
                return;
            } catch (ProblemException refused) {
                open = without(open, refused);
            }
        }
    }

    /** The entries that are not to blame; the others are reported, or put off when what they refer to may still come. */
    private List<Entry> without(List<Entry> entries, ProblemException refused) {
        Map<Long, List<Issue>> blamed = new ConcurrentSkipListMap<>();
        for (Issue issue : refused.problem().issues()) {
            Matcher place = LINE.matcher(String.valueOf(issue.expression()));
            if (place.find()) {
                blamed.computeIfAbsent(Long.valueOf(place.group(1)), _ -> new ArrayList<>())
                        .add(issue);
            }
        }
        if (blamed.isEmpty() || entries.stream().noneMatch(entry -> blamed.containsKey(entry.number))) {
            if (entries.size() == 1) {
                report(entries.getFirst().number, refused.problem().issues());
                return List.of();
            }
            write(entries.subList(0, entries.size() / 2));
            return entries.subList(entries.size() / 2, entries.size());
        }
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : entries) {
            List<Issue> issues = blamed.get(entry.number);
            if (issues == null) {
                kept.add(entry);
            } else if (issues.stream().allMatch(issue -> issue.code().equals("not-found"))) {
                putOff(entry, issues);
            } else {
                report(entry.number, issues);
            }
        }
        return kept;
    }

    private void putOff(Entry entry, List<Issue> issues) {
        synchronized (later) {
            if (later.size() < MOST_LATER) {
                later.add(entry);
                return;
            }
        }
        report(entry.number, issues);
    }

    /** Tries again what referred to what was not there, as long as that helps. */
    private void retry() {
        for (int round = 1, before = -1; round <= ROUNDS && later.size() != before; round++) {
            before = later.size();
            round();
        }
        for (Entry entry : later) {
            report(
                    entry.number,
                    List.of(Issue.error(
                            "not-found", "It refers to what is neither on this server nor in this import")));
        }
        later.clear();
    }

    /** Tries once what was put off, one patient's lines in one transaction: they may refer to one another in a ring. */
    private void round() {
        Map<String, List<Entry>> byPatient = new LinkedHashMap<>();
        for (Entry entry : later) {
            byPatient
                    .computeIfAbsent(patient(entry.change), _ -> new ArrayList<>())
                    .add(entry);
        }
        later.clear();
        List<Entry> batch = new ArrayList<>();
        for (List<Entry> one : byPatient.values()) {
            batch.addAll(one);
            if (batch.size() >= BATCH) {
                write(batch);
                batch = new ArrayList<>();
            }
        }
        write(batch);
    }

    /** The patient a resource is about, as it says; empty when it says none. */
    private static String patient(Change change) {
        Json.Obj resource = switch (change) {
            case Change.Create create -> create.resource();
            case Change.Update update -> update.resource();
            case Change.Delete _ -> new Json.Obj();
        };
        if (change.type().equals("Patient")) {
            return "Patient/" + resource.string("id");
        }
        for (String name : List.of("subject", "patient", "beneficiary", "for")) {
            Json.Obj reference = resource.object(name);
            String text = reference == null ? null : reference.string("reference");
            if (text != null) {
                return text;
            }
        }
        return "";
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

    /** A guess good enough to put lines of one type together: the first text after the first resourceType. */
    private static String typeOf(byte[] line) {
        int at = indexOf(line);
        if (at < 0) {
            return "";
        }
        int open = at + TYPE.length;
        while (open < line.length && line[open] != '"') {
            open++;
        }
        int close = open + 1;
        while (close < line.length && line[close] != '"') {
            close++;
        }
        return close < line.length ? new String(line, open + 1, close - open - 1, StandardCharsets.UTF_8) : "";
    }

    private static int indexOf(byte[] line) {
        for (int i = 0; i + TYPE.length <= line.length; i++) {
            int j = 0;
            while (j < TYPE.length && line[i + j] == TYPE[j]) {
                j++;
            }
            if (j == TYPE.length) {
                return i;
            }
        }
        return -1;
    }
}
