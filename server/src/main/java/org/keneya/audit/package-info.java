// SPDX-License-Identifier: Apache-2.0
/**
 * The sealed, append-only log of every access: who, what, when, from where, why. Nobody calls this room: it learns from
 * requests, from sign-ins and from the store's commit notes. Owns tables audit_block, audit_source, audit_key,
 * audit_alert and audit_watch, and empties commit_note.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "access", "signin", "store", "bulk"})
@NullMarked
package org.keneya.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
