-- Which version of the tenant's data key a dictionary is encrypted with. Content says so in its second byte.
-- Version 0 of a tenant's keys, there from its first rotation on, is what search values are hashed and cursors signed with.
alter table dictionary add column key smallint not null default 1;
