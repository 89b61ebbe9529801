-- A job that meets an outage is put off without losing an attempt, for so long and no longer.
alter table jobs add column outage_since timestamptz; -- when it first met one; null once a person retries it
