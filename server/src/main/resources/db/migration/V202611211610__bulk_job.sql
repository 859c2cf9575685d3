-- Bulk exports and imports. What was asked, whose rights it runs under, the key of its files and how far it has come are
-- sealed with the master key: a filter may name a patient.
create table bulk_job (
  id      text        primary key,
  tenant  integer     not null references tenant,
  owner   text        not null,
  state   text        not null check (state in ('running', 'done', 'failed', 'cancelled')),
  made    timestamptz not null,
  expires timestamptz not null,
  sealed  bytea       not null
);
create index bulk_job_state on bulk_job (state);
