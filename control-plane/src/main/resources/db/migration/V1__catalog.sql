-- People, their sessions, titles, and the record of who changed what.

create extension if not exists pg_trgm;

create table people (
  id            text primary key,
  email         text not null unique check (email = lower(email)),
  display_name  text not null,
  role          text not null check (role in ('viewer', 'publisher', 'operator', 'admin')),
  password_hash text not null, -- PHC string, Argon2id
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now()
);

-- One log-in; it ends when its person logs out, when it expires, or when a used refresh token is shown again.
create table sessions (
  id         text primary key,
  person_id  text not null references people on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at   timestamptz
);
create index sessions_by_person on sessions (person_id);

create table refresh_tokens (
  token_hash bytea primary key, -- SHA-256; the token itself is kept nowhere
  session_id text not null references sessions on delete cascade,
  issued_at  timestamptz not null default now(),
  rotated_at timestamptz -- when it was exchanged for the next one
);
create index refresh_tokens_by_session on refresh_tokens (session_id);

-- Keys that sign access tokens, shared by all instances.
create table signing_keys (
  kid         text primary key,
  private_key bytea not null, -- PKCS #8
  public_key  bytea not null, -- SubjectPublicKeyInfo
  created_at  timestamptz not null default now()
);

create table titles (
  id                text primary key,
  owner_id          text not null references people,
  name              text not null,
  description       text,
  categories        text[] not null default '{}',
  tags              text[] not null default '{}',
  language          text,
  visibility        text not null check (visibility in ('public', 'private')),
  status            text not null default 'draft'
    check (status in ('draft', 'uploaded', 'processing', 'ready', 'failed', 'retired')),
  progress          double precision not null default 0 check (progress between 0 and 1),
  error             text,
  epoch             text,                         -- the current publication
  epochs            text[] not null default '{}', -- every publication ever made ready, the current one last
  publication_stale boolean not null default false, -- publication.json has to be written again
  duration_seconds  double precision,
  renditions        jsonb not null default '[]',
  has_poster        boolean not null default false,
  source_key        text,
  source_name       text,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  retired_at        timestamptz
);
create index titles_by_age on titles (created_at, id);
create index titles_by_name on titles (lower(name), id);
create index titles_by_owner on titles (owner_id, created_at, id);
create index titles_by_tag on titles using gin (tags);
create index titles_by_category on titles using gin (categories);
create index titles_by_words on titles using gin (name gin_trgm_ops, description gin_trgm_ops);
create index titles_with_stale_publication on titles (id) where publication_stale;

create table audit_log (
  id      bigint generated always as identity primary key,
  at      timestamptz not null default now(),
  actor   text not null, -- a person's id, or 'system'
  action  text not null,
  subject text not null, -- what was changed, such as a title's id
  detail  jsonb not null default '{}'
);
create index audit_log_by_subject on audit_log (subject, id);
