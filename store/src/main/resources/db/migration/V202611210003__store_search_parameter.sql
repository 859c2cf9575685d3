-- The search parameters a tenant has defined itself, as SearchParameter resources: the number each is indexed under, and how
-- far the resources that were there before have been indexed.
create sequence search_parameter_number minvalue 8192 maxvalue 16383;

create table search_parameter (
  tenant     integer  not null references tenant,
  number     integer  not null,
  id         bytea    not null, -- logical id of the SearchParameter
  definition bytea    not null, -- SHA-256 of what decides the values: type, code, bases, expression
  created    bigint   not null,
  ready      boolean  not null default false,
  total      bigint   not null default 0,
  done       bigint   not null default 0,
  at_type    smallint not null default 0,
  at_pk      bigint   not null default 0,
  primary key (tenant, number)
);
create unique index search_parameter_id on search_parameter (tenant, id);
