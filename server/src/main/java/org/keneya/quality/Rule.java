// SPDX-License-Identifier: Apache-2.0
package org.keneya.quality;

import java.util.List;
import java.util.function.BiConsumer;
import org.keneya.kernel.Issue;
import org.keneya.model.Json;

/**
 * One quality rule.
 *
 * @param type resource type it looks at
 * @param check adds an issue for each breach, naming the rule and the element
 */
record Rule(String type, BiConsumer<Json.Obj, List<Issue>> check) {

    static Issue refuse(String rule, String code, String expression, String diagnostics, String text) {
        return new Issue(Issue.Severity.ERROR, code, diagnostics, expression, rule, text);
    }

    static Issue warn(String rule, String code, String expression, String diagnostics, String text) {
        return new Issue(Issue.Severity.WARNING, code, diagnostics, expression, rule, text);
    }
}
