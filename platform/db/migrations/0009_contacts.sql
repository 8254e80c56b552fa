-- Rule 2 beside the matter itself: the register of first contacts (2.1), hard matters that are remembered until they are
-- closed (2.2), and commendations (2.4.0).

-- Who it was may be put down while the contact is open; then it is found by that name too.
grant update (words) on matter_word to shouwen_app;

create table remembered (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  matter_id  uuid not null,
  -- The post keeps it in mind: whoever stands in for the post has it too.
  post       uuid not null,
  staff      uuid not null,
  note       text not null,
  -- The day on which it is looked at again.
  look_on    date not null,
  made_at    timestamptz not null,
  ended_at   timestamptz,
  ended_by   uuid,
  -- What came of it.
  outcome    text,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id),
  check ((ended_at is null) = (outcome is null)),
  check ((ended_at is null) = (ended_by is null))
);
create unique index remembered_once on remembered (tenant_id, matter_id) where ended_at is null;
create index remembered_post on remembered (tenant_id, post, look_on, id) where ended_at is null;
create index remembered_office on remembered (tenant_id, office, look_on, id) where ended_at is null;
alter table remembered enable row level security;
alter table remembered force row level security;
create policy tenant on remembered using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on remembered as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on remembered to shouwen_app;
grant update (look_on, ended_at, ended_by, outcome) on remembered to shouwen_app;

create table commendation (
  tenant_id     uuid not null,
  id            uuid not null,
  org_path      ltree not null,
  office        uuid not null,
  number        text not null,
  staff         uuid not null,
  -- The contact or case in which the service was given.
  matter_id     uuid not null,
  matter        text not null,
  source        text not null check (source in ('visitor', 'letter', 'rating', 'colleague', 'superior')),
  deed          text not null,
  proposed_by   uuid not null,
  proposed_at   timestamptz not null,
  state         text not null check (state in ('proposed', 'confirmed', 'declined', 'withdrawn')),
  decided_by    uuid,
  decided_at    timestamptz,
  opinion       text,
  withdrawn_by  uuid,
  withdrawn_at  timestamptz,
  reason        text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id),
  -- Nobody decides on oneself.
  check (decided_by is null or decided_by <> staff),
  check (proposed_by <> staff),
  check ((decided_by is null) = (decided_at is null)),
  check ((state = 'withdrawn') = (reason is not null))
);
create unique index commendation_once on commendation (tenant_id, matter_id, staff) where state in ('proposed', 'confirmed');
create index commendation_office on commendation (tenant_id, office, id desc);
alter table commendation enable row level security;
alter table commendation force row level security;
create policy tenant on commendation using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on commendation as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on commendation to shouwen_app;
grant update (state, decided_by, decided_at, opinion, withdrawn_by, withdrawn_at, reason) on commendation to shouwen_app;
