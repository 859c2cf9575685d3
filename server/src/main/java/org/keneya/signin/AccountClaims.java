// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keneya.access.Callers;

/** What an access token says of its account, read back by {@link Callers}. */
final class AccountClaims {
    private AccountClaims() {}

    /** @param attributes what an outside provider said of the person, by claim */
    static Map<String, Object> of(Account account, Map<String, List<String>> attributes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("role", account.role().code());
        claims.put("tenant", account.tenant().id());
        if (account.fhirUser() != null) {
            claims.put("fhirUser", account.fhirUser());
        }
        if (account.establishment() != null) {
            claims.put("establishment", account.establishment());
        }
        claims.putAll(attributes);
        return claims;
    }
}
