// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.function.Consumer;
import org.keneya.model.Json;

/**
 * Words a room wants its resources to be found by, beyond the search parameters: folded names, sounds, near spellings.
 * The store hashes them like any other value. Must always give the same words for the same resource.
 */
@FunctionalInterface
public interface ExtraWords {
    ExtraWords NONE = (type, resource, to) -> {};

    void each(String type, Json.Obj resource, Consumer<String> to);
}
