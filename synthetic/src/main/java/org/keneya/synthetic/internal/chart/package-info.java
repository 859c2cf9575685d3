// SPDX-License-Identifier: Apache-2.0
/** What is written in a record: the hospital, the body's values over time, resources. */
@NullMarked
package org.keneya.synthetic.internal.chart;

import org.jspecify.annotations.NullMarked;
