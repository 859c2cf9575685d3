// SPDX-License-Identifier: Apache-2.0
/**
 * Finding patients by what people know of them: names as they sound or are misspelt, birth dates, INS, phone,
 * IPP. Owns no table: its words live in the store's index.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "edge", "access", "store"})
@NullMarked
package org.keneya.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
