-- What the record shows to be a breach (2.4.1, 7.6, 8.1): written in the same transaction as the lateness or the fault
-- itself, so that none is missed and none comes twice. It is looked at once: it became a proposal, or says why not.
create table breach (
  tenant_id   uuid not null,
  -- Matter, clock and the instant that was missed; or matter and fault; or the absence.
  key         text not null,
  org_path    ltree not null,
  office      uuid not null,
  kind        text not null,
  source      uuid,
  clock       text,
  since       timestamptz not null,
  -- Whose it is, where the record itself names a person.
  staff       uuid,
  what        text,
  found_at    timestamptz not null,
  looked_at   timestamptz,
  excused     text,
  matter_id   uuid,
  -- It could not be looked at: why, and when it is tried again.
  trouble     text,
  next_at     timestamptz,
  primary key (tenant_id, key),
  check (looked_at is null or (excused is null) <> (matter_id is null))
);
create index breach_waiting on breach (tenant_id, since, key) where looked_at is null;
create index breach_source on breach (tenant_id, source);
create index breach_office on breach (tenant_id, office, since desc);

-- Each proposal as lists and figures need it; derived from its matter and written with it.
create table account (
  tenant_id    uuid not null,
  matter_id    uuid not null,
  org_path     ltree not null,
  office       uuid not null,
  number       text not null,
  staff        uuid not null,
  kind         text not null,
  clause       text not null,
  rung         text not null,
  level        text not null,
  state        text not null,
  from_record  boolean not null,
  aggravated   boolean not null,
  appealed     boolean not null,
  opened_at    timestamptz not null,
  due_at       timestamptz,
  decided_at   timestamptz,
  closed_at    timestamptz,
  outcome      text,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index account_office on account (tenant_id, office, opened_at desc, matter_id desc);
create index account_open on account (tenant_id, office) where closed_at is null;
create index account_staff on account (tenant_id, staff, opened_at desc, matter_id desc);

-- Lateness by the instant that was missed: what the nightly look for anything overlooked walks.
create index clock_late on clock (tenant_id, late_since, matter_id, name) where late_since is not null;

alter table breach enable row level security;
alter table breach force row level security;
create policy tenant on breach using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on breach as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
alter table account enable row level security;
alter table account force row level security;
create policy tenant on account using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on account as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on breach to shouwen_app;
grant update (kind, staff, looked_at, excused, matter_id, trouble, next_at) on breach to shouwen_app;
grant select, insert on account to shouwen_app;
grant update (kind, clause, rung, level, state, aggravated, appealed, due_at, decided_at, closed_at, outcome) on account to shouwen_app;
