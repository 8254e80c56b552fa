-- What an office publishes of itself (10.3.2): the working text, and every version that was put to the head.
create table publication (
  tenant_id        uuid not null,
  id               uuid not null,
  org_path         ltree not null,
  office           uuid not null,
  -- How far the working text is; what the public reads is `live`, which stays while a change waits.
  state            text not null check (state in ('draft', 'waiting', 'published', 'withdrawn')),
  version          int not null check (version > 0),
  topic            text not null,
  title            text not null,
  body             text not null,
  source           text not null default '',
  phone            text not null default '',
  service          text,
  from_day         date not null,
  until_day        date,
  -- Whoever wrote or submitted the working text: none of them approves it.
  authors          uuid[] not null,
  made_by          uuid not null,
  made_at          timestamptz not null,
  changed_at       timestamptz not null,
  submitted_at     timestamptz,
  due_day          date,
  returned         text,
  live             int,
  live_topic       text,
  live_from        date,
  live_until       date,
  withdrawn_at     timestamptz,
  withdrawn_reason text,
  primary key (tenant_id, id),
  check ((state = 'waiting') = (due_day is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check ((live is null) = (live_from is null) and (live is null) = (live_topic is null))
);
create index publication_office on publication (tenant_id, office, id desc);
create index publication_waiting on publication (tenant_id, due_day) where state = 'waiting';
create index publication_live on publication (tenant_id, live_from desc, id desc) where live is not null and withdrawn_at is null;
create index publication_topic on publication (tenant_id, live_topic, live_from desc, id desc) where live is not null and withdrawn_at is null;

create table publication_version (
  tenant_id    uuid not null,
  publication  uuid not null,
  version      int not null check (version > 0),
  org_path     ltree not null,
  topic        text not null,
  title        text not null,
  body         text not null,
  source       text not null,
  phone        text not null,
  service      text,
  from_day     date not null,
  until_day    date,
  authors      uuid[] not null,
  submitted_at timestamptz not null,
  submitted_by uuid not null,
  primary key (tenant_id, publication, version),
  foreign key (tenant_id, publication) references publication (tenant_id, id)
);

do $$
declare
  one text;
begin
  foreach one in array array['publication', 'publication_version'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on publication, publication_version to shouwen_app;
grant update (state, version, topic, title, body, source, phone, service, from_day, until_day, authors, changed_at, submitted_at, due_day, returned,
  live, live_topic, live_from, live_until, withdrawn_at, withdrawn_reason) on publication to shouwen_app;
