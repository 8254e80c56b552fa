-- Why a bank took more interest in a quarter than its contract makes (JY09): beside the sum, on the list that is handed over.
alter table loan_subsidy add column why text check (char_length(why) between 1 and 300);

-- What lies on a desk with nothing to be done until its clock turns yellow (在册): it has its owner and its time, and stays
-- off the day's list until then. Null: it is on the list. What rests is walked by nobody: each list has its own index.
alter table desk add column wakes_at timestamptz;
alter table desk no force row level security;
alter table matter no force row level security;
update desk d set wakes_at = coalesce(d.yellow_at, nullif(d.due_at, 'infinity')) from matter m
where m.tenant_id = d.tenant_id and m.id = d.matter_id and m.kind = 'enrolment' and m.state = 'kept' and not d.late and d.why in ('hold', 'join', 'owe');
alter table desk force row level security;
alter table matter force row level security;
create index desk_awake on desk (tenant_id, post, due_at, matter_id) where wakes_at is null;
create index desk_waking on desk (tenant_id, post, wakes_at, matter_id) where wakes_at is not null;
