// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.keneya.model.patch;

import org.jspecify.annotations.NullMarked;
