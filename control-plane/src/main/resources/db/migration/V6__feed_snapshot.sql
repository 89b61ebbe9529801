-- The snapshot of the feed in the object store. One row: what was written last, and who may write now.
create table feed_snapshot (
  only_one      boolean primary key default true check (only_one),
  history       uuid,                                       -- null: none was written yet
  sequence      bigint not null default 0,
  written_at    timestamptz not null default '-infinity',
  writing_until timestamptz not null default '-infinity'    -- nobody else writes before that
);
insert into feed_snapshot default values;
