// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.Optional;
import org.keneya.access.People;
import org.keneya.access.Subject;
import org.keneya.kernel.Tenant;
import org.springframework.stereotype.Component;

/** The people of a tenant are those who have an account. */
@Component
final class AccountSubjects implements People {
    private final Accounts accounts;

    AccountSubjects(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<Subject> find(Tenant tenant, String login) {
        return accounts.find(login)
                .filter(account -> account.tenant().equals(tenant))
                .map(account -> new Subject(
                        account.login(), account.role(), tenant, account.fhirUser(), account.establishment()));
    }
}
