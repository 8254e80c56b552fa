-- By which way a rating came (10.5.1), and the ways of paper: the opinion box is opened by two people of the office, each paper
-- is entered from its scan by one and checked by another. What is tied to a visit becomes that visit's rating, the only one.
create table box_opening (
  tenant_id uuid not null,
  id        uuid not null,
  org_path  ltree not null,
  office    uuid not null,
  number    text not null,
  opened_at timestamptz not null,
  papers    int not null check (papers between 0 and 500),
  seal      text not null check (seal in ('whole', 'broken', 'none')),
  note      text not null,
  state     text not null check (state in ('waiting', 'agreed', 'declined')),
  first     uuid not null,
  first_at  timestamptz not null,
  second    uuid not null,
  second_at timestamptz,
  declined  text,
  primary key (tenant_id, id),
  unique (tenant_id, office, number),
  -- Nobody opens it alone.
  check (first <> second),
  check ((state = 'waiting') = (second_at is null)),
  check ((state = 'declined') = (declined is not null))
);
create index box_opening_office on box_opening (tenant_id, office, id desc);
create unique index box_opening_waiting on box_opening (tenant_id, office) where state = 'waiting';

-- Handwriting may name the writer: under seal, as what comes in online is.
create table box_scan (
  tenant_id uuid not null,
  id        uuid not null,
  org_path  ltree not null,
  opening   uuid not null,
  type      text not null check (type in ('jpeg', 'png', 'webp', 'pdf')),
  size      int not null,
  at        timestamptz not null,
  made_by   uuid not null,
  cipher    text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, opening) references box_opening (tenant_id, id)
);

create table box_paper (
  tenant_id  uuid not null,
  id         uuid not null,
  org_path   ltree not null,
  office     uuid not null,
  opening    uuid not null,
  nth        int not null check (nth > 0),
  scan       uuid not null,
  kind       text not null check (kind in ('rating', 'words')),
  level      int check (level between 1 and 5),
  items      text[] not null,
  words      text,
  number     text,
  matter_id  uuid,
  member     uuid,
  entered_by uuid not null,
  entered_at timestamptz not null,
  state      text not null check (state in ('entered', 'differs', 'counted', 'double', 'untied', 'kept', 'complaint')),
  tries      int not null default 0,
  checked_by uuid,
  checked_at timestamptz,
  complaint  uuid,
  primary key (tenant_id, id),
  unique (tenant_id, opening, nth),
  foreign key (tenant_id, opening) references box_opening (tenant_id, id),
  foreign key (tenant_id, scan) references box_scan (tenant_id, id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id),
  foreign key (tenant_id, complaint) references matter (tenant_id, id),
  check ((kind = 'rating') = (level is not null)),
  check ((state in ('entered', 'differs')) = (checked_by is null)),
  check ((checked_by is null) = (checked_at is null)),
  check (checked_by <> entered_by),
  -- Never by whom it concerns.
  check (entered_by <> member and (checked_by is null or checked_by <> member)),
  check (state not in ('counted', 'double') or matter_id is not null),
  check ((state = 'complaint') = (complaint is not null))
);
create index box_paper_open on box_paper (tenant_id, office) where state in ('entered', 'differs');
create index box_paper_matter on box_paper (tenant_id, matter_id) where matter_id is not null;

-- Who took the text with the link for a visitor, and when: should a rating be doubted, it can be seen through whose hands it went.
create table rating_invite (
  tenant_id uuid not null,
  id        uuid not null,
  org_path  ltree not null,
  matter_id uuid not null,
  way       text not null check (way in ('copied', 'sent')),
  until     date not null,
  made_by   uuid,
  made_at   timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index rating_invite_matter on rating_invite (tenant_id, matter_id, made_at);

alter table rating add column paper uuid;
alter table rating add constraint rating_channel check (channel in ('evaluator', 'code', 'mobile', 'kiosk', 'qr', 'plate', 'link', 'paper'));
-- What came on paper has its paper, and each paper is counted once.
alter table rating add constraint rating_of_paper check ((channel = 'paper') = (paper is not null));
alter table rating add foreign key (tenant_id, paper) references box_paper (tenant_id, id);
create unique index rating_paper on rating (tenant_id, paper) where paper is not null;

do $$
declare
  one text;
begin
  foreach one in array array['box_opening', 'box_scan', 'box_paper', 'rating_invite'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on box_opening, box_scan, box_paper, rating_invite to shouwen_app;
grant update (state, second_at, declined) on box_opening to shouwen_app;
grant update (kind, level, items, words, number, matter_id, member, entered_by, entered_at, state, tries, checked_by, checked_at, complaint) on box_paper to shouwen_app;
