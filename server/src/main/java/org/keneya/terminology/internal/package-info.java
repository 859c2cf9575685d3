// SPDX-License-Identifier: Apache-2.0
/** Definitions found, kept and asked. */
@NullMarked
package org.keneya.terminology.internal;

import org.jspecify.annotations.NullMarked;
