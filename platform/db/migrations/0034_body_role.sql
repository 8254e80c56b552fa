-- What a body outside does for the guaranteed loans (JY09): only a guarantor guarantees, only a bank lends.
alter table outside_body
  add column role text check (role in ('guarantor', 'bank')),
  add constraint outside_body_role_outside check (role is null or not in_system);

-- The owner is under the policies too, and no tenant is set here.
alter table outside_body no force row level security;
-- Those whose name says it, so that a loan under way can go on; the others are entered with their role once more.
update outside_body set role = 'guarantor' where not in_system and name like '%担保%';
update outside_body set role = 'bank' where not in_system and role is null and (name like '%银行%' or name like '%信用社%');
alter table outside_body force row level security;
