-- Work that must not be lost. What may follow what is drawn in the package dev.headwater.control.job.

create table jobs (
  id          bigint generated always as identity primary key,
  kind        text not null default 'package' check (kind in ('package')),
  title_id    text not null references titles on delete cascade,
  source_key  text not null,
  state       text not null default 'queued' check (state in ('queued', 'running', 'done', 'dead')),
  attempt     integer not null default 0,  -- how often it was taken
  run_after   timestamptz not null default now(),
  lease_owner text,                        -- the worker that has it
  lease_until timestamptz,
  lease_token bigint not null default 0,   -- higher with every lease: an old holder is told apart by it
  epoch       text,                        -- what the last attempt publishes, or published
  error       text,                        -- why the last attempt failed
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  check ((state = 'running') = (lease_owner is not null and lease_until is not null))
);
create unique index jobs_open_by_title on jobs (title_id) where state in ('queued', 'running');
create index jobs_by_title on jobs (title_id);
create index jobs_queued on jobs (run_after, id) where state = 'queued';
create index jobs_leased on jobs (lease_until) where state = 'running';
