-- Tax relief that was certified (JY10: one row for each hire and year; JY11: one for each trader).
create table tax_relief (
  tenant_id   uuid not null,
  id          uuid not null,
  org_path    ltree not null,
  office      uuid not null,
  -- The case by whose approval it was certified, and the row of its list (from 1).
  matter_id   uuid not null,
  number      text not null,
  nth         int not null check (nth > 0),
  service     text not null check (service in ('JY10', 'JY11')),
  employer    text not null,
  credit_code text not null,
  person      text not null,
  masked      text not null,
  blind       text not null,
  year        int not null,
  from_month  text not null check (from_month ~ '^\d{4}-\d{2}$'),
  until_month text not null check (until_month ~ '^\d{4}-\d{2}$'),
  months      int not null check (months > 0),
  certified_at timestamptz not null,
  certified_by uuid,
  revoked_at  timestamptz,
  revoked_by  uuid,
  revoked_for text,
  primary key (tenant_id, id),
  check (from_month <= until_month),
  check ((revoked_at is null) = (revoked_for is null))
);
create index tax_relief_office on tax_relief (tenant_id, office, id desc);
create index tax_relief_year on tax_relief (tenant_id, office, year, id desc);
create index tax_relief_person on tax_relief (tenant_id, blind) where revoked_at is null;
-- 自主创业 is noted once for a person, wherever that was; the index knows also what another office may not see.
create unique index tax_relief_once on tax_relief (tenant_id, blind) where service = 'JY11' and revoked_at is null;

-- The months of a person for which relief was certified: each once in the whole tenant, by whichever employer or office.
create table tax_month (
  tenant_id uuid not null,
  blind     text not null,
  month     text not null check (month ~ '^\d{4}-\d{2}$'),
  org_path  ltree not null,
  relief    uuid not null,
  primary key (tenant_id, blind, month)
);
create index tax_month_relief on tax_month (tenant_id, relief);

do $$
declare
  one text;
begin
  foreach one in array array['tax_relief', 'tax_month'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on tax_relief to shouwen_app;
grant update (revoked_at, revoked_by, revoked_for) on tax_relief to shouwen_app;
grant select, insert, delete on tax_month to shouwen_app;
