-- Subsidies: the months of each person, what is to be paid, and the batches in which it is paid.

-- One row a person for whom months are kept: whoever changes their months holds it, so that two at once wait for each other.
create table subsidy_person (
  tenant_id uuid not null,
  person    text not null,
  primary key (tenant_id, person)
);

-- One row a person and month, in all offices of the tenant: the same month twice doesn't fit. No name and no number of a
-- person is in it, only the blind form; where the month is taken is told by the case.
create table subsidy_month (
  tenant_id uuid not null,
  person    text not null,
  month     text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  claim     uuid not null,
  number    text not null,
  office    uuid not null,
  state     text not null check (state in ('reserved', 'granted', 'paid', 'elsewhere')),
  primary key (tenant_id, person, month)
);
create index subsidy_month_claim on subsidy_month (tenant_id, claim);

-- One row an accepted case, or months enjoyed elsewhere as somebody has entered them.
create table subsidy_claim (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  number     text not null,
  person     text not null,
  name       text not null,
  id_masked  text not null,
  kind       text not null check (kind in ('difficult', 'graduate', 'elsewhere')),
  from_month text not null,
  to_month   text not null,
  months     int not null check (months > 0),
  state      text not null check (state in ('reserved', 'granted', 'released', 'elsewhere', 'removed')),
  -- Each insurance in fen: what was paid, asked and granted.
  parts      jsonb not null,
  fen        bigint not null check (fen >= 0),
  term       int not null,
  term_says  text not null,
  left_after int not null,
  source     text not null,
  made_at    timestamptz not null,
  granted_on date,
  primary key (tenant_id, id)
);
create index subsidy_claim_office on subsidy_claim (tenant_id, office, id desc);
create index subsidy_claim_person on subsidy_claim (tenant_id, person, id);

-- What is approved and to be paid, of whatever kind.
create table payable (
  tenant_id      uuid not null,
  id             uuid not null,
  org_path       ltree not null,
  office         uuid not null,
  kind           text not null,
  matter         uuid not null,
  number         text not null,
  person         text not null,
  name           text not null,
  id_masked      text not null,
  from_month     text,
  to_month       text,
  count          int not null check (count > 0),
  fen            bigint not null check (fen > 0),
  account_name   text not null,
  bank           text not null,
  account_masked text not null,
  account_blind  text not null,
  -- The sealed number: a field of the case, or sealed here when it was put right.
  account_field  text,
  account_cipher text,
  state          text not null check (state in ('waiting', 'batched', 'paid', 'returned', 'refused', 'withdrawn')),
  approved_on    date not null,
  note           text,
  due_day        date,
  recovered      bigint not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, kind, matter),
  check ((account_field is null) <> (account_cipher is null)),
  check ((state = 'returned') = (due_day is not null)),
  check (recovered between 0 and fen)
);
create index payable_office on payable (tenant_id, office, id desc);
-- What is still to be done with; what is paid is by far the most.
create index payable_open on payable (tenant_id, office, kind, state, approved_on) where state in ('waiting', 'batched', 'returned');
create index payable_returned on payable (tenant_id, due_day) where state = 'returned';

create table payment_batch (
  tenant_id   uuid not null,
  id          uuid not null,
  org_path    ltree not null,
  office      uuid not null,
  number      text not null,
  kind        text not null,
  until_day   date not null,
  state       text not null check (state in ('open', 'frozen', 'approved', 'settled', 'dissolved')),
  owner       uuid not null,
  due_day     date not null,
  made_by     uuid not null,
  made_at     timestamptz not null,
  count       int not null,
  fen         bigint not null,
  hash        text,
  frozen_by   uuid,
  frozen_at   timestamptz,
  approved_by uuid,
  approved_at timestamptz,
  returned    text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  -- Nobody approves what they have put together.
  check (approved_by is null or (approved_by <> made_by and approved_by <> frozen_by)),
  check ((state in ('open', 'dissolved')) = (hash is null)),
  check ((state in ('approved', 'settled')) = (approved_by is not null))
);
create index payment_batch_office on payment_batch (tenant_id, office, id desc);
create index payment_batch_open on payment_batch (tenant_id, due_day) where state in ('open', 'frozen', 'approved');

create table payment_row (
  tenant_id  uuid not null,
  batch      uuid not null,
  payable    uuid not null,
  org_path   ltree not null,
  state      text not null check (state in ('in', 'struck', 'paid', 'returned')),
  fen        bigint not null check (fen > 0),
  count      int not null check (count > 0),
  checked_by uuid,
  reason     text,
  paid_on    date,
  primary key (tenant_id, batch, payable),
  foreign key (tenant_id, batch) references payment_batch (tenant_id, id),
  foreign key (tenant_id, payable) references payable (tenant_id, id),
  check ((state = 'paid') <= (paid_on is not null))
);
-- What is in a batch, or paid by one, is in no other.
create unique index payment_row_once on payment_row (tenant_id, payable) where state in ('in', 'paid');
create index payment_row_paid on payment_row (tenant_id, paid_on) where state = 'paid';

-- What was paid too much and is asked back.
create table payment_recovery (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  payable    uuid not null,
  number     text not null,
  name       text not null,
  from_month text,
  to_month   text,
  fen        bigint not null check (fen > 0),
  got        bigint not null default 0,
  reason     text not null,
  due_day    date not null,
  state      text not null check (state in ('open', 'done', 'dropped')),
  made_by    uuid not null,
  made_at    timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, payable) references payable (tenant_id, id),
  check (got between 0 and fen),
  check (state <> 'done' or got = fen)
);
-- One at a time: what is asked back twice at once could be counted twice.
create unique index payment_recovery_open on payment_recovery (tenant_id, payable) where state = 'open';
create index payment_recovery_office on payment_recovery (tenant_id, office, id desc);
create index payment_recovery_due on payment_recovery (tenant_id, due_day) where state = 'open';

do $$
declare
  one text;
begin
  foreach one in array array['subsidy_person', 'subsidy_month', 'subsidy_claim', 'payable', 'payment_batch', 'payment_row', 'payment_recovery'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
  end loop;
  -- The months themselves are held against each other across all offices: an office sees of another only that one is taken.
  foreach one in array array['subsidy_claim', 'payable', 'payment_batch', 'payment_row', 'payment_recovery'] loop
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on subsidy_person, subsidy_month, subsidy_claim, payable, payment_batch, payment_row, payment_recovery to shouwen_app;
grant update (person) on subsidy_person to shouwen_app;
grant delete on subsidy_month to shouwen_app;
grant update (state) on subsidy_month to shouwen_app;
grant update (state, parts, fen, left_after, granted_on) on subsidy_claim to shouwen_app;
grant update (fen, account_name, bank, account_masked, account_blind, account_field, account_cipher, state, note, due_day, recovered) on payable to shouwen_app;
grant update (state, owner, due_day, count, fen, hash, frozen_by, frozen_at, approved_by, approved_at, returned) on payment_batch to shouwen_app;
grant update (state, fen, checked_by, reason, paid_on) on payment_row to shouwen_app;
grant update (state, got) on payment_recovery to shouwen_app;
