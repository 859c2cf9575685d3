// SPDX-License-Identifier: Apache-2.0
package org.keneya.synthetic;

/** Told how far a generation is. */
public interface Progress {
    /**
     * Called after each patient.
     *
     * @param patients written so far
     * @param resources written so far, those of the organisation left out
     */
    void written(long patients, long resources);
}
