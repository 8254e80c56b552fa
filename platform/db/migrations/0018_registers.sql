-- The registers of an office: badges and plates (9), venue (10.1.3, 10.4.5), machines (10.3), convenience items (10.4).
-- What was done to an entry stands in the ledger.
create table badge (
  tenant_id    uuid not null,
  id           uuid not null,
  org_path     ltree not null,
  office       uuid not null,
  kind         text not null check (kind in ('badge', 'plate')),
  number       text not null,
  -- What the QR code leads to: drawn by chance, says nothing and cannot be guessed.
  code         text not null,
  staff        uuid not null,
  post         uuid not null,
  -- As printed: the badge goes on saying this whatever becomes of the person or the post.
  name         text not null,
  post_name    text not null,
  photo        uuid,
  state        text not null check (state in ('living', 'lost', 'returned', 'revoked')),
  issued_at    timestamptz not null,
  issued_by    uuid not null,
  valid_until  date not null,
  ended_at     timestamptz,
  ended_by     uuid,
  reason       text,
  replaces     uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code),
  check ((state = 'living') = (ended_at is null))
);
create unique index badge_one_living on badge (tenant_id, staff, kind) where state = 'living';
create index badge_office on badge (tenant_id, office, number);
create index badge_staff on badge (tenant_id, staff, issued_at desc);

-- The hall as it was from a day on; a new version for each change, none is altered.
create table venue (
  tenant_id  uuid not null,
  office     uuid not null,
  version    int not null check (version > 0),
  org_path   ltree not null,
  from_day   date not null,
  data       jsonb not null,
  made_by    uuid not null,
  made_at    timestamptz not null,
  primary key (tenant_id, office, version)
);

create table machine (
  tenant_id      uuid not null,
  id             uuid not null,
  org_path       ltree not null,
  office         uuid not null,
  kind           text not null check (kind in ('computer', 'printer', 'scanner', 'kiosk', 'display', 'other')),
  name           text not null,
  asset          text not null,
  -- Serial number or address of the network card, without signs between; null where there is none.
  serial         text,
  network        text not null check (network in ('employment', 'internet', 'none')),
  holder         uuid,
  manager        uuid not null,
  window_number  int,
  note           text not null default '',
  registered_at  timestamptz not null,
  registered_by  uuid not null,
  seen_at        timestamptz,
  retired_at     timestamptz,
  primary key (tenant_id, id)
);
-- One thing, one record: a second one with another network would be one machine on both (10.3.1).
create unique index machine_asset on machine (tenant_id, asset) where retired_at is null;
create unique index machine_serial on machine (tenant_id, serial) where retired_at is null and serial is not null;
create index machine_office on machine (tenant_id, office, asset);

-- One row a machine and day on which it was seen working or not: looked at, or heard from.
create table machine_day (
  tenant_id  uuid not null,
  machine    uuid not null,
  day        date not null,
  org_path   ltree not null,
  ok         boolean not null,
  beats      int not null default 0,
  checked_by uuid,
  first_at   timestamptz not null,
  last_at    timestamptz not null,
  primary key (tenant_id, machine, day),
  foreign key (tenant_id, machine) references machine (tenant_id, id)
);

create table machine_fault (
  tenant_id    uuid not null,
  id           uuid not null,
  machine      uuid not null,
  org_path     ltree not null,
  says         text not null,
  reported_at  timestamptz not null,
  reported_by  uuid not null,
  due_at       timestamptz not null,
  repaired_at  timestamptz,
  repaired_by  uuid,
  repair       text,
  primary key (tenant_id, id),
  foreign key (tenant_id, machine) references machine (tenant_id, id)
);
create unique index machine_fault_open on machine_fault (tenant_id, machine) where repaired_at is null;
create index machine_fault_of on machine_fault (tenant_id, machine, reported_at desc);

create table item (
  tenant_id      uuid not null,
  id             uuid not null,
  org_path       ltree not null,
  office         uuid not null,
  kind           text not null,
  name           text not null,
  place          text not null,
  required       int not null check (required > 0),
  quantity       int not null check (quantity >= 0),
  keeper         uuid not null,
  interval_days  int not null check (interval_days between 1 and 366),
  checked_on     date,
  next_on        date not null,
  note           text not null default '',
  added_at       timestamptz not null,
  added_by       uuid not null,
  removed_at     timestamptz,
  primary key (tenant_id, id)
);
create unique index item_one on item (tenant_id, office, kind, name) where removed_at is null;
create index item_due on item (tenant_id, office, next_on) where removed_at is null;

do $$
declare
  one text;
begin
  foreach one in array array['badge', 'venue', 'machine', 'machine_day', 'machine_fault', 'item'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on badge, venue, machine_fault, machine, item to shouwen_app;
grant update (state, ended_at, ended_by, reason) on badge to shouwen_app;
grant update (network, holder, manager, window_number, name, note, seen_at, retired_at) on machine to shouwen_app;
grant select, insert, update on machine_day to shouwen_app;
grant update (repaired_at, repaired_by, repair) on machine_fault to shouwen_app;
grant update (name, place, required, quantity, keeper, interval_days, checked_on, next_on, note, removed_at) on item to shouwen_app;
