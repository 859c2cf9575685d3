// SPDX-License-Identifier: Apache-2.0
package org.keneya;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the database is reached.
 *
 * @param url JDBC URL
 * @param user database user
 * @param password its password
 * @param readers most connections for reading by key
 * @param searchers most connections for searching
 * @param writers most connections for writing
 * @param searchLimit longest time one statement of a search may take: beyond it the search is refused as too costly
 * @param patience longest wait for a free connection before the answer is 503
 */
@ConfigurationProperties("keneya.database")
public record DatabaseSettings(
        String url,
        String user,
        String password,
        @DefaultValue("8") int readers,
        @DefaultValue("8") int searchers,
        @DefaultValue("12") int writers,
        @DefaultValue("900ms") Duration searchLimit,
        @DefaultValue("10s") Duration patience) {
    public DatabaseSettings {
        if (readers < 1 || searchers < 1 || writers < 1) {
            throw new IllegalArgumentException("keneya.database.readers, searchers and writers must be positive");
        }
    }

    @Override
    public String toString() {
        return "DatabaseSettings[url hidden]";
    }
}
