-- What was late, one row each, read by the register 超期情况 and by accountability (7.4, 7.5, 2.4.1). Written with the move
-- that saw it; `explained_at` is set when the visitor is told why.
create table lateness (
  tenant_id     uuid not null,
  matter_id     uuid not null,
  -- The journal line that saw it, and its place among those of that line.
  seq           int not null,
  nth           int not null,
  org_path      ltree not null,
  office        uuid not null,
  matter_kind   text not null,
  service       text,
  kind          text not null,
  clause        text not null,
  grave         boolean not null,
  owes          boolean not null,
  clock         text,
  since         timestamptz not null,
  noted_at      timestamptz not null,
  posts         uuid[] not null,
  staff         uuid,
  explained_at  timestamptz,
  primary key (tenant_id, matter_id, seq, nth),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index lateness_office on lateness (tenant_id, office, noted_at desc, matter_id desc, seq desc, nth desc);
create index lateness_owed on lateness (tenant_id, office, noted_at desc, matter_id desc, seq desc, nth desc) where owes and explained_at is null;

-- Several services for one person in one sitting (6.4, 10.1.2): which cases were opened together, and their one receipt.
create table sitting (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  post       uuid not null,
  staff      uuid not null,
  applicant  text not null,
  contact    uuid,
  at         timestamptz not null,
  sheet      uuid,
  primary key (tenant_id, id)
);
create index sitting_office on sitting (tenant_id, office, at desc, id desc);

create table sitting_case (
  tenant_id  uuid not null,
  sitting    uuid not null,
  nth        int not null,
  matter_id  uuid not null,
  primary key (tenant_id, sitting, nth),
  unique (tenant_id, matter_id),
  foreign key (tenant_id, sitting) references sitting (tenant_id, id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);

do $$
declare
  one text;
begin
  foreach one in array array['lateness', 'sitting', 'sitting_case'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
  end loop;
  foreach one in array array['lateness', 'sitting'] loop
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on lateness, sitting, sitting_case to shouwen_app;
grant update (explained_at) on lateness to shouwen_app;
grant update (sheet) on sitting to shouwen_app;

-- The list of what is due: late rows of a post whose next clock lies ahead, and matters whose clock stands.
create index desk_late on desk (tenant_id, post, due_at, matter_id) where late;
create index clock_paused on clock (tenant_id, matter_id) where is_now = 'paused';
