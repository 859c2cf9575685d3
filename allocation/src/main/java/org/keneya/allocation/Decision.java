// SPDX-License-Identifier: Apache-2.0
package org.keneya.allocation;

/** What the engine answers. A refusal is an answer, never an exception. */
public sealed interface Decision permits Placed, NoBed {}
