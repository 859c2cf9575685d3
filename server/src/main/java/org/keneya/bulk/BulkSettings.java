// SPDX-License-Identifier: Apache-2.0
package org.keneya.bulk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keep how long the files of a finished job can be fetched
 * @param workers exports that run at the same time
 * @param perCaller jobs one caller may have running
 */
@ConfigurationProperties("keneya.bulk")
public record BulkSettings(
        @DefaultValue("24h") Duration keep,
        @DefaultValue("1") int workers,
        @DefaultValue("4") int perCaller) {
    public BulkSettings {
        if (!keep.isPositive() || workers < 1 || perCaller < 1) {
            throw new IllegalArgumentException("keneya.bulk.keep, workers and per-caller must be positive");
        }
    }
}
