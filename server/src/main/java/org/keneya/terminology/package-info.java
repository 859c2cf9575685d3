// SPDX-License-Identifier: Apache-2.0
/**
 * What codes mean: value sets expanded and asked for members, code systems looked into, codes translated. Knows the ValueSets,
 * CodeSystems and ConceptMaps of the store and those R4 publishes. Owns no table.
 */
@ApplicationModule(allowedDependencies = {"kernel", "model", "store"})
@NullMarked
package org.keneya.terminology;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
