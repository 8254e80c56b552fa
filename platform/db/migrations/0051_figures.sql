-- Figures as sums (6.6): what the record says of an office and a day, counted by a job and replaced whole when it is counted
-- again; nothing is known here that the record does not say. Months are made from days in the same transaction.
-- `figure_day`, `figure_month`: by post and service, empty service for none. `figure_place_*`: of the whole office.
create table figure_day (
  tenant_id uuid not null,
  office    uuid not null,
  day       date not null,
  post      uuid not null,
  service   text not null,
  org_path  ltree not null,
  opened int not null, closed int not null, withdrawn int not null,
  done int not null, kept int not null, late int not null, used int not null,
  hands1 int not null, hands2 int not null, hands3 int not null, hands4 int not null,
  took1h int not null, took1d int not null, took3d int not null, took10d int not null, took30d int not null, tookmore int not null,
  minutes bigint not null,
  visits int not null, rated int not null,
  level1 int not null, level2 int not null, level3 int not null, level4 int not null, level5 int not null,
  primary key (tenant_id, office, day, post, service),
  check (kept + late = done),
  check (level1 + level2 + level3 + level4 + level5 = rated)
);
create table figure_month (like figure_day including constraints, primary key (tenant_id, office, day, post, service), check (extract(day from day) = 1));

create table figure_place_day (
  tenant_id uuid not null,
  office    uuid not null,
  day       date not null,
  org_path  ltree not null,
  visitors int not null, served int not null, several int not null, sittings int not null,
  tickets int not null, finished int not null, absent int not null, passed int not null,
  wait5 int not null, wait10 int not null, wait15 int not null, wait30 int not null, wait60 int not null, waitmore int not null,
  waited bigint not null, serving bigint not null,
  complaints int not null, attitude int not null, pace int not null, formality int not null, fee int not null, result int not null, other int not null,
  withdrawnsaid int not null, outside int not null, untrue int not null,
  upheld int not null, partly int not null, unfounded int not null,
  orders int not null, again int not null,
  primary key (tenant_id, office, day)
);
create table figure_place_month (like figure_place_day including constraints, primary key (tenant_id, office, day), check (extract(day from day) = 1));

-- How far the record was read, and by which calendars working days were counted.
create table figure_mark (
  tenant_id  uuid not null primary key,
  at         timestamptz not null,
  calendars  jsonb not null
);

-- Complaints of an office, of the many matters that it has.
create index matter_complaint on matter (tenant_id, office, opened_at) where kind = 'complaint';

do $$
declare
  one text;
begin
  foreach one in array array['figure_day', 'figure_month', 'figure_place_day', 'figure_place_month', 'figure_mark'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format('grant select, insert, delete on %I to shouwen_app', one);
  end loop;
  foreach one in array array['figure_day', 'figure_month', 'figure_place_day', 'figure_place_month'] loop
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;
grant update (at, calendars) on figure_mark to shouwen_app;
