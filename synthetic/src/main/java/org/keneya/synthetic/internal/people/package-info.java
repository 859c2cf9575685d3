// SPDX-License-Identifier: Apache-2.0
/** Who the patients are: names, places, dates, identifiers. */
@NullMarked
package org.keneya.synthetic.internal.people;

import org.jspecify.annotations.NullMarked;
