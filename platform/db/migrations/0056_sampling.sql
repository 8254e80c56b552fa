-- Spot checks by lot (6.6). `sampling`: the register's row, derived from the matter and written with it.
create table sampling (
  tenant_id      uuid not null,
  matter_id      uuid not null,
  org_path       ltree not null,
  office         uuid not null,
  number         text not null,
  source         text not null check (source in ('case', 'matter', 'rating', 'call')),
  way            text not null check (way in ('file', 'callback')),
  state          text not null,
  holder         uuid not null,
  population     int not null check (population > 0),
  size           int not null check (size between 1 and 200),
  reviewed       int not null default 0,
  findings       int not null default 0,
  open_findings  int not null default 0,
  late           boolean not null default false,
  due_at         timestamptz,
  opened_at      timestamptz not null,
  closed_at      timestamptz,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index sampling_opened on sampling (tenant_id, opened_at desc, matter_id desc);

-- What is drawn from, in the order of ids, as it was when the draw was announced; its hash is in the matter's journal.
create table sampling_population (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  org_path   ltree not null,
  ids        uuid[] not null,
  strata     text[] not null,
  tickets    int[] not null,
  hash       text not null,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id),
  check (cardinality(ids) > 0 and cardinality(ids) = cardinality(strata) and cardinality(ids) = cardinality(tickets))
);

do $$
declare
  one text;
begin
  foreach one in array array['sampling', 'sampling_population'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on sampling_population to shouwen_app;
grant select, insert, update on sampling to shouwen_app;
