-- How far each outbox was brought to each broker.
create table event_position (
  outbox   text        not null,
  broker   text        not null,
  position bigint      not null, -- sequence of the last event that was taken or became a dead letter
  moved    timestamptz not null,
  primary key (outbox, broker)
);

-- Events a broker refused for good, and those of the same key that wait behind them.
create table dead_letter (
  outbox   text        not null,
  broker   text        not null,
  sequence bigint      not null,
  event    uuid        not null,
  type     text        not null,
  key      text        not null,
  cause    text,                          -- null: only waits behind another one of its key
  since    timestamptz not null default clock_timestamp(),
  attempts integer     not null default 0,
  due      timestamptz not null,          -- when it is tried again
  given_up timestamptz,                   -- somebody decided that it will never be published
  primary key (outbox, broker, sequence)
);
create index dead_letter_waiting on dead_letter (outbox, broker, key, sequence) where given_up is null;
