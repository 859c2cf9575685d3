// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.util.Set;
import org.keneya.access.Subject;

/**
 * Resources were read for an export; told while its file is still being written, so that whoever must record it can stop it.
 *
 * @param owner with whose rights it runs
 * @param job id of the job
 * @param type resource type
 * @param resources how many
 * @param patients keyed hashes of the patients they concern, {@value #MOST} at most: a large export is told in parts
 */
public record Exported(Subject owner, String job, String type, int resources, Set<Long> patients) {
    /** Patients told at once at most. */
    public static final int MOST = 5_000;

    public Exported {
        patients = Set.copyOf(patients);
    }
}
