-- Who is there (3.2.3, 4.2.1). Marks are added and never changed: a correction is another mark that names the one it
-- corrects and says why. Lateness is kept as it was judged, so that hours changed later don't make it another.
create table attendance (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  staff      uuid not null,
  day        date not null,
  what       text not null check (what in ('in', 'out')),
  at         timestamptz not null,
  -- Minutes late (in) or early (out), and the minute of the day it was judged against; null where nothing was due.
  minutes    int not null check (minutes >= 0),
  against    int check (against between 0 and 1440),
  -- Numbers of the windows that were opened by signing in (5.5).
  windows    int[] not null default '{}',
  noted_at   timestamptz not null,
  noted_by   uuid not null,
  why        text,
  corrects   uuid,
  primary key (tenant_id, id),
  check (why is not null or noted_by = staff),
  check (why is null or noted_by <> staff)
);
create unique index attendance_once on attendance (tenant_id, staff, day) where what = 'in' and why is null;
create index attendance_office on attendance (tenant_id, office, day, staff);
create index attendance_staff on attendance (tenant_id, staff, day);
alter table attendance enable row level security;
alter table attendance force row level security;
create policy tenant on attendance using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on attendance as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on attendance to shouwen_app;

-- Leaving the post for some minutes, declared before (4.2.3). History; who is out just now is in office_version.outs.
create table away (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  staff      uuid not null,
  why        text not null,
  from_at    timestamptz not null,
  back_by    timestamptz not null,
  -- When the office shuts for lunch or the day: then it ends by itself.
  until_at   timestamptz not null check (until_at > from_at),
  back_at    timestamptz,
  -- Set when it became an empty post, as a fact for inspection.
  empty_at   timestamptz,
  primary key (tenant_id, id)
);
create index away_office on away (tenant_id, office, from_at desc, id desc);
create index away_staff on away (tenant_id, staff, from_at desc);
alter table away enable row level security;
alter table away force row level security;
create policy tenant on away using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on away as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on away to shouwen_app;
grant update (back_at, empty_at) on away to shouwen_app;

-- Who is out for some minutes now: a handful, read with the version by whoever asks who stands where, so that going out
-- and coming back cost one small row and leave the place's snapshot and journal as they are.
alter table office_version add column outs jsonb not null default '[]';

-- Absent without a word: recorded by the head, or by time where the office has said so; then nobody decided it.
alter table absence drop constraint absence_kind_check;
alter table absence add constraint absence_kind_check check (kind in ('leave', 'sick', 'training', 'official', 'other', 'absent'));
alter table absence drop constraint absence_check3;
alter table absence add constraint absence_decided check (state not in ('approved', 'refused', 'recorded') or decided_by is not null or kind = 'absent');
alter table absence alter column asked_by drop not null;

-- What a leaver hands over before the leave begins, and the deputies' word that they have it (5.1.b).
create table takeover (
  tenant_id  uuid not null,
  absence    uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  staff      uuid not null,
  brief      text not null,
  matters    jsonb not null,
  things     jsonb not null,
  made_at    timestamptz not null,
  -- For each post of the leaver who has taken it over, and when.
  receipts   jsonb not null default '[]',
  taken_at   timestamptz,
  sheet      uuid,
  primary key (tenant_id, absence),
  foreign key (tenant_id, sheet) references sheet (tenant_id, id)
);
create index takeover_office on takeover (tenant_id, office, made_at desc);
alter table takeover enable row level security;
alter table takeover force row level security;
create policy tenant on takeover using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on takeover as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on takeover to shouwen_app;
grant update (brief, matters, things, made_at, receipts, taken_at, sheet) on takeover to shouwen_app;

-- Tasks are few among the matters of an office, and are looked through by themselves (5.3).
create index matter_task on matter (tenant_id, office, opened_at desc, id desc) where kind = 'task';
