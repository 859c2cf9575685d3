// SPDX-License-Identifier: Apache-2.0
/** Changes to parts of a resource: JSON Patch and FHIRPath Patch. Whether the result is a resource is for others to check. */
@NullMarked
package org.keneya.model.patch;

import org.jspecify.annotations.NullMarked;
