-- Jobs as people see and steer them: whose they are, which are taken first, what may follow what.
alter table jobs
  drop constraint jobs_state_check,
  add constraint jobs_state_check
    check (state in ('queued', 'running', 'done', 'dead', 'cancelled')),
  add column publisher_id text references people, -- whose title it is for: shares are by publisher
  add column priority smallint not null default 1 check (priority between 0 and 2), -- low, normal, high
  add column attempts integer,                    -- how often whoever took it last tries a job
  add column started_at timestamptz,              -- when the last attempt began
  add column ended_at timestamptz;                -- when it ended; null while it runs
update jobs set publisher_id = titles.owner_id, started_at = case when attempt > 0 then jobs.updated_at end
from titles where titles.id = jobs.title_id;
alter table jobs alter column publisher_id set not null;
create index jobs_in_line on jobs (publisher_id, priority desc, run_after, id) where state = 'queued';
create index jobs_by_age on jobs (publisher_id, run_after, id) where state = 'queued';
create index jobs_by_publisher on jobs (publisher_id, id);
create index jobs_ended on jobs (ended_at) where ended_at is not null;
create index jobs_failed on jobs (id) where state in ('dead', 'cancelled');

-- As drawn in the package dev.headwater.control.job; running follows itself where a lease has ended.
create function check_job_move() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'queued' then
      raise exception 'a job begins as queued, not as %', new.state using errcode = 'check_violation';
    end if;
  elsif new.state <> old.state and old.state || ' ' || new.state not in (
      'queued running', 'queued cancelled',
      'running queued', 'running done', 'running dead', 'running cancelled',
      'dead queued', 'cancelled queued') then
    raise exception 'job %: % can''t follow %', old.id, new.state, old.state
      using errcode = 'check_violation';
  elsif new.lease_token < old.lease_token
      or new.lease_token = old.lease_token and new.lease_owner is distinct from old.lease_owner
        and new.lease_owner is not null then
    raise exception 'job %: a lease needs a higher token than the one before', old.id
      using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger jobs_move before insert or update on jobs
  for each row execute function check_job_move();
