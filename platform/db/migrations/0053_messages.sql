-- Who outside hears of what happens (a program, letter boxes, the visitor's telephone), set up by the system administrator. What
-- the snapshot of the place needs of it is read with the place, so that nothing is asked at a move where nobody listens.
create table receiver (
  tenant_id uuid not null references tenant,
  id        uuid not null,
  org       uuid not null,
  way       text not null check (way in ('webhook', 'mail', 'sms')),
  name      text not null,
  address   text not null,
  -- Under seal: the key of the signature, or the password of the letter box.
  secret    text,
  -- Of which kinds, at which events; whose letter box; own words.
  config    jsonb not null,
  is_on     boolean not null,
  made_at   timestamptz not null,
  removed_at timestamptz,
  primary key (tenant_id, id)
);
grant select, insert on receiver to shouwen_app;
grant update (name, address, secret, config, is_on, removed_at) on receiver to shouwen_app;

-- What goes out: written with the move it tells of, sent after its commit, again until it arrives or is given up.
create table message (
  tenant_id uuid not null,
  id        uuid not null,
  org_path  ltree not null,
  receiver  uuid not null,
  -- Of a test there is none.
  matter_id uuid,
  version   int not null,
  event     text not null,
  -- As it is signed and sent, each time the same; no personal data.
  body      text not null,
  state     text not null check (state in ('waiting', 'sent', 'given-up', 'withheld')),
  tries     int not null default 0,
  next_at   timestamptz not null,
  made_at   timestamptz not null,
  done_at   timestamptz,
  says      text,
  primary key (tenant_id, id),
  unique (tenant_id, matter_id, version, receiver, event),
  foreign key (tenant_id, receiver) references receiver (tenant_id, id),
  check ((state = 'waiting') = (done_at is null))
);
create index message_due on message (tenant_id, next_at) where state = 'waiting';
create index message_log on message (tenant_id, receiver, id);
create index message_failed on message (tenant_id, receiver, id) where state <> 'sent';
create index message_done on message (tenant_id, done_at) where state <> 'waiting';
alter table message enable row level security;
alter table message force row level security;
create policy tenant on message using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on message as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert, delete on message to shouwen_app;
grant update (state, tries, next_at, done_at, says) on message to shouwen_app;
