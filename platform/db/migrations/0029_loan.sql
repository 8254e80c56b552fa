-- Loans that were granted (JY09): how often each borrower has had one, what is lent, and what is subsidised of its interest.

-- The n-th loan of a borrower, in all offices of the tenant: the same count twice doesn't fit, so two at once wait for each
-- other. No name and no number of a person is in it, only the blind form, or an enterprise's public code.
create table loan_time (
  tenant_id uuid not null,
  borrower  text not null,
  nth       int not null check (nth > 0),
  matter_id uuid not null,
  cleared   boolean not null default false,
  primary key (tenant_id, borrower, nth),
  unique (tenant_id, matter_id)
);

create table loan (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  granted_on date not null,
  fen        bigint not null check (fen > 0),
  months     int not null check (months > 0),
  owed       bigint not null check (owed between 0 and fen),
  overdue    boolean not null default false,
  cleared_on date,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index loan_office on loan (tenant_id, office, granted_on);

-- What was approved of the interest of a quarter: a quarter of a loan is there once.
create table loan_subsidy (
  tenant_id   uuid not null,
  matter_id   uuid not null,
  quarter     text not null check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
  org_path    ltree not null,
  office      uuid not null,
  number      text not null,
  name        text not null,
  bank        text not null,
  contract    text not null,
  days        int not null check (days > 0),
  interest    bigint not null check (interest >= 0),
  taken       bigint not null check (taken >= 0),
  fen         bigint not null check (fen between 0 and least(interest, taken)),
  share       text not null,
  approved_on date not null,
  -- The list with which it was handed over to be paid, and who did it; null: not yet.
  batch       text,
  handed_on   date,
  handed_by   uuid,
  primary key (tenant_id, matter_id, quarter),
  foreign key (tenant_id, matter_id) references loan (tenant_id, matter_id),
  check ((batch is null) = (handed_on is null) and (batch is null) = (handed_by is null))
);
create index loan_subsidy_office on loan_subsidy (tenant_id, office, quarter, matter_id);
create index loan_subsidy_waiting on loan_subsidy (tenant_id, office, quarter, matter_id) where batch is null;

do $$
declare
  one text;
begin
  foreach one in array array['loan_time', 'loan', 'loan_subsidy'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
  end loop;
  -- How often a borrower has had a loan is counted across all offices: an office sees of another only the count.
  foreach one in array array['loan', 'loan_subsidy'] loop
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on loan_time, loan, loan_subsidy to shouwen_app;
grant update (cleared) on loan_time to shouwen_app;
grant update (owed, overdue, cleared_on) on loan to shouwen_app;
grant update (batch, handed_on, handed_by) on loan_subsidy to shouwen_app;
