-- The ground of a real office: what was founded can be changed and closed, hours have a day from which they hold, accounts
-- can be locked and begin with a password for once, and whoever goes hands over first (5.5).
alter table organization add column closed_at timestamptz;
alter table post add column closed_at timestamptz;
alter table service_window add column closed_at timestamptz;

-- A closed head's post leaves room for another.
drop index post_one_head;
create unique index post_one_head on post (tenant_id, org) where is_head and closed_at is null;

-- Sealed under the data folder's keys; `phone` stays for what the demonstration says openly.
alter table staff add column phone_sealed text;
-- The password was issued by an administrator and lets in only to be changed.
alter table staff add column password_once boolean not null default false;
alter table staff add column locked_at timestamptz;

-- Opening hours from a day on; opening_hours holds before the first of them. Of two for one day the later set holds.
-- week: for each weekday, Sunday first, its [opens, closes] in minutes of the day.
create table hours_scheme (
  tenant_id   uuid not null references tenant,
  org         uuid not null,
  valid_from  date not null,
  set_at      timestamptz not null,
  set_by      uuid not null,
  week        jsonb not null check (jsonb_array_length(week) = 7),
  primary key (tenant_id, org, valid_from, set_at),
  foreign key (tenant_id, org) references organization (tenant_id, id),
  foreign key (tenant_id, set_by) references staff (tenant_id, id)
);
grant select, insert on hours_scheme to shouwen_app;

-- Somebody is to move or leave and holds posts or matters: it waits for the head to confirm the hand-over (5.5).
create table departure (
  tenant_id   uuid not null references tenant,
  id          uuid not null,
  staff       uuid not null,
  org         uuid not null,
  -- Null: leaves the service.
  to_org      uuid,
  from_at     timestamptz not null,
  asked_by    uuid not null,
  asked_at    timestamptz not null,
  state       text not null check (state in ('waiting', 'done', 'withdrawn')),
  decided_by  uuid,
  decided_at  timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, staff) references staff (tenant_id, id),
  foreign key (tenant_id, org) references organization (tenant_id, id),
  foreign key (tenant_id, to_org) references organization (tenant_id, id),
  foreign key (tenant_id, asked_by) references staff (tenant_id, id),
  foreign key (tenant_id, decided_by) references staff (tenant_id, id),
  check (decided_by <> staff),
  check ((state = 'waiting') = (decided_by is null))
);
create unique index departure_waiting on departure (tenant_id, staff) where state = 'waiting';
grant select, insert on departure to shouwen_app;
grant update (state, decided_by, decided_at) on departure to shouwen_app;

-- What did not work is rare and looked at often: failed sign-ins, shut doors.
create index audit_failed on audit (tenant_id, day, seq) where not succeeded;
