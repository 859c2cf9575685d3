// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.kernel.Issue;
import org.keneya.kernel.Problem;
import org.keneya.kernel.ProblemException;

/** What an evaluation knows beside its focus, and how much work it may still do. */
final class Env {
    /** Enough for the invariants of a 10,000-entry Bundle; an expression that multiplies itself ends here. */
    private static final int MOST_STEPS = 5_000_000;

    final @Nullable Node resource;
    final @Nullable Node rootResource;
    final List<Item> context;
    final Map<String, List<Item>> constants;
    final Instant now;

    /** {@code $this}. */
    List<Item> self;

    /** {@code $index}. */
    int index;

    /** {@code $total}. */
    List<Item> total = List.of();

    private int left = MOST_STEPS;

    Env(
            @Nullable Node resource,
            @Nullable Node rootResource,
            List<Item> context,
            Map<String, List<Item>> constants,
            Instant now) {
        this.resource = resource;
        this.rootResource = rootResource;
        this.context = context;
        this.constants = constants;
        this.now = now;
        this.self = context;
    }

    void spend(int steps) {
        left -= steps + 1;
        if (left < 0) {
            throw new ProblemException(new Problem.TooCostly(
                    List.of(Issue.error("too-costly", "The FHIRPath expression takes too long"))));
        }
    }

    /** Evaluates with another {@code $this}. */
    List<Item> with(Step step, Item item, int position) {
        List<Item> outer = self;
        int outerIndex = index;
        List<Item> focus = List.of(item);
        self = focus;
        index = position;
        try {
            return step.evaluate(this, focus);
        } finally {
            self = outer;
            index = outerIndex;
        }
    }
}
