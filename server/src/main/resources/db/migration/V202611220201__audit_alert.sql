-- Accesses that want an explanation. What an alert says is encrypted; it is found by its state and by keyed hashes.
create table audit_alert (
  tenant  integer  not null references tenant,
  id      uuid     not null,
  key     bigint   not null, -- keyed hash of what it is about: the same is told once
  at      bigint   not null, -- of the access, epoch milliseconds
  state   text     not null check (state in ('new', 'seen', 'explained', 'incident')),
  content bytea    not null,
  primary key (tenant, id),
  unique (tenant, key)
);
create index audit_alert_time on audit_alert (tenant, at desc);

-- How far the log was looked through for alerts, and by which rules.
create table audit_watch (
  tenant integer primary key references tenant,
  next   bigint not null default 0, -- number of the first entry not looked at
  rules  text                       -- the establishment's own rules, JSON; null for the usual ones
);
