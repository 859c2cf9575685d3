// SPDX-License-Identifier: Apache-2.0
package org.keneya.geo;

/**
 * Where one might go.
 *
 * @param id what the answer names it by
 * @param latitude WGS 84, degrees
 * @param longitude WGS 84, degrees
 */
public record Destination(String id, double latitude, double longitude) {}
