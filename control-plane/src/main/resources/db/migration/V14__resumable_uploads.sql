-- Uploads that come bit by bit, over many calls, and how much of the store sources take.

-- Null where it isn't known: of sources older than this column.
alter table titles add column source_bytes bigint;

create table uploads (
  id          text primary key,
  title_id    text not null, -- no reference: parts in the store have to be found when the title is gone
  owner_id    text not null, -- the title's, on whose quota it counts
  person_id   text not null, -- who uploads
  person_role text not null, -- what they were when they began, for the last step that the server may do by itself
  length      bigint not null check (length >= 0),
  received    bigint not null default 0, -- bytes that are durable
  metadata    text not null,             -- as it was sent
  filename    text,
  source_key  text not null,             -- the object to be
  store_id    text,                      -- what the store calls the parts; null before the first one
  next_number integer not null default 1, -- of the part to be written next
  tail_key    text,                      -- the object that holds what came after the last part
  tail_bytes  integer not null default 0,
  lease_token bigint not null default 0, -- higher with every lease: an old holder is told apart by it
  lease_until timestamptz,               -- null where nobody writes; in the past where somebody died
  done        boolean not null default false, -- the title has it
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  check (received <= length),
  check (not done or received = length),
  check ((tail_key is null) = (tail_bytes = 0))
);
create index uploads_by_owner on uploads (owner_id) where not done;
create index uploads_by_expiry on uploads (expires_at);
create index uploads_received on uploads (id) where not done and received = length;

create table upload_parts (
  upload_id text not null references uploads on delete cascade,
  number    integer not null,
  start_at  bigint not null, -- of its first byte in the object
  length    integer not null,
  etag      text not null,
  crc32     text not null,
  primary key (upload_id, number)
);
