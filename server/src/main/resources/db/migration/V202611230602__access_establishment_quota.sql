-- How much an establishment may store, null for as much as it likes, and what it did when it was last counted.
alter table establishment
  add column most_resources bigint,
  add column most_bytes     bigint,
  add column resources      bigint,
  add column bytes          bigint,
  add column counted        timestamptz;
