-- Who is being helped (JY06), by the fingerprint of their number, over all offices of a tenant (8.2): one person has one helper
-- and one plan, whoever asks at the same instant. An office learns of another's only that there is one, since when, and where.
-- From the first case until the help ends; `kind`: a case that is under way, or the help itself.
create table aided (
  tenant_id uuid not null,
  person    text not null,
  matter_id uuid not null,
  kind      text not null,
  number    text not null,
  office    uuid not null,
  since     date not null,
  primary key (tenant_id, person)
);
create index aided_matter on aided (tenant_id, matter_id);

-- The owner is under the policies too, and no tenant is set here. Of two open ones of the time before the help itself stays, else the first.
alter table matter no force row level security;
insert into aided (tenant_id, person, matter_id, kind, number, office, since)
select m.tenant_id, who.blind, m.id, m.kind, m.number, m.office, (m.opened_at at time zone 'Asia/Shanghai')::date
from matter m, lateral (select coalesce(m.facts->'idNumber'->>'blind', m.facts->'form'->'idNumber'->>'blind') as blind) who
where m.closed_at is null and who.blind is not null and (m.kind = 'aid' or (m.kind = 'case' and m.service = 'JY06'))
order by m.kind, m.opened_at, m.id
on conflict do nothing;
alter table matter force row level security;

alter table aided enable row level security;
alter table aided force row level security;
create policy tenant on aided using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, delete on aided to shouwen_app;
