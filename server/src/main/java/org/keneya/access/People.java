// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.Optional;
import org.keneya.kernel.Tenant;

/** Tells who the people of a tenant are; answered by whoever keeps the accounts. */
@FunctionalInterface
public interface People {
    Optional<Subject> find(Tenant tenant, String login);
}
