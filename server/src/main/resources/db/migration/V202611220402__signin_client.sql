-- Apps and programs that may ask for tokens (SMART App Launch), registered by an administrator.
create table client (
  id          uuid primary key,
  tenant      integer not null references tenant,
  client_id   text not null unique,
  name        text not null,
  kind        text not null check (kind in ('public', 'symmetric', 'asymmetric')),
  secret_hash text,
  jwks        text,
  jwks_uri    text,
  redirects   text not null default '', -- separated by line feeds
  scopes      text not null,            -- the most it may be given
  launch_url  text,
  trusted     boolean not null default false,
  enabled     boolean not null default true,
  made_by     text not null,
  made        timestamptz not null default now()
);

-- Signed assertions by which programs named themselves; each is good once.
create table used_assertion (
  mark  bytea primary key, -- SHA-256 of client and jti
  until timestamptz not null
);

-- What a person has let an app do.
create table app_consent (
  client uuid not null references client,
  login  text not null references account,
  scopes text not null,
  given  timestamptz not null default now(),
  primary key (client, login)
);
