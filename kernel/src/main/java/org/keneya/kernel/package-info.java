// SPDX-License-Identifier: Apache-2.0
/** Words every room shares: problems, tenants, the INS matricule. Owns no table and calls nothing. */
@NullMarked
package org.keneya.kernel;

import org.jspecify.annotations.NullMarked;
