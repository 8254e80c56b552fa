-- What an office makes public of itself (1.5), a row for each duty: written with every move of its matter, read by lists and by the public.
create table disclosure (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  number     text not null,
  topic      text not null,
  -- Which of several of the topic: a service's code, a month, a case's number; empty where there is one.
  subject    text not null,
  name       text not null,
  cause      text not null,
  state      text not null,
  title      text not null,
  body       text not null,
  -- By what a change of what runs is told; empty for what a person wrote.
  digest     text not null,
  owed       text[] not null,
  live_at    timestamptz,
  live_until date,
  due_at     timestamptz,
  late       boolean not null,
  holder     uuid not null,
  opened_at  timestamptz not null,
  ended_at   timestamptz,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
-- Of one thing there is one duty at a time, however often the job comes by.
create unique index disclosure_pending on disclosure (tenant_id, office, topic, subject) where state in ('due', 'drafted', 'review');
create index disclosure_live on disclosure (tenant_id, office, topic, subject, live_at desc) where state in ('spreading', 'public');
create index disclosure_office on disclosure (tenant_id, office, matter_id desc);
create index disclosure_of on disclosure (tenant_id, office, topic, subject, opened_at desc);

alter table disclosure enable row level security;
alter table disclosure force row level security;
create policy tenant on disclosure using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on disclosure as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);

grant select, insert on disclosure to shouwen_app;
grant update (name, cause, state, title, body, digest, owed, live_at, live_until, due_at, late, holder, ended_at) on disclosure to shouwen_app;
