-- A bit for each search parameter of the type that has a value, what :missing asks. All bits are set for rows written
-- before: such a row is found as having everything until it is written again.
alter table resource add column present bigint not null default -1;
alter table resource alter column present drop default;
