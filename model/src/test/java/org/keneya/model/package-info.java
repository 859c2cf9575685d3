// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.keneya.model;

import org.jspecify.annotations.NullMarked;
