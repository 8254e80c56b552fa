-- What is applied for online and not yet sent, and what is handed in to a one-time notice: under seal, gone when it is sent or stale (1.3, 8.1).
create table application (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  kind       text not null check (kind in ('case', 'answer')),
  -- Of an application its own, told to whoever began it; of an answer that of its matter.
  number     text not null,
  service    text not null,
  state      text not null check (state in ('draft', 'sent')),
  -- The answers under seal; empty once they lie in the matter.
  cipher     text not null,
  matter_id  uuid,
  made_at    timestamptz not null,
  changed_at timestamptz not null,
  -- Unsent, it is removed then.
  expires_at timestamptz not null,
  sent_at    timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id),
  check ((state = 'sent') = (sent_at is not null)),
  check (state = 'draft' or matter_id is not null)
);
create index application_number on application (tenant_id, number) where kind = 'case';
-- A matter is answered for in one place.
create unique index application_answer on application (tenant_id, matter_id) where kind = 'answer' and state = 'draft';
create index application_matter on application (tenant_id, matter_id) where matter_id is not null;
create index application_stale on application (tenant_id, expires_at) where state = 'draft';

create table application_file (
  tenant_id   uuid not null,
  id          uuid not null,
  org_path    ltree not null,
  application uuid not null,
  material    text not null,
  type        text not null,
  size        int not null,
  width       int not null,
  height      int not null,
  at          timestamptz not null,
  -- With its application: then it stays.
  sent        boolean not null default false,
  cipher      text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, application) references application (tenant_id, id)
);
create index application_file_of on application_file (tenant_id, application, id);

do $$
declare
  one text;
begin
  foreach one in array array['application', 'application_file'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;
-- What was sent stays with its matter, whatever the code tries.
create policy unsent on application as restrictive for delete using (state = 'draft');
create policy unsent on application_file as restrictive for delete using (not sent);

grant select, insert, delete on application, application_file to shouwen_app;
grant update (state, cipher, matter_id, changed_at, expires_at, sent_at) on application to shouwen_app;
grant update (sent) on application_file to shouwen_app;
