-- Jobs that make a title of what a channel has sent, as it is, rather than of an uploaded file.
alter table jobs
  drop constraint jobs_kind_check,
  add constraint jobs_kind_check check (kind in ('package', 'record')),
  alter column source_key drop not null,
  add column channel_id text references channels,
  add column record_from timestamptz,
  add column record_to timestamptz,
  add column record_access text, -- a playback token for the channel, sealed for this job; null: it needs none
  add constraint jobs_task_check check (
    case kind
      when 'package' then source_key is not null
      else channel_id is not null and record_from < record_to
    end);
