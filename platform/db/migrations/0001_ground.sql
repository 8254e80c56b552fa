-- The ground: extensions, the role that serves, and what every later migration copies.
--
-- Roles: the role that runs migrations owns the tables and never serves a request. `shouwen_app` serves; it owns
-- nothing and gets nothing by default: each migration grants, table by table, exactly what its code needs.
-- (No grant of update and delete on a journal or audit table: that is what makes them append-only.)
--
-- Pattern for a tenant table (see docs/decisions/0003-database-roles.md; platform/db/citus.ts checks it):
--
--   create table thing (
--     tenant_id uuid not null,
--     id        uuid not null,
--     org_path  ltree not null,
--     primary key (tenant_id, id)
--   );
--   alter table thing enable row level security;
--   alter table thing force row level security;
--   create policy tenant on thing
--     using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--   -- where an organization must not see another's rows, add as a second, restrictive policy:
--   create policy place on thing as restrictive
--     using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
--   grant select, insert, update on thing to shouwen_app;
--
-- `ltree <@ ltree[]` is true when the row's path is one of the prefixes or below one; no sub-select, as Citus asks.
-- A setting that was never set is null, and one set by SET LOCAL in an earlier transaction is '': both see no rows.
-- Indexes begin with tenant_id. No triggers, no serial or identity, no "on delete set null".
create extension if not exists ltree;
create extension if not exists btree_gist;

do $$
begin
  if not exists (select from pg_roles where rolname = 'shouwen_app') then
    create role shouwen_app login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls;
    -- A day begins at midnight in China wherever the server stands; nothing that serves a window runs for half a minute.
    alter role shouwen_app set timezone = 'Asia/Shanghai';
    alter role shouwen_app set statement_timeout = '30s';
    alter role shouwen_app set idle_in_transaction_session_timeout = '60s';
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of this server made the role at the same moment
end
$$;

revoke create on schema public from public;
grant usage on schema public to shouwen_app;
grant select on migration to shouwen_app;
