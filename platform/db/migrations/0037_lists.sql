-- What the lists of the programs walk, so that a page costs the same however many rows an office has collected. Where one
-- index takes the place of another, as many are written as before.

-- 补贴申请台账: each state newest first; without a state the few walks are merged.
create index subsidy_claim_state on subsidy_claim (tenant_id, office, state, id desc);
drop index subsidy_claim_office;

-- 待拨付资金 by kind and state. It also answers what `payable_open` did: what a batch collects, and the sums of what isn't paid.
create index payable_kind on payable (tenant_id, office, kind, state, id desc);
drop index payable_open;

-- 拨付批次: by state; and how many rows of each the bank has sent back, few of all that were paid.
create index payment_batch_state on payment_batch (tenant_id, office, state, id desc);
drop index payment_batch_office;
create index payment_row_returned on payment_row (tenant_id, batch) where state = 'returned';

-- 求职者名册, 岗位名册: `seeker_state` and `vacancy_state` answer the whole book too, their few walks merged.
drop index seeker_office;
drop index vacancy_office;
-- Published, and to be read from a later day on.
create index vacancy_from on vacancy (tenant_id, office, from_day) where state = 'published';
-- 推荐记录: those under way, whatever their state.
create index referral_open on referral (tenant_id, office, matter_id desc) where is_open;

-- 已收的调查表: of one surveyor; of what somebody looks or has looked after, in each state; of what came to nothing.
create index survey_entry_staff on survey_entry (tenant_id, round, staff, id desc);
create index survey_entry_check on survey_entry (tenant_id, round, check_state, id desc) where check_state is not null;
drop index survey_entry_drawn;
create index survey_entry_missed on survey_entry (tenant_id, round, outcome, id desc) where outcome <> 'answered';

-- 在册人员 of one holder, by the next date.
create index enrolment_holder on enrolment (tenant_id, office, holder_staff, closed, due_at, matter_id);

-- 导入记录 of whoever made them; the same file sent again is looked for here as well.
create index import_job_maker on import_job (tenant_id, office, made_by, id desc);
drop index import_job_office;

-- 审计: the lines of one person, newest first; of what was done about one; of one act.
create index audit_person on audit (tenant_id, staff_id, day desc, seq desc);
drop index audit_staff;
create index audit_about on audit (tenant_id, about, day desc, seq desc) where about is not null;
create index audit_what on audit (tenant_id, what, day desc, seq desc);
