-- The hospitals and beds of the nation, what is held of them, and the log of every change. Not per tenant: whoever looks for
-- a bed looks among all of them (ADR 20). No row says anything of a person but what a bed must fit: age, sex, place.
create table hospital (
  id            text collate "C" primary key,
  name          text             not null,
  latitude      double precision not null check (latitude between -90 and 90),
  longitude     double precision not null check (longitude between -180 and 180),
  country       text             not null,
  region        text,
  diversion     text             not null check (diversion in ('open', 'critical', 'closed')),
  establishment integer references tenant -- whose staff keeps its beds; null when it is not on this platform
);
create index hospital_establishment on hospital (establishment) where establishment is not null;

-- State and since change a thousand times a second: no index has them, so that a new version of a row stays on its page.
create table bed (
  id           text collate "C" primary key,
  hospital     text collate "C" not null references hospital,
  unit         text             not null,
  specialities text[]           not null check (cardinality(specialities) > 0),
  equipment    text[]           not null,
  isolation    text             not null check (isolation in ('none', 'contact', 'droplet', 'airborne')),
  sex          text check (sex in ('female', 'male')),
  youngest     double precision not null,
  oldest       double precision not null,
  state        text             not null check (state in ('free', 'held', 'occupied', 'cleaning', 'closed')),
  since        timestamptz      not null
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index bed_hospital on bed (hospital);

-- Without foreign keys: their checks would lock and rewrite the bed's row once more at every hold.
create table allocation (
  id          uuid primary key, -- version 7: in order of time
  tenant      integer          not null,
  login       bigint           not null, -- keyed hash of who asked
  hospital    text collate "C" not null,
  bed         text collate "C" not null,
  status      text             not null check (status in ('held', 'confirmed', 'released', 'cancelled', 'expired', 'refused', 'transferred')),
  held        timestamptz      not null,
  expires     timestamptz      not null,
  changed     timestamptz      not null,
  emergency   text             not null, -- JSON, what was asked
  choice      text             not null, -- JSON, why this bed
  reason      text,                      -- why the hospital refused, in its words
  replaces    uuid,
  replaced_by uuid
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
-- No bed is given twice, whatever the program does.
create unique index allocation_live on allocation (bed) where status in ('held', 'confirmed');
create index allocation_due on allocation (expires) where status = 'held';
create index allocation_tenant on allocation (tenant, id);
create index allocation_hospital on allocation (hospital, id);

-- What a client asked under a key, so that asking again does nothing again.
create table bed_request (
  tenant     integer     not null,
  login      bigint      not null,
  key        uuid        not null, -- hash of the Idempotency-Key
  body       uuid        not null, -- hash of what was asked
  allocation uuid        not null, -- what came of it
  refusal    text,                 -- JSON, reasons; null when the allocation is the answer
  made       timestamptz not null,
  primary key (tenant, login, key)
);
create index bed_request_made on bed_request using brin (made);

-- Every change in the order it was committed: sequences are handed out under the one lock of all changes, without gaps.
create table bed_event (
  sequence    bigint primary key,
  id          uuid             not null,
  type        text collate "C" not null,
  key         text collate "C" not null, -- id of the hospital
  time        timestamptz      not null,
  data        text             not null, -- JSON
  traceparent text
);

create table bed_policy (
  version integer primary key,
  made    timestamptz not null,
  policy  text        not null -- JSON
);
