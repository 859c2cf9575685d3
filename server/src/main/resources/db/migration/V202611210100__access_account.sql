-- Who may sign in. Patients' names are not here: they live only in their encrypted record.
create table account (
  tenant        integer not null references tenant,
  login         text not null primary key check (login = lower(login)),
  role          text not null,
  name          text,
  fhir_user     text,
  establishment text,
  demo          boolean not null default false,
  password_hash text not null,
  failures      integer not null default 0,
  locked_until  timestamptz not null default '-infinity',
  position      integer not null default 0
);

-- The keys tokens are signed with, wrapped by the master key.
create table signing_key (
  id      text primary key,
  wrapped bytea not null,
  made    timestamptz not null default now()
);
