// SPDX-License-Identifier: Apache-2.0
package org.keneya.fhir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.ProblemException;
import org.keneya.store.Page;
import org.keneya.store.Stored;

/**
 * The sorted searches of several types as one. A page takes from the heads of all of them whichever comes first; what of a type
 * was not taken is asked for again by the next page, which begins where each type stopped.
 */
final class MergedSearch {
    private final Pages pages;

    /** By type, the store's cursor where its search goes on; empty at its beginning. Types that are exhausted are not there. */
    private final Map<Integer, String> open = new TreeMap<>();

    /** Searches one type. */
    @FunctionalInterface
    interface Pages {
        /**
         * @param type place in the list of types
         * @param count matches wanted, at most
         * @param includes whether what the matches lead to is wanted too
         */
        Page page(int type, int count, String cursor, boolean includes);
    }

    /** @param next where the next page begins, null for none */
    record Step(
            List<Stored> matches,
            List<Stored> included,
            @Nullable String next) {
        Step {
            matches = List.copyOf(matches);
            included = List.copyOf(included);
        }
    }

    /** @param cursor the {@code next} of the page before, or null */
    MergedSearch(int types, @Nullable String cursor, Pages pages) {
        this.pages = pages;
        if (cursor == null) {
            for (int type = 0; type < types; type++) {
                open.put(type, "");
            }
            return;
        }
        for (String one : cursor.split("~", -1)) {
            int dot = one.indexOf('.');
            int type = dot > 0 && one.substring(0, dot).matches("[0-9]{1,4}")
                    ? Integer.parseInt(one.substring(0, dot))
                    : types;
            if (type >= types) {
                throw notOurs();
            }
            open.put(type, one.substring(dot + 1));
        }
    }

    /** A page of one type, and how much of it is taken. */
    private static final class Head {
        final int type;
        final Page page;
        int taken;

        Head(int type, Page page) {
            this.type = type;
            this.page = page;
        }

        boolean isEmpty() {
            return taken == page.matches().size();
        }

        Stored first() {
            return page.matches().get(taken);
        }
    }

    Step step(int count, Comparator<Stored> order, boolean includes) {
        List<Head> heads = new ArrayList<>();
        open.forEach((type, cursor) -> heads.add(new Head(type, pages.page(type, count, cursor, false))));
        List<Stored> matches = new ArrayList<>();
        for (Head head = first(heads, order); head != null && matches.size() < count; head = first(heads, order)) {
            matches.add(head.first());
            head.taken++;
        }
        List<Stored> included = new ArrayList<>();
        for (Head head : heads) {
            Page stopped = head.page;
            if (head.taken > 0 && (includes || !head.isEmpty())) {
                stopped = pages.page(head.type, head.taken, open.getOrDefault(head.type, ""), includes);
                included.addAll(stopped.included());
            }
            if (head.taken > 0 || head.isEmpty()) {
                goOn(head.type, stopped.next());
            }
        }
        String next = open.entrySet().stream()
                .map(one -> one.getKey() + "." + one.getValue())
                .collect(Collectors.joining("~"));
        return new Step(matches, included, open.isEmpty() ? null : next);
    }

    /** The one whose next match comes first; null when all are empty. */
    private static @Nullable Head first(List<Head> heads, Comparator<Stored> order) {
        Head best = null;
        for (Head head : heads) {
            if (!head.isEmpty() && (best == null || order.compare(head.first(), best.first()) < 0)) {
                best = head;
            }
        }
        return best;
    }

    private void goOn(int type, @Nullable String next) {
        if (next == null) {
            open.remove(type);
        } else {
            open.put(type, next);
        }
    }

    static ProblemException notOurs() {
        return ProblemException.invalid("value", "This page link was not made here; ask again", "_cursor");
    }
}
