-- Which version of a service is in force from which day, by whose word (6.2); everybody of the tenant and the public read it.
create table service_draft (
  tenant_id   uuid not null,
  id          uuid not null,
  code        text not null check (code ~ '^JY[0-9]{2}$'),
  version     int not null check (version > 0),
  digest      text not null,
  body        text not null,
  org_path    ltree not null,
  made_by     uuid not null,
  made_at     timestamptz not null,
  dropped_at  timestamptz,
  dropped_why text,
  primary key (tenant_id, id),
  check ((dropped_at is null) = (dropped_why is null))
);
-- Of one version there is one text that waits; another may be put in its place once it was dropped.
create unique index service_draft_one on service_draft (tenant_id, code, version) where dropped_at is null;

create table service_release (
  tenant_id    uuid not null,
  id           uuid not null,
  code         text not null check (code ~ '^JY[0-9]{2}$'),
  version      int not null check (version > 0),
  digest       text not null,
  -- The text that was published, where it came as a draft and not with the program.
  draft        uuid,
  org_path     ltree not null,
  from_day     date not null,
  reason       text not null check (reason ~ '\S'),
  changes      int not null check (changes >= 0),
  published_by uuid not null,
  published_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, draft) references service_draft (tenant_id, id)
);
create index service_release_of on service_release (tenant_id, code, from_day, published_at);

do $$
declare
  one text;
begin
  foreach one in array array['service_draft', 'service_release'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
  end loop;
end
$$;

grant select, insert on service_draft, service_release to shouwen_app;
grant update (dropped_at, dropped_why) on service_draft to shouwen_app;
