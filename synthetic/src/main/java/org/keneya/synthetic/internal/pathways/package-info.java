// SPDX-License-Identifier: Apache-2.0
/** What happens to patients: one file per family of pathways. */
@NullMarked
package org.keneya.synthetic.internal.pathways;

import org.jspecify.annotations.NullMarked;
