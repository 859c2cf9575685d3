// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the store has handed out on behalf of one request, kept by the store itself so that no door can forget to. Resources
 * that concern no patient are counted, not named. Safe for several threads.
 */
public final class Trail {
    /** Resources named at most; all are counted. */
    public static final int MOST_NAMED = 500;

    /** Patients kept at most. */
    public static final int MOST_PATIENTS = 5_000;

    private static final ScopedValue<Trail> CURRENT = ScopedValue.newInstance();

    private final List<String> named = new ArrayList<>();
    private final Set<Long> patients = new LinkedHashSet<>();
    private final Object context;
    private int shown;
    private boolean noted;

    /** @param context whatever whoever keeps the trail wants to find again at a commit */
    public Trail(Object context) {
        this.context = context;
    }

    /** Runs the work with this trail: what the store hands out meanwhile, on this thread, is on it. */
    public <T> T follow(Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, this).call(work::call);
    }

    public Object context() {
        return context;
    }

    /** {@code Type/id/_history/version} of what was handed out, the first {@link #MOST_NAMED}. */
    public synchronized List<String> named() {
        return List.copyOf(named);
    }

    /** Keyed hashes of the patients concerned, as {@link FhirStore#patient} makes them. */
    public synchronized Set<Long> patients() {
        return Set.copyOf(patients);
    }

    /** How many resources that concern a patient were handed out. */
    public synchronized int shown() {
        return shown;
    }

    /** Whether something was committed, of which the {@link CommitHook} has left its note. */
    public synchronized boolean isNoted() {
        return noted;
    }

    synchronized void see(Stored stored) {
        if (stored.patient() == 0) {
            return;
        }
        shown++;
        if (named.size() < MOST_NAMED) {
            named.add(stored.toString());
        }
        if (patients.size() < MOST_PATIENTS) {
            patients.add(stored.patient());
        }
    }

    /** The trail of the request this thread works for; null when there is none. */
    public static @Nullable Trail current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    static Stored seen(Stored stored) {
        Trail trail = current();
        if (trail != null) {
            trail.see(stored);
        }
        return stored;
    }

    /** Marks that something was committed, and with it its note; hands out what was there already. */
    static void written(List<Written> written) {
        Trail trail = current();
        if (trail == null) {
            return;
        }
        for (Written one : written) {
            switch (one.outcome()) {
                case CREATED, UPDATED, DELETED -> trail.note();
                case EXISTING -> trail.see(one.stored());
                case UNCHANGED -> {} // the entry of the request says it all
            }
        }
    }

    private synchronized void note() {
        noted = true;
    }

    static Page seen(Page page) {
        page.matches().forEach(Trail::seen);
        page.included().forEach(Trail::seen);
        return page;
    }
}
