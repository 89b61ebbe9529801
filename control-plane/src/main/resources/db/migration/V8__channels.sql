-- Live channels.
create table channels (
  id              text primary key,
  owner_id        text not null references people,
  name            text not null,
  visibility      text not null check (visibility in ('public', 'private')),
  latency         text not null check (latency in ('low', 'standard')), -- never changes: durations follow from it
  dvr_seconds     integer not null check (dvr_seconds >= 0),
  on_stale        text not null default 'hold' check (on_stale in ('hold', 'slate', 'error')),
  key_hash        text not null unique, -- of the stream key: SHA-256
  sealed_key      text not null,        -- the stream key, sealed with one of the sealing keys
  srt_port        integer unique,       -- of the range that workers listen on; null: none was free
  state           text not null default 'idle' check (state in ('idle', 'live', 'stale', 'ended')),
  state_since     timestamptz not null default now(),
  node            text,                 -- that media comes to
  bits_per_second bigint not null default 0,
  reported_at     timestamptz,          -- when that node last said so; null: none ever has
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  deleted_at      timestamptz
);
create index channels_by_owner on channels (owner_id, created_at desc, id);
create index channels_by_age on channels (created_at, id) where deleted_at is null;
