// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.keneya.access.Caller;
import org.keneya.access.Role;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.quality.Rules;
import org.keneya.store.FhirStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Imports of NDJSON sent in one request. Nothing is written before the last line has arrived; what was written before an import
 * broke off stays, and sending the same file again changes nothing twice, as long as its resources have ids.
 */
@Component
class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    private final FhirStore store;
    private final Rules rules;
    private final PgJobs jobs;
    private final BulkFolder folder;
    private final BulkSettings settings;
    private final Clock clock;

    Imports(FhirStore store, Rules rules, PgJobs jobs, BulkFolder folder, BulkSettings settings, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.jobs = jobs;
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
    }

    /** Reads the lines to their end and answers the finished job. */
    Job run(Caller caller, String address, InputStream lines) throws IOException {
        permit(caller);
        Instant now = clock.instant();
        Job job = new Job(
                FhirStore.newId(),
                Job.State.RUNNING,
                caller.subject(),
                address,
                now,
                now.plus(settings.keep()),
                Exports.newKey(),
                null,
                List.of(),
                null);
        jobs.add(job);
        long begin = System.nanoTime();
        boolean done = false;
        try (SealedFile.Writer errors = new SealedFile(folder.of(job.id()), "errors", job.key()).writer()) {
            SealedFile spool = new SealedFile(folder.of(job.id()), "lines", job.key());
            ImportRun run = new ImportRun(store, rules, caller, spool, errors);
            try {
                run.run(lines);
            } finally {
                spool.remove();
            }
            for (Job.File written : run.written()) {
                job = job.and(written);
            }
            if (errors.lines() > 0) {
                job = job.and(errors.finish("OperationOutcome"));
            }
            job = job.with(Job.State.DONE);
            jobs.keep(job);
            done = true;
            LOG.info(
                    "bulk=imported job={} resources={} errors={} ms={}",
                    job.id(),
                    run.total(),
                    errors.lines(),
                    (System.nanoTime() - begin) / 1_000_000);
            return job;
        } finally {
            if (!done) {
                jobs.keep(job.failed("The import broke off; what was written before stays"));
            }
        }
    }

    private static void permit(Caller caller) {
        if (caller.role() != Role.SYSTEM && caller.role() != Role.ADMIN) {
            throw new ProblemException(new Problem.Forbidden(List.of(new Issue(
                    Issue.Severity.ERROR,
                    "forbidden",
                    "The role %s may not import in bulk".formatted(caller.role().code()),
                    null,
                    "role-matrix",
                    "Votre rôle ne permet pas l'import en masse."))));
        }
    }
}
