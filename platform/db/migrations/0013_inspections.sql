-- Pictures. The bytes lie here once a tenant, named by their SM3; which office a picture belongs to is said in file, and
-- nobody reaches bytes but through a row of file that they may see.
create table file_bytes (
  tenant_id  uuid not null,
  digest     text not null check (digest ~ '^[0-9a-f]{64}$'),
  bytes      bytea not null,
  primary key (tenant_id, digest)
);
create table file (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  digest     text not null,
  type       text not null check (type in ('jpeg', 'png', 'webp')),
  size       int not null check (size > 0),
  width      int not null check (width > 0),
  height     int not null check (height > 0),
  at         timestamptz not null,
  made_by    uuid,
  primary key (tenant_id, id),
  unique (tenant_id, org_path, digest),
  foreign key (tenant_id, digest) references file_bytes (tenant_id, digest)
);
-- Already compressed: compressing again costs time and saves nothing.
alter table file_bytes alter column bytes set storage external;

-- What lists and figures of inspections need by themselves, written with each move in its transaction.
create table inspection (
  tenant_id   uuid not null,
  matter_id   uuid not null,
  org_path    ltree not null,
  office      uuid not null,
  number      text not null,
  mode        text not null check (mode in ('planned', 'spot')),
  template    text not null,
  state       text not null,
  planned_on  date not null,
  checker     uuid not null,
  series      uuid,
  score       numeric(4, 1),
  failed      int not null default 0,
  open_items  int not null default 0,
  rounds      int not null default 0,
  late        boolean not null default false,
  due_at      timestamptz,
  opened_at   timestamptz not null,
  done_at     timestamptz,
  closed_at   timestamptz,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index inspection_opened on inspection (tenant_id, opened_at desc, matter_id desc);
create index inspection_office on inspection (tenant_id, office, opened_at desc, matter_id desc);
create index inspection_open on inspection (tenant_id, opened_at desc, matter_id desc) where closed_at is null;
create index inspection_done on inspection (tenant_id, done_at) where done_at is not null;

-- Every answered line of a finished inspection: scores by window and clause are counted from these.
create table inspection_line (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  line       text not null,
  org_path   ltree not null,
  office     uuid not null,
  done_at    timestamptz not null,
  item       text not null,
  clause     text not null,
  about      text not null check (about in ('person', 'window', 'venue')),
  -- The person, or the post of the window; null: the place.
  whom       uuid,
  result     text not null check (result in ('pass', 'fail', 'na')),
  weight     int not null,
  primary key (tenant_id, matter_id, line),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index inspection_line_done on inspection_line (tenant_id, done_at);

-- An office's own edition of the checklist: what it adds, and what of the optional it leaves out. Each is a new row.
create table check_edition (
  tenant_id  uuid not null,
  office     uuid not null,
  edition    int not null check (edition > 0),
  org_path   ltree not null,
  own        jsonb not null,
  off        jsonb not null,
  made_by    uuid not null,
  made_at    timestamptz not null,
  primary key (tenant_id, office, edition)
);

-- Inspections that come again: the job makes the next one before its day.
create table inspection_series (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  -- Whose standing order it is: the post, so that a deputy or successor carries it on.
  post       uuid not null,
  template   text not null,
  people     jsonb not null,
  windows    jsonb not null,
  months     int not null check (months in (1, 2, 3, 6, 12)),
  -- The day of the month; on a rest day the next working day.
  on_day     int not null check (on_day between 1 and 28),
  lead_days  int not null check (lead_days between 1 and 30),
  first_on   date not null,
  next_on    date not null,
  note       text,
  made_by    uuid not null,
  made_at    timestamptz not null,
  ended_at   timestamptz,
  trouble    text,
  primary key (tenant_id, id)
);
create index inspection_series_next on inspection_series (tenant_id, next_on) where ended_at is null;

-- One inspection a day of a series, whatever the scheduler does twice.
create table inspection_occurrence (
  tenant_id  uuid not null,
  series     uuid not null,
  day        date not null,
  org_path   ltree not null,
  matter_id  uuid,
  at         timestamptz not null,
  primary key (tenant_id, series, day)
);

do $$
declare
  one text;
begin
  foreach one in array array['file_bytes', 'file', 'inspection', 'inspection_line', 'check_edition', 'inspection_series', 'inspection_occurrence'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
  end loop;
  foreach one in array array['file', 'inspection', 'inspection_line', 'check_edition', 'inspection_series', 'inspection_occurrence'] loop
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on file_bytes, file, check_edition to shouwen_app;
grant select, insert, update on inspection, inspection_series, inspection_occurrence to shouwen_app;
grant select, insert, update, delete on inspection_line to shouwen_app;
