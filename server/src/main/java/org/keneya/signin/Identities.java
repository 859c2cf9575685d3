// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keneya.access.Role;
import org.keneya.kernel.Tenant;
import org.keneya.model.Json;
import org.keneya.model.JsonText;
import org.keneya.store.FhirStore;
import org.keneya.store.Query;
import org.keneya.store.Scope;
import org.springframework.stereotype.Component;

/**
 * Which account an outside identity opens. Issuer and subject decide, never a name or an e-mail address: an account that is
 * there already is opened only when an administrator has linked it.
 */
@Component
final class Identities {
    private final PgIdentities identities;
    private final PgAccounts accounts;
    private final FhirStore store;
    private final Clock clock;

    Identities(PgIdentities identities, PgAccounts accounts, FhirStore store, Clock clock) {
        this.identities = identities;
        this.accounts = accounts;
        this.store = store;
        this.clock = clock;
    }

    /** What a person gets. A refusal is an answer. */
    sealed interface Entry {
        record Opened(Account account) implements Entry {}

        /** Nothing in the claims gives a role. */
        record UnknownProfession() implements Entry {}

        /** Nobody has entered this person, and the mapping does not let people enter themselves. */
        record NotLinked() implements Entry {}
    }

    /** The account of whom a provider vouches for, made at the first sign-in when its mapping says so. */
    Entry enter(Provider provider, String subject, ProviderClaims.Person person) {
        Optional<PgIdentities.Identity> known =
                identities.find(provider.settings().issuer(), subject);
        if (known.isEmpty()) {
            return register(provider, subject, person);
        }
        PgIdentities.Identity identity = known.get();
        Account account = accounts.find(identity.login()).orElseThrow().account();
        if (!account.tenant().equals(provider.tenant())) {
            return new Entry.NotLinked();
        }
        if (identity.registered()) {
            Role role = person.role();
            if (role == null) {
                return new Entry.UnknownProfession();
            }
            account = new Account(
                    account.tenant(),
                    account.login(),
                    role,
                    person.name() == null ? account.name() : person.name(),
                    practitioner(account.tenant(), person.identifier(), account.fhirUser()),
                    account.establishment(),
                    false);
            identities.follow(account);
        }
        identities.seen(identity, text(person.attributes()), clock.instant());
        return new Entry.Opened(account);
    }

    private Entry register(Provider provider, String subject, ProviderClaims.Person person) {
        if (!provider.claims().register()) {
            return new Entry.NotLinked();
        }
        Role role = person.role();
        if (role == null) {
            return new Entry.UnknownProfession();
        }
        String wished = login(provider, person.login(), subject);
        for (String login : List.of(wished, wished + "-" + mark(subject))) {
            Account account = new Account(
                    provider.tenant(),
                    login,
                    role,
                    person.name(),
                    practitioner(provider.tenant(), person.identifier(), null),
                    null,
                    false);
            PgIdentities.Identity identity = new PgIdentities.Identity(
                    provider.settings().issuer(), subject, login, provider.tenant(), true, "{}", null);
            if (identities.register(account, identity)) {
                identities.seen(identity, text(person.attributes()), clock.instant());
                return new Entry.Opened(account);
            }
            if (identities.find(identity.issuer(), subject).isPresent()) {
                return enter(provider, subject, person); // the same person in another window was first
            }
        }
        return new Entry.NotLinked();
    }

    /** The attributes the account's tokens carry. */
    Map<String, List<String>> attributes(String login) {
        Json.Obj kept = JsonText.readObject(identities.attributes(login));
        return new ProviderClaims.Attributes(
                        ProviderClaims.values(kept, "profession"),
                        ProviderClaims.values(kept, "speciality"),
                        ProviderClaims.values(kept, "structures"))
                .byName();
    }

    /** A login no local account has: the provider's id and a colon before what the person is called there. */
    private static String login(Provider provider, String called, String subject) {
        String plain = called.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._@-]", "");
        return provider.settings().id() + ":"
                + (plain.isEmpty() ? mark(subject) : plain.substring(0, Math.min(plain.length(), 64)));
    }

    private static String mark(String subject) {
        try {
            byte[] digest =
                    java.security.MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The one Practitioner of the directory with this national identifier. */
    private @Nullable String practitioner(Tenant tenant, @Nullable String identifier, @Nullable String otherwise) {
        if (identifier == null) {
            return otherwise;
        }
        var found = store.heads(
                Scope.system(tenant),
                new Query("Practitioner", List.of(new Query.Parameter("identifier", null, identifier))),
                2);
        return found.size() == 1 ? "Practitioner/" + found.getFirst().id() : otherwise;
    }

    private static String text(ProviderClaims.Attributes attributes) {
        Json.Obj object = new Json.Obj();
        attributes.byName().forEach((name, values) -> {
            Json.Arr list = new Json.Arr();
            values.forEach(value -> list.add(new Json.Str(value)));
            object.put(name, list);
        });
        return JsonText.write(object);
    }
}
