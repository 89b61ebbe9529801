-- Keys of playback tokens, and what was revoked. No key is in here: they are derived from the root, which is a setting.

alter table feed add column expires_at timestamptz; -- when a line means nothing any more; null: it goes on meaning something

create table token_keys (
  consumer     text not null,      -- who verifies: headwater (the data plane), or a CDN that does so itself
  generation   integer not null,
  root         text not null,      -- a fingerprint of what it is derived from
  state        text not null check (state in ('next', 'current', 'previous', 'retired')),
  sealed_with  text,               -- the sealing key that the feed's last line on it was sealed with; null: there is none
  sequence     bigint,             -- of that line
  confirmed_at timestamptz,        -- of a CDN: by whoever brought the key there
  wanted_at    timestamptz,        -- of a next key: when somebody asked for it to be promoted
  created_at   timestamptz not null default now(),
  promoted_at  timestamptz,
  replaced_at  timestamptz,
  primary key (consumer, generation)
);
create unique index token_keys_current on token_keys (consumer) where state = 'current';

create table revocations (
  id         text primary key,
  sequence   bigint not null unique,
  person_id  text not null,
  what       text not null check (what in ('token', 'session', 'viewer', 'title')),
  name       text not null,
  before     timestamptz not null,
  until      timestamptz not null,
  created_at timestamptz not null default now(),
  nodes      jsonb            -- who applied it and when; null until all registered nodes have
);
create index revocations_open on revocations (sequence) where nodes is null;
create index revocations_by_end on revocations (until);
create index revocations_by_name on revocations (what, name, created_at);
