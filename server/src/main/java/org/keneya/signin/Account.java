// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import org.jspecify.annotations.Nullable;
import org.keneya.access.Role;
import org.keneya.kernel.Tenant;

/**
 * Someone who may sign in.
 *
 * @param login lower case, unique on this server
 * @param name as shown to colleagues; null for patients, whose names live only in their encrypted record
 * @param fhirUser {@code Practitioner/id} or {@code Patient/id}
 * @param establishment {@code Organization/id} of where the person works or is treated
 * @param demo a demonstration account, which exists only while the server is bound to loopback
 */
public record Account(
        Tenant tenant,
        String login,
        Role role,
        @Nullable String name,
        @Nullable String fhirUser,
        @Nullable String establishment,
        boolean demo) {}
