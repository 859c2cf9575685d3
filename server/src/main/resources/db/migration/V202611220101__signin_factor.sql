-- Second factors. The secret of a code generator is wrapped by the master key, bound to its account.
create table totp (
  login     text primary key references account on delete cascade,
  wrapped   bytea not null,
  confirmed boolean not null default false,
  last_step bigint not null default 0,
  made      timestamptz not null default now(),
  used      timestamptz
);

-- What authenticators know an account by; says nothing to who reads it there.
create table passkey_user (
  login  text primary key references account on delete cascade,
  handle bytea not null unique
);
create table passkey (
  id              bytea primary key,
  handle          bytea not null references passkey_user (handle) on delete cascade,
  label           text not null,
  public_key      bytea not null,
  signature_count bigint not null,
  uv_initialized  boolean not null,
  backup_eligible boolean not null,
  backup_state    boolean not null,
  transports      text not null,
  attestation     bytea,
  client_data     bytea,
  made            timestamptz not null,
  used            timestamptz not null
);
create index passkey_of on passkey (handle);

-- What an authenticator was asked to sign; taken out when it comes back, so that it counts once.
create table passkey_challenge (
  handle    bytea primary key,
  purpose   text not null,
  challenge bytea not null,
  until     timestamptz not null
);
create index passkey_challenge_until on passkey_challenge (until);

create table recovery_code (
  login text not null references account on delete cascade,
  value bytea not null,
  used  timestamptz,
  primary key (login, value)
);
