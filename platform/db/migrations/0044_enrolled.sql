-- Who stands in a register, by the fingerprint of their number, over all offices of a tenant (8.2): an office learns of another's
-- entry only that there is one, since when, and where. Of a register that is begun and ended by its person (`once`), nobody
-- has two open entries, whoever asks at the same instant.
create table enrolled (
  tenant_id uuid not null,
  matter_id uuid not null,
  person    text not null,
  service   text not null,
  number    text not null,
  office    uuid not null,
  registered date not null,
  since     date not null,
  until_day date,
  ended_on  date,
  once      boolean not null,
  primary key (tenant_id, matter_id)
);
create unique index enrolled_once on enrolled (tenant_id, person, service) where once and ended_on is null;
create index enrolled_person on enrolled (tenant_id, person);

-- The owner is under the policies too, and no tenant is set here.
alter table matter no force row level security;
alter table enrolment no force row level security;
-- Two open ones of the time before keep only the first here; the second is still found in its own office.
insert into enrolled (tenant_id, matter_id, person, service, number, office, registered, since, until_day, ended_on, once)
select e.tenant_id, e.matter_id, m.facts->'idNumber'->>'blind', e.service, e.number, e.office, e.registered, e.since, e.until_day, e.ended_on, e.service = 'JY12'
from enrolment e join matter m on m.tenant_id = e.tenant_id and m.id = e.matter_id
where m.facts->'idNumber'->>'blind' is not null
order by e.registered, e.matter_id
on conflict do nothing;
alter table matter force row level security;
alter table enrolment force row level security;

alter table enrolled enable row level security;
alter table enrolled force row level security;
create policy tenant on enrolled using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on enrolled to shouwen_app;
grant update (since, until_day, ended_on) on enrolled to shouwen_app;
