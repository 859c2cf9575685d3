// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keneya.model.Json;

/**
 * A compiled FHIRPath expression. Safe to share between threads. Whatever the text and the resource, it answers or refuses with
 * a {@link org.keneya.kernel.ProblemException}: {@code invalid} for what is not FHIRPath, {@code processing} for what does not
 * apply, {@code not-supported}, {@code too-costly}.
 */
public final class FhirPath {
    /** Longest expression accepted, characters. */
    public static final int LONGEST = 20_000;

    private final String source;
    private final Step step;

    private FhirPath(String source, Step step) {
        this.source = source;
        this.step = step;
    }

    public static FhirPath compile(String source) {
        if (source.length() > LONGEST) {
            throw Refusal.syntax("longer than %d characters".formatted(LONGEST), LONGEST);
        }
        return new FhirPath(source, new Parser(source).parse());
    }

    /** Evaluates on a resource that hangs nowhere. */
    public List<Item> evaluate(Json.Obj resource) {
        Node node = Node.of(resource);
        return evaluate(node, node, node);
    }

    /**
     * @param focus where the expression starts
     * @param resource what {@code %resource} means
     * @param rootResource what {@code %rootResource} means
     */
    public List<Item> evaluate(Node focus, @Nullable Node resource, @Nullable Node rootResource) {
        return evaluate(focus, resource, rootResource, Map.of(), Instant.now());
    }

    /**
     * @param constants further {@code %names}
     * @param now what {@code now()} answers
     */
    public List<Item> evaluate(
            Node focus,
            @Nullable Node resource,
            @Nullable Node rootResource,
            Map<String, List<Item>> constants,
            Instant now) {
        List<Item> start = List.of(focus);
        return step.evaluate(new Env(resource, rootResource, start, constants, now), start);
    }

    /** As a condition: true, false, or null when it is empty. */
    public @Nullable Boolean holds(Node focus, @Nullable Node resource, @Nullable Node rootResource) {
        return Operators.truth(evaluate(focus, resource, rootResource));
    }

    @Override
    public String toString() {
        return source;
    }
}
