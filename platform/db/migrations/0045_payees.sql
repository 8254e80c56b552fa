-- Training subsidies and subsidised interest go the way of every approved sum: they wait for a batch, are looked at, approved,
-- paid, sent back. One sum for each claim: a list of a class, or a quarter of a loan, beside the case that it comes from.
alter table payable
  add column claim        text not null default '',
  -- The institution or bank to which it is paid; null: to the person of the case.
  add column unit         uuid,
  -- What it is for, without anybody's name.
  add column subject      text not null default '',
  -- The batch that has it, or had it last.
  add column batch        uuid,
  add column batch_number text,
  alter column account_name drop not null,
  alter column bank drop not null,
  alter column account_masked drop not null,
  alter column account_blind drop not null,
  drop constraint payable_tenant_id_kind_matter_key,
  drop constraint payable_check,
  add constraint payable_claim unique (tenant_id, kind, matter, claim),
  -- Nothing is in a batch, or paid, without an account.
  add constraint payable_account check (num_nulls(account_name, bank, account_masked, account_blind) in (0, 4)
    and num_nonnulls(account_field, account_cipher) = num_nonnulls(account_blind)),
  add constraint payable_paid check (account_blind is not null or state not in ('paid', 'returned'));
create index payable_unit on payable (tenant_id, office, unit) where unit is not null and state in ('waiting', 'batched', 'returned');

-- To which account an institution or a bank is paid, as each office has it: the number under seal, found by its blind form.
create table payee_account (
  tenant_id   uuid not null,
  id          uuid not null,
  org_path    ltree not null,
  office      uuid not null,
  unit        uuid not null,
  name        text not null,
  credit_code text not null,
  bank        text not null,
  masked      text not null,
  blind       text not null,
  cipher      text not null,
  state       text not null check (state in ('open', 'closed')),
  note        text not null,
  set_at      timestamptz not null,
  set_by      uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, office, unit)
);
create index payee_account_blind on payee_account (tenant_id, blind);
alter table payee_account enable row level security;
alter table payee_account force row level security;
create policy tenant on payee_account using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on payee_account as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on payee_account to shouwen_app;
grant update (name, credit_code, bank, masked, blind, cipher, state, note, set_at, set_by) on payee_account to shouwen_app;
grant update (batch, batch_number) on payable to shouwen_app;

-- What became of the interest of a quarter. What was handed over by a list of its own before this stays as it was written.
alter table loan_subsidy
  add column payment text not null default 'waiting' check (payment in ('none', 'waiting', 'paid', 'returned', 'refused', 'recovered', 'before')),
  add column paid_on date;
drop index loan_subsidy_waiting;
revoke update (batch, handed_on, handed_by) on loan_subsidy from shouwen_app;
grant update (payment, paid_on) on loan_subsidy to shouwen_app;

-- The owner is under the policies too, and no tenant is set here.
alter table payable no force row level security;
alter table payment_batch no force row level security;
alter table payment_row no force row level security;
alter table loan_subsidy no force row level security;
alter table matter no force row level security;
alter table training_subsidy no force row level security;
update loan_subsidy set payment = case when batch is not null then 'before' when fen = 0 then 'none' else 'waiting' end;
insert into payable (tenant_id, id, org_path, office, kind, matter, claim, number, person, unit, name, id_masked, count, fen, subject, state, approved_on)
select l.tenant_id, gen_random_uuid(), l.org_path, l.office, 'interest', l.matter_id, l.quarter, l.number, m.facts->'grant'->>'bank',
  (m.facts->'grant'->>'bank')::uuid, l.bank, '', 1, l.fen, '合同' || l.contract || '，' || l.quarter, 'waiting', l.approved_on
from loan_subsidy l join matter m on m.tenant_id = l.tenant_id and m.id = l.matter_id
where l.payment = 'waiting' and m.facts->'grant'->>'bank' is not null;
update payable p set batch = b.id, batch_number = b.number
from (select distinct on (r.tenant_id, r.payable) r.tenant_id, r.payable, b.id, b.number from payment_row r
  join payment_batch b on b.tenant_id = r.tenant_id and b.id = r.batch where r.state <> 'struck' order by r.tenant_id, r.payable, b.id desc) b
where b.tenant_id = p.tenant_id and b.payable = p.id;
-- A list that was approved and not handed over is approved anew, and goes into the batches with that.
update training_subsidy set state = 'checked', decided_at = null, decided_by = null where state = 'approved';
alter table payable force row level security;
alter table payment_batch force row level security;
alter table payment_row force row level security;
alter table loan_subsidy force row level security;
alter table matter force row level security;
alter table training_subsidy force row level security;
