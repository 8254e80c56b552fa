-- What a deputy did while A was away, handed back with a paper (5.1.c). One brief an absence, written from the journal.
create table handback (
  tenant_id        uuid not null,
  absence          uuid not null,
  org_path         ltree not null,
  office           uuid not null,
  staff            uuid not null,
  from_at          timestamptz not null,
  until_at         timestamptz not null,
  brief            jsonb not null,
  sheet            uuid,
  made_at          timestamptz not null,
  acknowledged_at  timestamptz,
  says             text,
  primary key (tenant_id, absence),
  foreign key (tenant_id, sheet) references sheet (tenant_id, id)
);
alter table handback enable row level security;
alter table handback force row level security;
create policy tenant on handback using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on handback as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on handback to shouwen_app;
grant update (acknowledged_at, says) on handback to shouwen_app;
create index handback_staff on handback (tenant_id, staff, made_at);
create index journal_acting_for on journal (tenant_id, acting_for, at) where acting_for is not null;
