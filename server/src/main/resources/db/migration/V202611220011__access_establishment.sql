-- What is known of a tenant that was made while the server ran.
create table establishment (
  tenant integer     primary key references tenant,
  title  text        not null,
  open   boolean     not null,
  made   timestamptz not null
);
