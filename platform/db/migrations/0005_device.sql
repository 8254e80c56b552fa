-- Screens in the hall. They prove themselves by a token of their own instead of a session: evaluators at a window
-- (10.5.1), later kiosks and displays. A row begins as a pairing that a clerk made at the desk and becomes a device when
-- its one-time code is typed in at the screen.
create table device (
  tenant_id   uuid not null,
  id          uuid not null,
  org_path    ltree not null,
  office      uuid not null,
  -- The window's number in its office; who serves there is asked of the roster at each look.
  number      int not null check (number > 0),
  kind        text not null check (kind in ('evaluator', 'kiosk', 'display')),
  -- Fingerprint of the six digits under the blind key (a bare hash of six digits hides nothing); gone once used.
  code_blind  text,
  code_until  timestamptz not null,
  -- Wrong codes typed anywhere while this one was open: guessing ends all open codes.
  tries       int not null default 0,
  made_by     uuid not null,
  made_at     timestamptz not null,
  -- SHA-256 of the cookie's token, hex: what lies here lets nobody in.
  token_hash  text check (token_hash ~ '^[0-9a-f]{64}$'),
  paired_at   timestamptz,
  seen_at     timestamptz,
  revoked_at  timestamptz,
  revoked_by  uuid,
  primary key (tenant_id, id),
  check ((token_hash is null) = (paired_at is null))
);
create unique index device_token on device (tenant_id, token_hash) where token_hash is not null;
create unique index device_code on device (tenant_id, code_blind) where code_blind is not null;
create index device_office on device (tenant_id, office, number);

alter table device enable row level security;
alter table device force row level security;
create policy tenant on device
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on device as restrictive
  using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert, update, delete on device to shouwen_app;

-- What was finished at an office just now: an evaluator asks every three seconds.
create index matter_closed on matter (tenant_id, office, closed_at desc) where closed_at is not null;
