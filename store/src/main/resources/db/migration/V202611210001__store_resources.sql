-- The store's tables. Times are epoch milliseconds (bigint): they are compared far more often than read by people.
-- Words that could name a person appear here only as keyed 64-bit hashes (tokens) or inside encrypted content.

create table tenant (
  id     integer primary key,
  name   text not null unique
);

-- Data keys, wrapped by the master key that never enters the database.
create table tenant_key (
  tenant  integer not null references tenant,
  version smallint not null,
  wrapped bytea not null,
  primary key (tenant, version)
);

-- Compression dictionaries trained on the tenant's own resources; encrypted like content, for they quote it.
create table dictionary (
  tenant  integer not null references tenant,
  type    smallint not null,
  version smallint not null,
  content bytea not null,
  primary key (tenant, type, version)
);

create sequence resource_pk increment by 1000;

-- The current version of every resource.
create table resource (
  tenant  integer  not null,
  version integer  not null,
  pk      bigint   not null,
  updated bigint   not null,
  low     bigint   not null, -- first millisecond of the main date; the lowest bigint when open or without a date
  high    bigint,            -- last millisecond; null without a date
  patient bigint,            -- keyed hash of the one patient the resource is about
  unit    bigint,            -- keyed hash of the canonical unit of the main quantity
  value   double precision,  -- main quantity in the canonical unit
  raw     double precision,  -- main quantity as written
  type    smallint not null,
  id      bytea    not null,
  tokens  bigint[] not null,
  content bytea    not null
) partition by list (type);
alter table resource alter column content set storage external;

create unique index resource_by_id on resource (tenant, type, id);
create unique index resource_by_pk on resource (tenant, type, pk);
create index resource_by_updated on resource (tenant, type, updated);
create index resource_by_patient on resource (tenant, type, patient, low) where patient is not null;
create index resource_by_date on resource (tenant, type, low);
create index resource_by_value on resource (tenant, type, unit, value) where value is not null;
create index resource_by_tokens on resource using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 1024);

-- Superseded versions, and the marks of deletion (content is null).
create table history (
  tenant  integer  not null,
  type    smallint not null,
  version integer  not null,
  pk      bigint   not null,
  updated bigint   not null,
  id      bytea    not null,
  patient bigint,
  content bytea,
  primary key (tenant, type, id, version)
);
alter table history alter column content set storage external;
create index history_updated on history (tenant, type, updated);

-- Dates of search parameters that have no place in the row itself: second dates of a type, and repeating ones.
create table date_value (
  tenant integer  not null,
  type   smallint not null,
  param  smallint not null,
  pk     bigint   not null,
  low    bigint   not null,
  high   bigint   not null
);
create index date_value_low on date_value (tenant, type, param, low);
create index date_value_pk on date_value (pk);

-- Numbers and quantities that have no place in the row itself. unit is the keyed hash of the unit, 0 where there is none.
create table number_value (
  tenant integer  not null,
  type   smallint not null,
  param  smallint not null,
  pk     bigint   not null,
  unit   bigint   not null,
  low    double precision not null,
  high   double precision not null
);
create index number_value_low on number_value (tenant, type, param, unit, low);
create index number_value_pk on number_value (pk);
