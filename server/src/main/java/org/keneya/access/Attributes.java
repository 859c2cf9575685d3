// SPDX-License-Identifier: Apache-2.0
package org.keneya.access;

import java.util.List;

/**
 * What is known of a subject beyond the token: where they work, and whether they are on call.
 *
 * @param organizations {@code Organization/id} of establishment, poles and functional units
 * @param locations {@code Location/id} of wards, with the rooms and beds in them
 * @param onCall whether the subject is on call now
 */
record Attributes(List<String> organizations, List<String> locations, boolean onCall) {
    static final Attributes NONE = new Attributes(List.of(), List.of(), false);

    Attributes {
        organizations = List.copyOf(organizations);
        locations = List.copyOf(locations);
    }
}
