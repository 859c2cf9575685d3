// SPDX-License-Identifier: Apache-2.0
package org.keneya.model.path;

import java.util.List;

/** A compiled piece of an expression. Stateless: everything that changes is in the {@link Env}. */
@FunctionalInterface
interface Step {

    /** @param focus what stands before the dot */
    List<Item> evaluate(Env env, List<Item> focus);
}
