-- What an establishment's clocks show; without one they show what Paris's do. The first tenant, which was there before anybody
-- made any, gets a line like the others.
alter table establishment add column zone text;
