-- What channels send is encrypted with keys that nodes derive of the channel's secret.
alter table channels
  add column encryption           text not null default 'none' check (encryption in ('none', 'aes-128', 'cbcs')), -- never changes
  add column key_rotation_seconds integer check (key_rotation_seconds > 0), -- about so long is a key used; never changes
  add column sealed_secret        text, -- sealed with one of the sealing keys
  add check ((encryption = 'none') = (key_rotation_seconds is null)),
  add check ((encryption = 'none') = (sealed_secret is null));
