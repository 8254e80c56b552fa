-- How an office lets people queue: zones with their services and windows, who goes first and by what share. A row for each version.
create table queue_plan (
  tenant_id uuid not null,
  office    uuid not null,
  version   int not null check (version > 0),
  org_path  ltree not null,
  data      jsonb not null,
  made_by   uuid not null,
  made_at   timestamptz not null,
  primary key (tenant_id, office, version)
);

-- One line of an office: zone and day. The day is a column: nothing is emptied at night. Whoever gives a number or calls one locks
-- its row first, so that numbers have no gap and no double, and no number is called twice.
create table queue_line (
  tenant_id uuid not null,
  office    uuid not null,
  day       date not null,
  zone      text not null check (zone ~ '^[A-Z]$'),
  org_path  ltree not null,
  -- The last number given, when it was given, and how many were called.
  seq       int not null check (seq >= 0),
  since     timestamptz not null,
  called    int not null default 0,
  primary key (tenant_id, office, day, zone)
);

-- How often in a row a window called from the priority lane while somebody else waited.
create table queue_seat (
  tenant_id uuid not null,
  office    uuid not null,
  day       date not null,
  at_window int not null,
  org_path  ltree not null,
  streak    int not null,
  primary key (tenant_id, office, day, at_window)
);

create table queue_ticket (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  day        date not null,
  -- The number as printed: the zone where it was taken and the count there; a transfer changes `zone` alone.
  origin     text not null check (origin ~ '^[A-Z]$'),
  seq        int not null check (seq > 0),
  zone       text not null check (zone ~ '^[A-Z]$'),
  lane       text not null check (lane in ('common', 'priority')),
  lane_why   text,
  -- What they came for; empty for a question.
  service    text,
  state      text not null check (state in ('waiting', 'called', 'serving', 'done', 'absent')),
  -- The place in the line; kept whatever happens to the ticket.
  since      timestamptz not null,
  -- Passed over: not called again before its zone has called so many.
  back_after int,
  passes     int not null default 0,
  calls      int not null default 0,
  to_window  int,
  at_window  int,
  staff      uuid,
  post       uuid,
  -- Fingerprint of the token on the slip, and of the form that asked: a double tap gives one ticket.
  token_hash text not null,
  asked      text not null,
  made_by    uuid not null,
  made_how   text not null check (made_how in ('kiosk', 'desk')),
  made_at    timestamptz not null,
  first_at   timestamptz,
  called_at  timestamptz,
  served_at  timestamptz,
  ended_at   timestamptz,
  end_why    text,
  matter_id  uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id),
  check ((state in ('called', 'serving')) <= (at_window is not null and staff is not null))
);
create unique index queue_number on queue_ticket (tenant_id, office, day, origin, seq);
create unique index queue_token on queue_ticket (tenant_id, token_hash);
create unique index queue_asked on queue_ticket (tenant_id, made_by, asked);
-- The second wall: a window has one person before it.
create unique index queue_window on queue_ticket (tenant_id, office, day, at_window) where state in ('called', 'serving');
create index queue_waiting on queue_ticket (tenant_id, office, day, since, seq) where state = 'waiting';
create index queue_calls on queue_ticket (tenant_id, office, day, called_at desc) where called_at is not null;
create index queue_handled on queue_ticket (tenant_id, office, zone, ended_at desc) where state = 'done' and ended_at is not null;
create index queue_serving on queue_ticket (tenant_id, staff) where state in ('called', 'serving');
create index queue_open on queue_ticket (tenant_id, day) where state in ('waiting', 'called', 'serving');

do $$
declare
  one text;
begin
  foreach one in array array['queue_plan', 'queue_line', 'queue_seat', 'queue_ticket'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format(
      $p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on queue_plan to shouwen_app;
grant select, insert, update on queue_line, queue_seat to shouwen_app;
grant select, insert on queue_ticket to shouwen_app;
grant update (zone, lane, lane_why, state, back_after, passes, calls, to_window, at_window, staff, post, first_at, called_at, served_at,
  ended_at, end_why, matter_id) on queue_ticket to shouwen_app;
