-- Who is signed in, who tries to, what was done about accounts, and which requests were answered already.

-- Technical, local to a deployment: a session names its person but has no key into tenant or reference tables.
create table session (
  -- SHA-256 of the cookie's token, hex: what lies here lets nobody in.
  token_hash  text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  tenant_id   uuid not null,
  staff_id    uuid not null,
  created_at  timestamptz not null,
  seen_at     timestamptz not null,
  expires_at  timestamptz not null
);
create index session_staff on session (tenant_id, staff_id);
grant select, insert, update, delete on session to shouwen_app;

-- Failed sign-ins by the hash of a username or of an address: a password typed into the name's field isn't kept.
create table sign_in_failure (
  key      text primary key,
  count    int not null,
  last_at  timestamptz not null
);
grant select, insert, update, delete on sign_in_failure to shouwen_app;

-- The end of each day's chain. Its row lock puts the day's lines in one order.
create table audit_day (
  tenant_id  uuid not null,
  day        date not null,
  seq        int not null,
  hash       text not null,
  primary key (tenant_id, day)
);
alter table audit_day enable row level security;
alter table audit_day force row level security;
create policy tenant on audit_day
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update on audit_day to shouwen_app;

-- What was done about accounts, permissions and the system (domain 5.3). No update, no delete: append-only by grant.
create table audit (
  tenant_id  uuid not null,
  day        date not null,
  seq        int not null,
  at         timestamptz not null,
  staff_id   uuid,
  what       text not null,
  about      text,
  succeeded  boolean not null,
  says       text not null,
  previous   text not null,
  hash       text not null,
  primary key (tenant_id, day, seq)
);
alter table audit enable row level security;
alter table audit force row level security;
create policy tenant on audit
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create index audit_staff on audit (tenant_id, staff_id, at);
grant select, insert on audit to shouwen_app;

-- Requests answered already. The answer is text, so that it comes again byte for byte.
create table idempotency (
  tenant_id     uuid not null,
  actor         text not null,
  key           text not null,
  request_hash  text not null,
  status        int,
  response      text,
  at            timestamptz not null,
  primary key (tenant_id, actor, key)
) with (fillfactor = 70);
alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy tenant on idempotency
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create index idempotency_at on idempotency using brin (tenant_id, at);
grant select, insert, update, delete on idempotency to shouwen_app;
