// SPDX-License-Identifier: Apache-2.0
package org.keneya.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Repository;

/** Passkeys: public keys, and the challenges that are out. */
@Repository
class PgPasskeys implements UserCredentialRepository {
    private final JdbcClient jdbc;

    PgPasskeys(DataSource writes, Flyway migrations) {
        jdbc = JdbcClient.create(writes);
    }

    /** Adds a key, or notes its use; a key that belongs to another account stays where it is. */
    @Override
    public void save(CredentialRecord key) {
        jdbc.sql("""
                insert into passkey (id, handle, label, public_key, signature_count, uv_initialized, backup_eligible,
                       backup_state, transports, attestation, client_data, made, used)
                values (:id, :handle, :label, :key, :count, :uv, :eligible, :state, :transports, :attestation, :data,
                       :made, :used)
                on conflict (id) do update
                   set signature_count = greatest(passkey.signature_count, excluded.signature_count),
                       uv_initialized = excluded.uv_initialized,
                       backup_state = excluded.backup_state,
                       used = excluded.used
                 where passkey.handle = excluded.handle
                """)
                .param("id", key.getCredentialId().getBytes())
                .param("handle", key.getUserEntityUserId().getBytes())
                .param("label", key.getLabel())
                .param("key", key.getPublicKey().getBytes())
                .param("count", key.getSignatureCount())
                .param("uv", key.isUvInitialized())
                .param("eligible", key.isBackupEligible())
                .param("state", key.isBackupState())
                .param(
                        "transports",
                        key.getTransports().stream()
                                .map(AuthenticatorTransport::getValue)
                                .collect(Collectors.joining(" ")))
                .param("attestation", bytes(key.getAttestationObject()))
                .param("data", bytes(key.getAttestationClientDataJSON()))
                .param("made", Timestamp.from(key.getCreated()))
                .param("used", Timestamp.from(key.getLastUsed()))
                .update();
    }

    @Override
    public void delete(Bytes id) {
        jdbc.sql("delete from passkey where id = :id")
                .param("id", id.getBytes())
                .update();
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes id) {
        return jdbc.sql("select * from passkey where id = :id")
                .param("id", id.getBytes())
                .query(PgPasskeys::passkey)
                .optional()
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes handle) {
        return jdbc.sql("select * from passkey where handle = :handle order by made")
                .param("handle", handle.getBytes())
                .query(PgPasskeys::passkey)
                .list();
    }

    List<CredentialRecord> of(String login) {
        return jdbc.sql("""
                select p.*
                  from passkey p
                  join passkey_user u using (handle)
                 where u.login = :login
                 order by p.made
                """).param("login", login).query(PgPasskeys::passkey).list();
    }

    /** Removes one key of the account; false when there is no such one. */
    boolean remove(String login, byte[] id) {
        return jdbc.sql("""
                delete from passkey
                 where id = :id
                   and handle = (select handle from passkey_user where login = :login)
                """).param("id", id).param("login", login).update() == 1;
    }

    void removeAll(String login) {
        jdbc.sql("delete from passkey_user where login = :login")
                .param("login", login)
                .update();
    }

    /** Keeps what an authenticator is asked to sign. */
    void ask(String handle, String purpose, Bytes challenge, Duration lifetime) {
        jdbc.sql("""
                insert into passkey_challenge (handle, purpose, challenge, until)
                values (:handle, :purpose, :challenge, now() + make_interval(secs => :secs))
                """)
                .param("handle", Fingerprint.of(handle))
                .param("purpose", purpose)
                .param("challenge", challenge.getBytes())
                .param("secs", lifetime.toSeconds())
                .update();
    }

    /** Takes out what was asked, once. */
    Optional<Bytes> answer(String handle, String purpose) {
        return jdbc.sql("""
                delete from passkey_challenge
                 where handle = :handle
                   and purpose = :purpose
                   and until > now()
                returning challenge
                """)
                .param("handle", Fingerprint.of(handle))
                .param("purpose", purpose)
                .query((row, number) -> new Bytes(row.getBytes(1)))
                .optional();
    }

    private static byte @Nullable [] bytes(@Nullable Bytes bytes) {
        return bytes == null ? null : bytes.getBytes();
    }

    private static CredentialRecord passkey(ResultSet row, int number) throws SQLException {
        Set<AuthenticatorTransport> transports = new HashSet<>();
        for (String transport : GrantText.words(row.getString("transports"))) {
            transports.add(AuthenticatorTransport.valueOf(transport));
        }
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(row.getBytes("id")))
                .userEntityUserId(new Bytes(row.getBytes("handle")))
                .label(row.getString("label"))
                .publicKey(new ImmutablePublicKeyCose(row.getBytes("public_key")))
                .signatureCount(row.getLong("signature_count"))
                .uvInitialized(row.getBoolean("uv_initialized"))
                .backupEligible(row.getBoolean("backup_eligible"))
                .backupState(row.getBoolean("backup_state"))
                .transports(transports)
                .attestationObject(new Bytes(row.getBytes("attestation")))
                .attestationClientDataJSON(new Bytes(row.getBytes("client_data")))
                .created(row.getTimestamp("made").toInstant())
                .lastUsed(row.getTimestamp("used").toInstant())
                .build();
    }
}
