-- Every version of an establishment's access policy; without any, the standard one is in force.
create table access_policy (
  tenant  integer     not null references tenant,
  version integer     not null,
  made    timestamptz not null,
  author  text        not null,
  policy  text        not null,
  primary key (tenant, version)
);

-- Records opened in an emergency. Whose and why is sealed with the master key, and so is the reviewer's verdict.
create table break_glass (
  id        uuid        primary key,
  tenant    integer     not null references tenant,
  login     text        not null,
  begun     timestamptz not null,
  ended     timestamptz not null,
  sealed    bytea       not null,
  reviewer  text,
  reviewed  timestamptz,
  justified boolean,
  verdict   bytea
);
create index break_glass_login on break_glass (tenant, login, ended);
create index break_glass_begun on break_glass (tenant, begun);
