// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.util.List;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** The door to the accounts. */
@Service
public final class Accounts {
    private final PgAccounts accounts;
    private final PasswordEncoder passwords;

    Accounts(PgAccounts accounts, PasswordEncoder passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    public Optional<Account> find(String login) {
        return accounts.find(login).map(PgAccounts.Secret::account);
    }

    /** The demonstration accounts, in the order they are shown. */
    public List<Account> demo() {
        return accounts.demo();
    }

    /** Gives an account another password. */
    void changePassword(String login, String password) {
        accounts.changePassword(login, String.valueOf(passwords.encode(password)));
    }

    /** Adds accounts that share one password; those that exist stay as they are. */
    public void add(List<Account> added, String password) {
        String hash = passwords.encode(password);
        for (int i = 0; i < added.size(); i++) {
            accounts.put(added.get(i), hash, i);
        }
    }
}
