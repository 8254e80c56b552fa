-- The account to which a row of a batch is paid, as it stood when the batch was frozen: a later correction of the sum's
-- account changes what the next batch pays, and never what an earlier one says was approved.
alter table payment_row
  add column account_name   text,
  add column bank           text,
  add column account_masked text,
  add column account_blind  text,
  add column account_field  text,
  add column account_cipher text;

-- The owner is under the policies too, and no tenant is set here.
alter table payable no force row level security;
alter table payment_batch no force row level security;
alter table payment_row no force row level security;
-- Where an account was put right before this, what stood there before is not known any more.
update payment_row r
set account_name = p.account_name, bank = p.bank, account_masked = p.account_masked, account_blind = p.account_blind,
  account_field = p.account_field, account_cipher = p.account_cipher
from payable p, payment_batch b
where p.tenant_id = r.tenant_id and p.id = r.payable and b.tenant_id = r.tenant_id and b.id = r.batch
  and (b.state in ('frozen', 'approved', 'settled') or r.state in ('paid', 'returned'));
-- What the hash is made of now holds the bank and the name too: what waits for its approval is put together anew.
update payment_batch
set state = 'open', hash = null, frozen_by = null, frozen_at = null, returned = '系统升级后校验内容增加了户名和开户银行，请重新提交复核'
where state = 'frozen';
alter table payable force row level security;
alter table payment_batch force row level security;
alter table payment_row force row level security;

alter table payment_row
  add check (num_nulls(account_name, bank, account_masked, account_blind) in (0, 4)),
  add check (num_nonnulls(account_field, account_cipher) = num_nonnulls(account_blind)),
  add check (state in ('in', 'struck') or account_blind is not null);

grant update (account_name, bank, account_masked, account_blind, account_field, account_cipher) on payment_row to shouwen_app;

-- What of a certificate was taken back later: told where the certificate is printed again.
create index tax_relief_matter on tax_relief (tenant_id, matter_id) where revoked_at is not null;
