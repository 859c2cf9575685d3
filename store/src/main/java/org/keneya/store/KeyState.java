// SPDX-License-Identifier: Apache-2.0
package org.keneya.store;

import java.util.List;

/**
 * How a tenant's data key stands.
 *
 * @param versions that are kept, the last one encrypts what is new
 * @param running whether older content is being encrypted anew
 * @param done versions of resources encrypted anew by this node since the last rotation
 */
public record KeyState(List<Integer> versions, boolean running, long done) {
    public KeyState {
        versions = List.copyOf(versions);
    }
}
