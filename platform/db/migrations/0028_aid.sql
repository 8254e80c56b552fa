-- What the helpers have to do by a day (JY06): the next appointment and each measure of the plan. Derived from the matter and
-- written with it, so that the day's list is a walk of one index.
create table aid_due (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  -- 0: the appointment; from 1 on the measure of that number in the plan.
  part       int not null check (part >= 0),
  org_path   ltree not null,
  office     uuid not null,
  post       uuid not null,
  on_day     date not null,
  says       text not null,
  primary key (tenant_id, matter_id, part),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index aid_due_office on aid_due (tenant_id, office, on_day, matter_id, part);
create index aid_due_post on aid_due (tenant_id, post, on_day, matter_id, part);

alter table aid_due enable row level security;
alter table aid_due force row level security;
create policy tenant on aid_due using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on aid_due as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);

grant select, insert, update, delete on aid_due to shouwen_app;

-- The figures of an office count its own matters of this kind, and look at no others.
create index matter_aid on matter (tenant_id, office, opened_at) where kind = 'aid';
