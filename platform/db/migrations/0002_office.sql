-- The place: offices, people, posts with A and B, absences, hours, directory. Small and slow-changing, so on Citus these
-- are reference tables: they carry tenant_id (the city-level unit) and never point at tenant tables.
create table tenant (
  tenant_id   uuid primary key,
  code        text not null unique check (code ~ '^[a-z0-9]+$'),
  name        text not null,
  -- Who answers when no head up the whole tree is there (5.0); checked by the office commands, no key back to staff.
  answerable  uuid
);

-- One counter per tenant, raised by every command that changes anything below: a cache compares it and is exact.
-- The row's lock also puts the office journal's lines in one order.
create table office_version (
  tenant_id  uuid primary key references tenant,
  version    bigint not null default 0,
  hash       text not null default ''
);

create table organization (
  tenant_id          uuid not null references tenant,
  id                 uuid not null,
  code               text not null check (code ~ '^[A-Za-z0-9]+$'),
  name               text not null,
  short              text not null,
  level              text not null check (level in ('city', 'district', 'street', 'community')),
  address            text not null default '',
  phone              text not null default '',
  supervision_phone  text not null default '',
  settings           jsonb not null default '{}',
  primary key (tenant_id, id),
  unique (tenant_id, code),
  unique (tenant_id, short)
);

-- Where an office stood in the tree, and when. A reorganization is a new row; history keeps its old path.
create table organization_place (
  tenant_id    uuid not null references tenant,
  org          uuid not null,
  parent       uuid,
  path         ltree not null,
  valid_from   timestamptz not null,
  valid_until  timestamptz check (valid_until > valid_from),
  primary key (tenant_id, org, valid_from),
  foreign key (tenant_id, org) references organization (tenant_id, id),
  foreign key (tenant_id, parent) references organization (tenant_id, id),
  check (parent <> org),
  exclude using gist (tenant_id with =, org with =, tstzrange(valid_from, valid_until) with &&)
);
create index organization_place_path on organization_place using gist (path);

create table staff (
  tenant_id      uuid not null references tenant,
  id             uuid not null,
  username       text not null,
  name           text not null,
  number         text not null,
  phone          text not null default '',
  password_hash  text,
  administrator  text check (administrator in ('system', 'security', 'audit')),
  active         boolean not null default true,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
-- People sign in before the tenant is known; a reference table may have a global key.
create unique index staff_username on staff (username);

create table staff_place (
  tenant_id    uuid not null references tenant,
  staff        uuid not null,
  org          uuid not null,
  valid_from   timestamptz not null,
  valid_until  timestamptz check (valid_until > valid_from),
  primary key (tenant_id, staff, valid_from),
  foreign key (tenant_id, staff) references staff (tenant_id, id),
  foreign key (tenant_id, org) references organization (tenant_id, id),
  exclude using gist (tenant_id with =, staff with =, tstzrange(valid_from, valid_until) with &&)
);
create index staff_place_org on staff_place (tenant_id, org);

create table post (
  tenant_id  uuid not null references tenant,
  id         uuid not null,
  org        uuid not null,
  code       text not null,
  name       text not null,
  duties     text not null default '',
  services   text[] not null default '{}',
  is_head    boolean not null default false,
  primary key (tenant_id, id),
  unique (tenant_id, org, code),
  foreign key (tenant_id, org) references organization (tenant_id, id)
);
create unique index post_one_head on post (tenant_id, org) where is_head;

-- At one instant a post has at most one A and one B (5.1), and nobody is both of one post.
create table post_assignment (
  tenant_id    uuid not null references tenant,
  post         uuid not null,
  role         text not null check (role in ('A', 'B')),
  staff        uuid not null,
  valid_from   timestamptz not null,
  valid_until  timestamptz check (valid_until > valid_from),
  primary key (tenant_id, post, role, valid_from),
  foreign key (tenant_id, post) references post (tenant_id, id),
  foreign key (tenant_id, staff) references staff (tenant_id, id),
  exclude using gist (tenant_id with =, post with =, role with =, tstzrange(valid_from, valid_until) with &&),
  exclude using gist (tenant_id with =, post with =, staff with =, tstzrange(valid_from, valid_until) with &&)
);
create index post_assignment_staff on post_assignment (tenant_id, staff);

create table service_window (
  tenant_id  uuid not null references tenant,
  org        uuid not null,
  number     int not null check (number > 0),
  name       text not null,
  post       uuid not null,
  primary key (tenant_id, org, number),
  foreign key (tenant_id, org) references organization (tenant_id, id),
  foreign key (tenant_id, post) references post (tenant_id, id)
);

-- Office hours in minutes of the day, Asia/Shanghai; weekday 0 is Sunday. Two rows a day leave room for lunch.
create table opening_hours (
  tenant_id  uuid not null references tenant,
  org        uuid not null,
  weekday    int not null check (weekday between 0 and 6),
  opens      int not null check (opens >= 0),
  closes     int not null check (closes > opens and closes <= 1440),
  primary key (tenant_id, org, weekday, opens),
  foreign key (tenant_id, org) references organization (tenant_id, id)
);

-- The office is shut on a day: wholly (both null), or for some minutes of it.
create table closure (
  tenant_id  uuid not null references tenant,
  id         uuid not null,
  org        uuid not null,
  day        date not null,
  shuts      int check (shuts between 0 and 1440),
  reopens    int check (reopens <= 1440 and reopens > shuts),
  reason     text not null,
  closed_by  uuid not null,
  closed_at  timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, org) references organization (tenant_id, id),
  foreign key (tenant_id, closed_by) references staff (tenant_id, id),
  check ((shuts is null) = (reopens is null))
);
create index closure_org on closure (tenant_id, org, day);

-- Leave is asked for and approved before (3.2.3), never by oneself; a head records it for who can't ask.
create table absence (
  tenant_id    uuid not null references tenant,
  id           uuid not null,
  org          uuid not null,
  staff        uuid not null,
  kind         text not null check (kind in ('leave', 'sick', 'training', 'official', 'other')),
  from_at      timestamptz not null,
  until_at     timestamptz not null check (until_at > from_at),
  reason       text not null,
  state        text not null check (state in ('requested', 'approved', 'refused', 'cancelled', 'recorded')),
  asked_by     uuid not null,
  asked_at     timestamptz not null,
  decided_by   uuid,
  decided_at   timestamptz,
  says         text,
  returned_at  timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, org) references organization (tenant_id, id),
  foreign key (tenant_id, staff) references staff (tenant_id, id),
  foreign key (tenant_id, asked_by) references staff (tenant_id, id),
  foreign key (tenant_id, decided_by) references staff (tenant_id, id),
  check (state not in ('approved', 'refused') or decided_by <> staff),
  check ((decided_by is null) = (decided_at is null)),
  check (state not in ('approved', 'refused', 'recorded') or decided_by is not null)
);
create index absence_staff on absence (tenant_id, staff, until_at);
create index absence_org on absence (tenant_id, org, until_at);

-- Whom the head named for a post while A and B are both away (5.4).
create table arrangement (
  tenant_id  uuid not null references tenant,
  id         uuid not null,
  post       uuid not null,
  staff      uuid not null,
  from_at    timestamptz not null,
  until_at   timestamptz not null check (until_at > from_at),
  named_by   uuid not null,
  named_at   timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, post) references post (tenant_id, id),
  foreign key (tenant_id, staff) references staff (tenant_id, id),
  foreign key (tenant_id, named_by) references staff (tenant_id, id)
);
create index arrangement_post on arrangement (tenant_id, post, until_at);

-- Where a visitor can be sent: departments of the system (2.3.2.a) and bodies outside it (2.3.3).
create table outside_body (
  tenant_id   uuid not null references tenant,
  id          uuid not null,
  in_system   boolean not null,
  name        text not null,
  matters     text not null,
  phone       text not null default '',
  address     text not null default '',
  hours       text not null default '',
  primary key (tenant_id, id)
);

-- A year's State Council notice as it was read. The version follows from the content; the one imported last holds, and a
-- date already counted names the one it was counted with. `off` holds ranges, both ends included.
create table holiday_notice (
  tenant_id    uuid not null references tenant,
  year         int not null check (year between 2000 and 2200),
  version      text not null,
  source       text not null,
  issued       date,
  off          jsonb not null,
  work         jsonb not null,
  imported_by  uuid,
  imported_at  timestamptz not null,
  primary key (tenant_id, year, version, imported_at),
  foreign key (tenant_id, imported_by) references staff (tenant_id, id)
);

-- What a calendar of that version was made of, so that an old date can be counted again years later (7.4).
create table calendar_version (
  tenant_id  uuid not null references tenant,
  version    text not null,
  input      jsonb not null,
  made_at    timestamptz not null,
  primary key (tenant_id, version)
);

-- Who changed what of the place, by which clause. seq is the office_version that the change made; chained by SM3.
create table office_journal (
  tenant_id  uuid not null references tenant,
  seq        bigint not null,
  at         timestamptz not null,
  org        uuid,
  staff      uuid,
  act        text not null,
  clause     text not null,
  says       text not null,
  what       jsonb not null,
  previous   text not null,
  hash       text not null,
  primary key (tenant_id, seq)
);

alter table office_journal enable row level security;
alter table office_journal force row level security;
create policy tenant on office_journal
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on tenant to shouwen_app;
grant update (answerable) on tenant to shouwen_app;
grant select, insert, update on office_version, organization, organization_place, staff, staff_place, post, post_assignment,
  service_window, opening_hours, absence, arrangement, outside_body to shouwen_app;
grant select, insert on closure, holiday_notice, calendar_version, office_journal to shouwen_app;
