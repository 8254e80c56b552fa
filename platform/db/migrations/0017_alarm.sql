-- Who was told of what, and when they took note of it: a lateness reaches whoever is responsible at that minute and the
-- head, never a post alone (7.4, 2.4.1). One row a person and an event.
create table alarm (
  tenant_id   uuid not null,
  id          uuid not null,
  org_path    ltree not null,
  staff       uuid not null,
  at          timestamptz not null,
  matter_id   uuid,
  -- What it is about, so that nobody is told the same twice: the matter's clock and since when it is late.
  about       text not null,
  clause      text not null,
  says        text not null,
  seen_at     timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create unique index alarm_once on alarm (tenant_id, staff, about);
create index alarm_staff on alarm (tenant_id, staff, at desc, id);
create index alarm_unseen on alarm (tenant_id, staff) where seen_at is null;

alter table alarm enable row level security;
alter table alarm force row level security;
create policy tenant on alarm using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on alarm as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on alarm to shouwen_app;
grant update (seen_at) on alarm to shouwen_app;
