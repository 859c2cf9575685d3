// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

/**
 * How much a tenant has stored.
 *
 * @param resources current ones
 * @param bytes of their content and of past versions, compressed and encrypted as they are kept; the index is not counted
 */
public record Size(long resources, long bytes) {}
