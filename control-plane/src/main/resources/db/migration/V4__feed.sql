-- The control feed: everything that the data plane must know, in order; who reads it; and purges.

-- One row. Who appends to the feed takes its lock last in the transaction: sequence order is commit order, without gaps.
create table feed_head (
  only_one boolean primary key default true check (only_one),
  history  uuid not null default gen_random_uuid(), -- another log has another one: change it when a copy is promoted
  last     bigint not null default 0,
  floor    bigint not null default 0 check (floor <= last) -- up to here only the latest word on each subject is left
);
insert into feed_head default values;

create table feed (
  sequence   bigint primary key,
  type       text not null,
  subject    text,               -- what it is the latest word on; null: news, gone once it is old
  body       jsonb not null,
  size_bytes integer not null,   -- of the body
  created_at timestamptz not null default now()
);
create index feed_by_subject on feed (subject, sequence) where subject is not null;

create table purges (
  id         text primary key,
  sequence   bigint not null unique,
  person_id  text not null,
  mode       text not null check (mode in ('soft', 'hard')),
  items      integer not null,
  created_at timestamptz not null default now(),
  nodes      jsonb            -- who applied it and when; null until all registered nodes have
);
create index purges_open on purges (sequence) where nodes is null;
create index purges_by_age on purges (created_at);

-- Nodes of the data plane, each as its last report says.
create table nodes (
  name       text primary key,
  role       text not null,
  region     text not null,
  version    text not null,
  state      text not null check (state in ('starting', 'serving', 'leaving')),
  sequence   bigint not null,
  started_at timestamptz not null,
  first_seen timestamptz not null default now(),
  last_seen  timestamptz not null default now()
);

-- When each node had got how far; kept for as long as purges may ask.
create table node_progress (
  node       text not null,
  sequence   bigint not null,
  applied_at timestamptz not null,
  primary key (node, sequence)
);
create index node_progress_by_age on node_progress (applied_at);
