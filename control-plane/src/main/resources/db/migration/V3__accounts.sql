-- Accounts: the change of signing keys, ends of sessions.

-- Keys take over one after the other, everywhere at the same moment.
alter table signing_keys add column signs_from timestamptz;
update signing_keys set signs_from = created_at;
alter table signing_keys alter column signs_from set not null;

-- What ends a session has to reach all instances: by a mark in Redis, which may be away just then.
alter table sessions add column end_untold boolean not null default false;
create index sessions_with_untold_end on sessions (id) where end_untold;
create index sessions_by_expiry on sessions (expires_at);

alter table people
  add column disabled_at         timestamptz, -- since when they may not log in
  add column email_checked_at    timestamptz, -- when they showed that mail reaches them
  add column given_password_hash text;        -- the password that the settings gave last
update people set email_checked_at = created_at;
create index people_by_age on people (created_at, id);

-- What has to be mailed, noted before anybody looks whether there is somebody to mail it to.
create table mail_errands (
  id         bigint generated always as identity primary key,
  kind       text not null,
  email      text not null,
  attempt    integer not null default 0,
  run_after  timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index mail_errands_due on mail_errands (run_after, id);

-- What was mailed and may be brought back, once.
create table mailed_tokens (
  token_hash bytea primary key, -- SHA-256; the token itself is kept nowhere
  purpose    text not null,
  person_id  text not null references people on delete cascade,
  expires_at timestamptz not null
);
create index mailed_tokens_by_person on mailed_tokens (person_id, purpose);
create index mailed_tokens_by_expiry on mailed_tokens (expires_at);

-- Log-ins that were begun here and go on at an OpenID provider.
create table oidc_log_ins (
  login_hash bytea primary key, -- SHA-256 of what who began holds
  state      text not null,
  nonce      text not null,
  verifier   text not null,
  expires_at timestamptz not null
);
create index oidc_log_ins_by_expiry on oidc_log_ins (expires_at);

create table oidc_identities (
  issuer    text not null,
  subject   text not null,
  person_id text not null references people on delete cascade,
  linked_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index oidc_identities_by_person on oidc_identities (person_id);
