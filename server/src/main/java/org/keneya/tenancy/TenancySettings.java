// SPDX-License-Identifier: Apache-2.0
package org.keneya.tenancy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param countEvery how often what establishments with a quota have stored is counted; they may store more until then */
@ConfigurationProperties("keneya.tenancy")
record TenancySettings(@DefaultValue("5m") Duration countEvery) {
    TenancySettings {
        if (!countEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "keneya.tenancy.count-every (%s) must be positive".formatted(countEvery));
        }
    }
}
