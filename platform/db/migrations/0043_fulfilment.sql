-- How an office keeps what it promises (6.0): results given, by service and day, counted from the cases by a job and replaced when
-- they are counted again; nothing is known here that the cases do not say.
create table fulfilment (
  tenant_id  uuid not null,
  office     uuid not null,
  service    text not null,
  day        date not null,
  org_path   ltree not null,
  done       int not null check (done > 0),
  kept       int not null check (kept between 0 and done),
  used_days  int not null check (used_days >= 0),
  primary key (tenant_id, office, service, day)
);
create index fulfilment_day on fulfilment (tenant_id, office, day);

alter table fulfilment enable row level security;
alter table fulfilment force row level security;
create policy tenant on fulfilment using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on fulfilment as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);

grant select, insert, delete on fulfilment to shouwen_app;
