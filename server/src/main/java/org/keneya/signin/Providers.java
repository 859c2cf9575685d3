// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keneya.access.Tenants;
import org.keneya.kernel.Tenant;
import org.keneya.outside.Partners;
import org.springframework.stereotype.Component;

/** The outside providers of this installation, as configured. */
@Component
final class Providers {
    private final List<Provider> all;

    Providers(ProviderSettings settings, Tenants tenants, Partners partners, Clock clock) {
        all = settings.providers().stream()
                .map(one -> new Provider(one, tenant(one, tenants), partners, clock))
                .toList();
    }

    List<Provider> all() {
        return all;
    }

    Optional<Provider> find(String id) {
        return all.stream().filter(one -> one.settings().id().equals(id)).findFirst();
    }

    /** The provider whose access tokens are accepted on the data doors. */
    Optional<Provider> accepting(String issuer) {
        return all.stream()
                .filter(one -> one.settings().issuer().equals(issuer)
                        && !one.settings().audience().isEmpty())
                .findFirst();
    }

    private static Tenant tenant(ProviderSettings.One one, Tenants tenants) {
        return one.tenant().isEmpty()
                ? tenants.local()
                : tenants.find(one.tenant())
                        .map(Tenants.Known::tenant)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "keneya.signin.providers: tenant (%s) is not there".formatted(one.tenant())));
    }
}
