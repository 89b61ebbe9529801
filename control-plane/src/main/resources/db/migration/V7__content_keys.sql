-- Keys that content is encrypted with. No key is in here that could be read: each is sealed with one of the sealing keys, which are settings.

create table content_keys (
  id         text primary key,   -- TITLE-EPOCH-N, as in /keys/{id}
  title_id   text not null references titles on delete cascade,
  epoch      text not null,
  sealed     text not null,
  created_at timestamptz not null default now()
);
create index content_keys_by_title on content_keys (title_id, epoch);

alter table titles add column encrypted boolean not null default false; -- the publication in epoch: its segments, whole
