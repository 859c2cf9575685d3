// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

/**
 * Which version of a resource is current, without its content.
 *
 * @param type resource type
 * @param id logical id
 * @param version counted from 1
 * @param updated meta.lastUpdated, epoch milliseconds
 */
public record Head(String type, String id, int version, long updated) {}
