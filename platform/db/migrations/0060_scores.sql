-- Model-window scores (6.5). `score_scheme`: the weights of the office at the top, from a month on; each change is a new row.
create table score_scheme (
  tenant_id   uuid not null,
  id          uuid not null,
  from_month  date not null check (extract(day from from_month) = 1),
  weights     jsonb not null,
  least       int not null check (least between 1 and 1000),
  source      text not null,
  made_by     uuid not null,
  made_at     timestamptz not null,
  primary key (tenant_id, id)
);

-- A month that is closed, with the formula and the inputs as of closing. The office's own id for a post: the whole office.
create table score_month (
  tenant_id  uuid not null,
  office     uuid not null,
  month      date not null check (extract(day from month) = 1),
  post       uuid not null,
  org_path   ltree not null,
  name       text not null,
  inputs     jsonb not null,
  scheme     jsonb not null,
  score      numeric(4, 1),
  closed_at  timestamptz not null,
  primary key (tenant_id, office, month, post)
);
create index score_month_post on score_month (tenant_id, post, month desc);

-- A window that a head has named a model window for some months, and whether that was taken back.
create table score_naming (
  tenant_id     uuid not null,
  id            uuid not null,
  org_path      ltree not null,
  office        uuid not null,
  post          uuid not null,
  name          text not null,
  from_month    date not null,
  until_month   date not null check (until_month >= from_month),
  scores        jsonb not null,
  why           text not null,
  named_by      uuid not null,
  named_at      timestamptz not null,
  disclosure    uuid,
  withdrawn_by  uuid,
  withdrawn_at  timestamptz,
  withdrawn_why text,
  primary key (tenant_id, id),
  check ((withdrawn_at is null) = (withdrawn_why is null))
);
create index score_naming_office on score_naming (tenant_id, office, named_at desc);

-- One-time notices by office and day: what the share of second demands is counted from.
create index sheet_notice on sheet (tenant_id, office, issued_at) where kind = 'one-time-notice';

do $$
declare
  one text;
begin
  foreach one in array array['score_scheme', 'score_month', 'score_naming'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format('grant select, insert on %I to shouwen_app', one);
  end loop;
  foreach one in array array['score_month', 'score_naming'] loop
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;
grant update (disclosure, withdrawn_by, withdrawn_at, withdrawn_why) on score_naming to shouwen_app;
