// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.keneya.model.path;

import org.jspecify.annotations.NullMarked;
