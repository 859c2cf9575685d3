// SPDX-License-Identifier: Apache-2.0
package org.keneya.validation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;
import org.keneya.model.Json;
import org.keneya.validation.internal.ProfileValidator;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Holds resources to profiles (http://hl7.org/fhir/R4/profiling.html). One resource per core at a time; a few may wait, the
 * rest is refused rather than let the server drown. The first question takes seconds, for it loads the definitions.
 */
@Component
public final class Profiles {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int MOST_WAITING = 8 * CORES;

    private final ValidationSettings settings;
    private final Path folder;
    private final Semaphore permits = new Semaphore(CORES, true);
    private volatile @Nullable ProfileValidator validator;

    Profiles(ValidationSettings settings, Environment environment) {
        this.settings = settings;
        this.folder = settings.packages().isEmpty()
                ? Path.of(environment.getProperty("keneya.data", "data")).resolve("packages")
                : Path.of(settings.packages());
    }

    /**
     * Everything wrong with the resource by the profiles; empty when it meets them all. A profile that is not known here is
     * an issue of its own, an error when it was asked for.
     *
     * @param resource of sound structure; not changed
     * @param asked canonicals, with or without version
     * @param claimed whether the profiles of meta.profile count as well
     */
    public List<Issue> check(Json.Obj resource, List<String> asked, boolean claimed) {
        List<String> others = claimed ? new ArrayList<>(claimed(resource)) : List.of();
        if (asked.isEmpty() && others.isEmpty()) {
            return List.of();
        }
        enter();
        try {
            return loaded().check(resource, asked, others);
        } finally {
            permits.release();
        }
    }

    /** What stands against writing the resource, as the configuration has it; errors only. */
    public List<Issue> onWrite(Json.Obj resource) {
        if (settings.isOff()) {
            return List.of();
        }
        String type = resource.string("resourceType");
        List<String> required = settings.required();
        List<String> asked = required.isEmpty()
                ? List.of()
                : required.stream()
                        .filter(one -> type != null && type.equals(loaded().typeOf(one)))
                        .toList();
        return check(resource, asked, true).stream()
                .filter(issue -> issue.severity() == Issue.Severity.ERROR)
                .toList();
    }

    private static List<String> claimed(Json.Obj resource) {
        Json.Obj meta = resource.object("meta");
        Json.Arr profiles = meta == null ? null : meta.array("profile");
        List<String> found = new ArrayList<>();
        for (int i = 0; profiles != null && i < profiles.size(); i++) {
            if (profiles.get(i) instanceof Json.Str(String canonical)) {
                found.add(canonical);
            }
        }
        return found;
    }

    private void enter() {
        try {
            if (permits.getQueueLength() < MOST_WAITING
                    && permits.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(new Problem.Busy(
                List.of(Issue.error("throttled", "Too many resources are being validated; try again shortly"))));
    }

    private ProfileValidator loaded() {
        ProfileValidator known = validator;
        if (known == null) {
            synchronized (this) {
                known = validator;
                if (known == null) {
                    known = new ProfileValidator(folder);
                    validator = known;
                }
            }
        }
        return known;
    }
}
