-- What the result of one matter brought about in another (在册): of each kind one at most (7.4).
create table matter_following (
  tenant_id   uuid not null,
  matter_id   uuid not null,
  kind        text not null,
  followed_by uuid not null,
  org_path    ltree not null,
  at          timestamptz not null,
  primary key (tenant_id, matter_id, kind),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index matter_following_back on matter_following (tenant_id, followed_by);

-- The register of who stands in it, written with each move of their matter: for lists by date, holder and service.
create table enrolment (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  service    text not null,
  number     text not null,
  name       text not null,
  category   text,
  state      text not null,
  closed     boolean not null,
  holder     uuid not null,
  holder_staff uuid not null,
  registered date not null,
  since      date not null,
  until_day  date,
  ended_on   date,
  reason     text,
  contacted  date,
  -- The next of the office's dates, and the person's own; `infinity` where none runs.
  due_at     timestamptz not null,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index enrolment_due on enrolment (tenant_id, office, closed, due_at, matter_id);
create index enrolment_service on enrolment (tenant_id, office, service, closed, due_at, matter_id);

do $$
declare
  one text;
begin
  foreach one in array array['matter_following', 'enrolment'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on matter_following, enrolment to shouwen_app;
grant update (category, state, closed, holder, holder_staff, until_day, ended_on, reason, contacted, due_at) on enrolment to shouwen_app;
