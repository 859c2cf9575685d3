// SPDX-License-Identifier: Apache-2.0
package org.keneya.edge;

/** Who knows origins whose pages may call the data doors and the token end point from a browser. Asked on every such call. */
public interface AllowedOrigins {
    /** @param origin as in the header, such as {@code https://app.example} */
    boolean allows(String origin);
}
