-- Excel tables on their way in: what was read of them, what is wrong with it, how far they are. Rows are sealed and go when they have
-- served; what they brought in lies where any other way would have brought it.
create table import_job (
  tenant_id uuid not null,
  id        uuid not null,
  org_path  ltree not null,
  office    uuid not null,
  kind      text not null,
  target    uuid,
  file      text not null,
  digest    text not null,
  state     text not null check (state in ('reading', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed')),
  mode      text check (mode in ('all', 'good')),
  rows      int not null default 0,
  units     int not null default 0,
  bad       int not null default 0,
  checked   int not null default 0,
  done      int not null default 0,
  says      text,
  made_by   uuid not null,
  made_at   timestamptz not null,
  beat_at   timestamptz not null,
  ended_at  timestamptz,
  -- Its rows were taken away.
  emptied   boolean not null default false,
  primary key (tenant_id, id)
);
create index import_job_office on import_job (tenant_id, office, id desc);
create index import_job_full on import_job (tenant_id, ended_at) where not emptied;

create table import_row (
  tenant_id uuid not null,
  job       uuid not null,
  nth       int not null,
  org_path  ltree not null,
  cells     text not null,
  problems  jsonb,
  done      boolean not null default false,
  primary key (tenant_id, job, nth),
  foreign key (tenant_id, job) references import_job (tenant_id, id)
);
create index import_row_bad on import_row (tenant_id, job, nth) where problems is not null;

do $$
declare
  one text;
begin
  foreach one in array array['import_job', 'import_row'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on import_job to shouwen_app;
grant update (state, mode, rows, units, bad, checked, done, says, beat_at, ended_at, emptied) on import_job to shouwen_app;
grant select, insert, delete on import_row to shouwen_app;
grant update (problems, done) on import_row to shouwen_app;
