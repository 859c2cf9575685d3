// SPDX-License-Identifier: Apache-2.0
package org.keneya.terminology;

import org.jspecify.annotations.Nullable;

/**
 * Whether a code is what it says it is.
 *
 * @param message what is wrong with it, or what is worth knowing when nothing is; null when there is nothing to say
 * @param display what the concept is called; null when it is not known
 */
public record Verdict(
        boolean result, @Nullable String message, @Nullable String display) {}
