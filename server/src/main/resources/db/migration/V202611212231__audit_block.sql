-- The audit log: entries sealed together make one row. Nothing is ever changed or deleted here; the hashes and the signed
-- heads that would show it are kept outside the database.
create table audit_block (
  tenant  integer  not null references tenant,
  first   bigint   not null, -- number of the first entry, counted from 0 without gaps
  count   integer  not null check (count > 0),
  from_at bigint   not null, -- earliest and latest moment, epoch milliseconds
  to_at   bigint   not null,
  words   bigint[] not null, -- keyed hashes of the logins and patients in it
  content bytea    not null, -- compressed, then AES-256-GCM
  primary key (tenant, first)
);
alter table audit_block alter column content set storage external;
create index audit_block_time on audit_block (tenant, to_at);
create index audit_block_words on audit_block using gin (words);

-- Files of journals whose entries are in the log, until the files are gone: none enters twice.
create table audit_source (
  name text primary key
);

create table audit_key (
  tenant  integer primary key references tenant,
  wrapped bytea   not null
);
