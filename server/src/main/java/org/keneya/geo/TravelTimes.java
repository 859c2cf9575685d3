// SPDX-License-Identifier: Apache-2.0
package org.keneya.geo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long it takes by road from one place to several. */
@FunctionalInterface
public interface TravelTimes {

    /**
     * Travel times of an ambulance. Never takes longer than the time limit of the router, and never fails.
     *
     * @param latitude of the start, WGS 84, degrees
     * @param longitude of the start, WGS 84, degrees
     * @param destinations at most 100
     * @return whole seconds by the id of the destination, those no road leads to left out; empty when there is no router, or it
     *     did not answer in time, or is known to be down: then the great circle has to do
     */
    Optional<Map<String, Integer>> from(double latitude, double longitude, List<Destination> destinations);
}
