-- Sign-ins of people in browsers. The cookie is kept as its SHA-256.
create table signin_session (
  id            uuid primary key,
  login         text not null references account on delete cascade,
  cookie        bytea not null unique,
  stage         text not null check (stage in ('second-factor', 'enrolment', 'open')),
  methods       text not null,
  authenticated timestamptz not null default now(),
  used          timestamptz not null default now(),
  until         timestamptz not null,
  device        text not null,
  address       text not null,
  ended         timestamptz
);
create index signin_session_of on signin_session (login);
create index signin_session_ended on signin_session (ended) where ended is not null;
create index signin_session_until on signin_session (until);

-- What a client was granted: one family of tokens, all of which die together. Values of tokens are kept as their SHA-256.
create table token_family (
  id            uuid primary key,
  client        text not null,
  principal     text not null,
  session       uuid references signin_session on delete cascade,
  grant_type    text not null,
  scopes        text not null,
  request       text,
  attributes    text not null,
  state         bytea unique,
  code          bytea unique,
  code_issued   timestamptz,
  code_until    timestamptz,
  code_used     timestamptz,
  access        bytea,
  access_issued timestamptz,
  access_until  timestamptz,
  identity      bytea,
  until         timestamptz not null,
  dead          timestamptz
);
create index token_family_access on token_family (access);
create index token_family_identity on token_family (identity);
create index token_family_session on token_family (session);
create index token_family_principal on token_family (principal) where session is null;
create index token_family_dead on token_family (dead) where dead is not null;
create index token_family_until on token_family (until);

-- Each refresh token there ever was of a living family: one that comes back used is stolen.
create table refresh_token (
  value  bytea primary key,
  family uuid not null references token_family on delete cascade,
  issued timestamptz not null,
  until  timestamptz not null,
  used   timestamptz
);
create index refresh_token_family on refresh_token (family);

-- Guesses in a row, by keyed hash of what was guessed at: a name nobody has may be a password typed too early.
create table signin_guess (
  target       bytea primary key,
  failures     integer not null,
  locked_until timestamptz not null default '-infinity',
  at           timestamptz not null default now()
);
create index signin_guess_at on signin_guess (at);
create table signin_secret (
  id      integer primary key check (id = 1),
  wrapped bytea not null
);
alter table account drop column failures, drop column locked_until;
