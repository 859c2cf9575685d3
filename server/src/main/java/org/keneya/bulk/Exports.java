// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Caller;
import org.keneya.access.Policies;
import org.keneya.access.Role;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Page;
import org.keneya.store.Query;
import org.keneya.store.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Exports that run behind the request (FHIR Bulk Data Access 2.0, http://hl7.org/fhir/uv/bulkdata/). A type is finished or
 * it is begun anew: after a restart a job goes on with the type it was at. What changes while an export runs is exported in
 * either state; nothing is lost, for the next export since this one's transaction time holds it.
 */
@Component
public final class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_MEMBERS = 100_000;
    private static final int BUSY_ATTEMPTS = 10;

    private final FhirStore store;
    private final PgJobs jobs;
    private final Policies policies;
    private final BulkFolder folder;
    private final BulkSettings settings;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ScheduledExecutorService workers;
    private final Map<String, Progress> progress = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private @Nullable ScheduledFuture<?> clearing;

    Exports(
            FhirStore store,
            PgJobs jobs,
            BulkFolder folder,
            BulkSettings settings,
            Policies policies,
            Clock clock,
            ApplicationEventPublisher events) {
        this.store = store;
        this.policies = policies;
        this.jobs = jobs;
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
        workers = Executors.newScheduledThreadPool(
                settings.workers(),
                Thread.ofPlatform().name("bulk-", 1).daemon().factory());
    }

    /** How far a running job is; for its status, not for resuming. */
    static final class Progress {
        final AtomicLong lines = new AtomicLong();
        final AtomicInteger types = new AtomicInteger();
        volatile boolean cancelled;
    }

    /** Only those who stand for the whole establishment take its data out in bulk. */
    public static void permit(Caller caller) {
        if (caller.role() != Role.SYSTEM && caller.role() != Role.ADMIN && caller.role() != Role.DIM) {
            throw new ProblemException(new Problem.Forbidden(List.of(new Issue(
                    Issue.Severity.ERROR,
                    "forbidden",
                    "The role %s may not export in bulk".formatted(caller.role().code()),
                    null,
                    "role-matrix",
                    "Votre rôle ne permet pas l'export en masse."))));
        }
    }

    /**
     * Begins an export.
     *
     * @param address the address it was asked at
     * @return the job's id
     */
    public String start(Caller caller, String address, ExportRequest request) {
        permit(caller);
        check(caller, request);
        if (jobs.running(caller) >= settings.perCaller()) {
            throw new ProblemException(new Problem.Busy(List.of(Issue.error(
                    "throttled",
                    "%d bulk jobs of yours are running; wait for one to end, or delete one"
                            .formatted(settings.perCaller())))));
        }
        Instant now = clock.instant();
        Job job = new Job(
                FhirStore.newId(),
                Job.State.RUNNING,
                caller.subject(),
                address,
                now,
                now.plus(settings.keep()),
                newKey(),
                request,
                List.of(),
                null);
        jobs.add(job);
        LOG.info(
                "bulk=export job={} level={} types={}",
                job.id(),
                request.level(),
                request.types().size());
        submit(job);
        return job.id();
    }

    static byte[] newKey() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }

    /** Refuses filters that would not be understood, and groups that are not there, before the job begins. */
    private void check(Caller caller, ExportRequest request) {
        for (Query filter : request.filters()) {
            List<Query.Parameter> one = new java.util.ArrayList<>(filter.parameters());
            one.add(new Query.Parameter("_count", null, "1"));
            Page page = store.search(caller.scope(), new Query(filter.type(), one));
            if (!page.unknown().isEmpty()) {
                throw ProblemException.invalid(
                        "not-supported",
                        "%s has no search parameter %s"
                                .formatted(filter.type(), page.unknown().getFirst()),
                        "_typeFilter");
            }
        }
        if (request.group() != null) {
            members(caller, request.group());
        }
    }

    private List<String> members(Caller caller, String group) {
        caller.requireRead("Group");
        Stored stored = store.read(caller.scope(), "Group", group)
                .filter(there -> !there.isDeleted())
                .orElseThrow(() -> ProblemException.notFound("There is no such Group"));
        List<String> members = JsonText.readObject(stored.body()).objects("member").stream()
                .filter(member -> member.get("inactive") != org.keneya.model.Json.Bool.TRUE)
                .map(member -> member.object("entity"))
                .map(entity -> entity == null ? null : entity.string("reference"))
                .filter(reference -> reference != null && reference.startsWith("Patient/"))
                .map(reference -> String.valueOf(reference).substring("Patient/".length()))
                .distinct()
                .toList();
        if (members.size() > MOST_MEMBERS) {
            throw new ProblemException(new Problem.TooCostly(
                    List.of(Issue.error("too-costly", "The group has more than %d members".formatted(MOST_MEMBERS)))));
        }
        return members;
    }

    /** Goes on with what a restart interrupted, and from then on clears away what has expired. */
    @EventListener(ApplicationReadyEvent.class)
    void resume() {
        for (Job job : jobs.running()) {
            if (job.asked() == null) {
                jobs.keep(job.failed("The server was restarted; send the file again"));
            } else if (!progress.containsKey(job.id())) {
                LOG.info("bulk=resumed job={} done={}", job.id(), job.files().size());
                submit(job);
            }
        }
        if (clearing == null) {
            clearing = workers.scheduleWithFixedDelay(this::expire, 0, 1, TimeUnit.HOURS);
        }
    }

    private void expire() {
        jobs.expire(clock.instant()).forEach(folder::remove);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        workers.shutdownNow();
        if (!workers.awaitTermination(30, TimeUnit.SECONDS)) {
            LOG.warn("bulk jobs did not stop in time");
        }
    }

    private void submit(Job job) {
        progress.put(job.id(), new Progress());
        workers.execute(() -> run(job));
    }

    Optional<Job> find(Caller caller, String id) {
        return jobs.find(caller, id);
    }

    /** Writes a finished file to a client. */
    void copy(Job job, Job.File file, boolean asGzip, OutputStream to) throws IOException {
        new SealedFile(folder.of(job.id()), file.name(), job.key()).copy(file.chunks(), asGzip, to);
    }

    /** How far a job is, for people. */
    String progress(Job job) {
        Progress known = progress.get(job.id());
        ExportRequest asked = job.asked();
        if (known == null || asked == null) {
            return "running";
        }
        return "%d of %d types, %d resources"
                .formatted(known.types.get(), asked.types().size(), known.lines.get());
    }

    /** Ends a job and removes all of it. */
    void cancel(Job job) {
        Progress known = progress.get(job.id());
        if (known != null) {
            known.cancelled = true;
        }
        jobs.remove(job.id());
        if (known == null) {
            folder.remove(job.id());
        }
    }

    private void run(Job started) {
        Progress known = progress.getOrDefault(started.id(), new Progress());
        Job job = started;
        long begin = System.nanoTime();
        try {
            ExportRequest request = started.asked();
            if (request == null) {
                return;
            }
            List<String> members =
                    request.group() == null ? List.of() : members(policies.caller(job.owner()), request.group());
            for (String type : request.types()) {
                if (!job.isDone(type)) {
                    Job.File file = export(job, request, type, members, known);
                    if (stopping) {
                        return; // the job is still running as far as the database knows, and goes on at the next start
                    }
                    job = job.and(file);
                    if (known.cancelled || !jobs.keep(job)) {
                        return;
                    }
                }
                known.types.incrementAndGet();
            }
            jobs.keep(job.with(Job.State.DONE).until(clock.instant().plus(settings.keep())));
            LOG.info(
                    "bulk=exported job={} resources={} ms={}",
                    job.id(),
                    known.lines.get(),
                    (System.nanoTime() - begin) / 1_000_000);
        } catch (ProblemException refused) {
            fail(job, refused.getMessage());
        } catch (IOException | RuntimeException failure) {
            if (!stopping) {
                LOG.error("bulk=failed job={}", job.id(), failure);
                fail(job, "The export could not be finished; quote " + job.id());
            }
        } finally {
            if (!stopping) {
                progress.remove(started.id());
            }
            if (known.cancelled) {
                folder.remove(started.id());
            }
        }
    }

    private void fail(Job job, @Nullable String why) {
        jobs.keep(job.failed(why == null ? "The export failed" : why)
                .until(clock.instant().plus(settings.keep())));
    }

    private Job.File export(Job job, ExportRequest request, String type, List<String> members, Progress known)
            throws IOException {
        long before = known.lines.get();
        for (int attempt = 1; ; attempt++) {
            Path at = folder.of(job.id());
            var told = new Telling(job, type);
            try (SealedFile.Writer writer = new SealedFile(at, type, job.key()).writer()) {
                new ExportWalk(store, policies.caller(job.owner()).scope(), request, type, members).each(page -> {
                    for (Stored one : page) {
                        writer.line(one.body());
                        told.add(one);
                    }
                    known.lines.addAndGet(page.size());
                    return !stopping && !known.cancelled;
                });
                told.tell();
                return writer.finish(type);
            } catch (ProblemException busy) {
                if (!(busy.problem() instanceof Problem.Busy) || attempt == BUSY_ATTEMPTS || stopping) {
                    throw busy;
                }
                known.lines.set(before);
            }
        }
    }

    /** Gathers what of an export is told in one part. */
    private final class Telling {
        private final Job job;
        private final String type;
        private final Set<Long> patients = new HashSet<>();
        private int resources;

        Telling(Job job, String type) {
            this.job = job;
            this.type = type;
        }

        void add(Stored one) {
            resources++;
            if (one.patient() != 0 && patients.add(one.patient()) && patients.size() == Exported.MOST) {
                tell();
            }
        }

        void tell() {
            if (resources > 0) {
                events.publishEvent(new Exported(job.owner(), job.id(), type, resources, patients));
            }
            patients.clear();
            resources = 0;
        }
    }
}
