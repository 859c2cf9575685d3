// SPDX-License-Identifier: Apache-2.0
package org.keneya.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keneya.kernel.Issue;

/** Where a check stands in the tree, and what it found there. The place is only put into words when something is wrong. */
final class Findings {
    private static final int MOST = 50;

    private String[] names = new String[32];
    private int[] indexes = new int[32];
    private int depth;
    private final List<Issue> issues = new ArrayList<>(0);

    List<Issue> issues() {
        return issues;
    }

    void enter(String name) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        names[depth] = name;
        indexes[depth++] = -1;
    }

    void leave() {
        depth--;
    }

    /** Says which item of the entered element is meant; -1 for the element itself. */
    void item(int index) {
        indexes[depth - 1] = index;
    }

    /** Reports at the present place. */
    void report(String code, String diagnostics) {
        if (issues.size() < MOST) {
            issues.add(Issue.error(code, diagnostics, expression()));
        }
    }

    /** Reports that a rule of that key is broken. */
    void broken(String key, String diagnostics) {
        if (issues.size() < MOST) {
            issues.add(new Issue(
                    Issue.Severity.ERROR, "invariant", diagnostics + " (" + key + ")", expression(), key, null));
        }
    }

    /** Reports at a child of the present place. */
    void report(String code, String diagnostics, String child) {
        enter(child);
        report(code, diagnostics);
        leave();
    }

    private String expression() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            if (i > 0) {
                path.append('.');
            }
            path.append(names[i]);
            if (indexes[i] >= 0) {
                path.append('[').append(indexes[i]).append(']');
            }
        }
        return path.toString();
    }
}
