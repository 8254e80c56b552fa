-- What follows from a bad rating: looked into, put right, answered, followed up; and whether it counts (10.5.1).
-- The rating itself is written once and never changed: all that comes after lies here, one row a bad rating.
create table rating_handling (
  tenant_id    uuid not null,
  visit        uuid not null,
  matter_id    uuid not null,
  number       text not null,
  org_path     ltree not null,
  office       uuid not null,
  staff        uuid not null,
  level        int not null check (level between 1 and 2),
  rated_at     timestamptz not null,
  state        text not null,
  contacted_at timestamptz,
  verified_at  timestamptz,
  verified_by  uuid,
  finding      text,
  way          text,
  round        int not null default 1,
  posted       text,
  content      boolean,
  due_at       timestamptz,
  late         boolean not null default false,
  closed_at    timestamptz,
  appeal_id    uuid,
  appeal_state text,
  excluded_at  timestamptz,
  excluded_by  uuid,
  excluded_why text,
  primary key (tenant_id, visit),
  unique (tenant_id, matter_id),
  check ((excluded_at is null) = (excluded_by is null) and (excluded_at is null) = (excluded_why is null)),
  foreign key (tenant_id, visit) references rating (tenant_id, visit),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index rating_handling_staff on rating_handling (tenant_id, staff, rated_at);
create index rating_handling_office on rating_handling (tenant_id, office, rated_at);
create index rating_handling_excluded on rating_handling (tenant_id, excluded_at) where excluded_at is not null;
create index rating_handling_appeal on rating_handling (tenant_id, appeal_id) where appeal_id is not null;
-- The register of ratings walks through each office's own, newest first; and bad ones that nobody looks into are found.
create index rating_walk on rating (tenant_id, office, at, visit);
drop index rating_office;
create index rating_bad on rating (tenant_id, office, at, visit) where level <= 2;
create index rating_staff on rating (tenant_id, staff, at);

alter table rating_handling enable row level security;
alter table rating_handling force row level security;
create policy tenant on rating_handling using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on rating_handling as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert, update on rating_handling to shouwen_app;

-- Ratings that an appeal took out of the figures: their number stands beside what is left.
alter table figure_day add column excluded int not null default 0;
alter table figure_month add column excluded int not null default 0;
alter table figure_place_day add column excluded int not null default 0;
alter table figure_place_month add column excluded int not null default 0;
