-- An account of an institution or a bank to which the bank returned a payment is not used until it was looked at, or replaced.
alter table payee_account drop constraint payee_account_state_check;
alter table payee_account add constraint payee_account_state_check check (state in ('open', 'returned', 'closed'));
-- Each office's list is a walk of each state, newest first; and what waits to be looked at is found at once.
create index payee_account_list on payee_account (tenant_id, office, state, id);
create index payee_account_back on payee_account (tenant_id, set_at, id) where state = 'returned';

-- The owner is under the policies too, and no tenant is set here.
alter table payable no force row level security;
alter table payee_account no force row level security;
update payee_account a set state = 'returned', note = coalesce(p.note, a.note)
from payable p where p.tenant_id = a.tenant_id and p.office = a.office and p.unit = a.unit and p.state = 'returned'
  and p.account_blind = a.blind and a.state = 'open';
update payable p set account_name = null, bank = null, account_masked = null, account_blind = null, account_field = null, account_cipher = null
from payee_account a where a.tenant_id = p.tenant_id and a.office = p.office and a.unit = p.unit and a.state = 'returned' and p.state = 'waiting';
alter table payable force row level security;
alter table payee_account force row level security;
