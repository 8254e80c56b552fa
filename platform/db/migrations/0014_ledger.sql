-- What was done to an entry of a register that is not a matter: badges, machines, the venue, convenience items,
-- commendations, attendance. Written in the same transaction as the register's own row; added to, never changed.
create table ledger (
  tenant_id  uuid not null,
  -- Sorts by the time of the line, and within one instant by the order of writing.
  id         uuid not null,
  org_path   ltree not null,
  register   text not null,
  entry      uuid not null,
  at         timestamptz not null,
  -- Null: time did it.
  staff      uuid,
  clause     text not null,
  act        text not null,
  says       text not null,
  what       jsonb not null,
  primary key (tenant_id, id)
);
create index ledger_entry on ledger (tenant_id, register, entry, at, id);
create index ledger_at on ledger (tenant_id, register, at desc, id desc);
alter table ledger enable row level security;
alter table ledger force row level security;
create policy tenant on ledger using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on ledger as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on ledger to shouwen_app;
