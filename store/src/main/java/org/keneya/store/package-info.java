// SPDX-License-Identifier: Apache-2.0
/**
 * A versioned, searchable, encrypted, multi-tenant FHIR store on PostgreSQL. The door is {@link org.keneya.store.FhirStore};
 * knows nothing of HTTP. Owns tables tenant, tenant_key, dictionary, resource, history, date_value, number_value.
 */
@NullMarked
package org.keneya.store;

import org.jspecify.annotations.NullMarked;
