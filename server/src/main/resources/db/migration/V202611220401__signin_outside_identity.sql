-- Who someone is at an outside OpenID Connect provider. The pair of issuer and subject decides, never a name or an address.
create table outside_identity (
  issuer     text not null,
  subject    text not null,
  login      text not null references account,
  tenant     integer not null references tenant,
  registered boolean not null, -- made by a first sign-in: role and name follow the provider's claims
  attributes text not null default '{}',
  linked     timestamptz not null default now(),
  seen       timestamptz,
  primary key (issuer, subject)
);

create index outside_identity_login on outside_identity (login);
