// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import org.keneya.kernel.Tenant;

/**
 * The tenants this node serves.
 *
 * @param local the one of a single-establishment installation
 */
public record Tenants(Tenant local) {}
