-- What a hook keeps of a change, in the transaction of the change, until whoever wants it takes it out.
create table commit_note (
  pk     bigint generated always as identity primary key, -- handed out before the commit: not the order of commits
  tenant integer not null,
  note   bytea   not null
);
