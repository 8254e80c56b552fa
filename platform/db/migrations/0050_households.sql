-- A household stands in its register with each of its members, and by its own number: nobody of it stands in another (8.2). Who is
-- recognised as hard to place is so once, over all offices, as flexible employment is registered once.

-- The owner is under the policies too, and no tenant is set here.
alter table matter no force row level security;
alter table enrolment no force row level security;
alter table enrolled no force row level security;

alter table enrolled drop constraint enrolled_pkey;
alter table enrolled add primary key (tenant_id, matter_id, person);

-- Two open ones of the time before: the first keeps the place, the second is still found in its own office.
update enrolled e set once = true
where e.service in ('JY02', 'JY05') and not e.once and (e.ended_on is not null or not exists (
  select from enrolled f where f.tenant_id = e.tenant_id and f.person = e.person and f.service = e.service and f.ended_on is null
    and (f.registered, f.matter_id) < (e.registered, e.matter_id)));

insert into enrolled (tenant_id, matter_id, person, service, number, office, registered, since, until_day, ended_on, once)
select e.tenant_id, e.matter_id, k->'idNumber'->>'blind', e.service, e.number, e.office, e.registered, e.since, e.until_day,
  coalesce(e.ended_on, case when k->>'situation' = 'left' then current_date end), true
from enrolment e join matter m on m.tenant_id = e.tenant_id and m.id = e.matter_id,
  lateral jsonb_array_elements(case jsonb_typeof(m.facts->'members') when 'array' then m.facts->'members' else '[]' end) k
where e.service = 'JY05' and k->'idNumber'->>'blind' is not null
order by e.registered, e.matter_id
on conflict do nothing;

alter table matter force row level security;
alter table enrolment force row level security;
alter table enrolled force row level security;
