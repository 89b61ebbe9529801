-- Purges go on to CDNs once nodes have applied them.
alter table purges add column body jsonb; -- what CDNs are to be told; null: there are none, or all have been for good

-- One CDN and one purge. What may follow what is drawn in the package dev.headwater.control.cdn.
create table cdn_purges (
  purge_id      text not null references purges on delete cascade,
  cdn           text not null,
  level         integer not null,           -- lower ones are nearer to the nodes, and come first
  state         text not null default 'pending' check (state in ('pending', 'applied', 'failed')),
  passes        integer not null,           -- how often the CDN is told
  passes_done   integer not null default 0,
  repeat_millis bigint not null,            -- from a pass to the next one
  round         integer not null default 1, -- higher each time that all passes begin anew
  attempt       integer not null default 0, -- of the pass that comes
  run_after     timestamptz not null default now(),
  taken_at      timestamptz,                -- when the last attempt began
  lease_until   timestamptz,                -- whoever told it last is dead after that
  lease_token   bigint not null default 0,  -- higher with every lease: an old holder is told apart by it
  error         text,                       -- why the last attempt failed
  applied_at    timestamptz,
  settled       boolean not null default false, -- what nodes applied later was looked at
  primary key (purge_id, cdn)
);
create index cdn_purges_pending on cdn_purges (cdn, run_after) where state = 'pending';
create index cdn_purges_failed on cdn_purges (cdn) where state = 'failed';
create index cdn_purges_unsettled on cdn_purges (purge_id) where not settled;
create index purges_with_body on purges (created_at) where body is not null;
