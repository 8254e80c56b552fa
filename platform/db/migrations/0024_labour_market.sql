-- The labour market (0009): who seeks work, what work is offered, and who was sent where. What a seeker may not be judged
-- by (sex, age, origin, marriage) has no column here.
create table seeker (
  tenant_id   uuid not null,
  id          uuid not null,
  org_path    ltree not null,
  office      uuid not null,
  -- The case whose result put them here: one entry for each.
  case_id     uuid not null,
  number      text not null,
  -- Blind form of the citizen number: the same person is found again, nothing is read from it.
  person      text not null,
  post        uuid not null,
  staff       uuid not null,
  state       text not null check (state in ('open', 'placed', 'ended')),
  -- What pages show: name, masked phone, wishes in their own words.
  data        jsonb not null,
  shares      boolean not null,
  months      int not null check (months > 0),
  valid_until date not null,
  wanted      text not null,
  others      text[] not null,
  skills      text[] not null,
  place       text not null,
  areas       text[] not null,
  kinds       text[] not null,
  education   smallint,
  skill       smallint,
  pay_low     int not null check (pay_low >= 0),
  start_from  date not null,
  ended       text,
  made_at     timestamptz not null,
  changed_at  timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, case_id)
);
create index seeker_office on seeker (tenant_id, office, id desc);
create index seeker_state on seeker (tenant_id, office, state, id desc);
create index seeker_until on seeker (tenant_id, office, valid_until) where state = 'open';
create index seeker_person on seeker (tenant_id, person);

create table vacancy (
  tenant_id   uuid not null,
  id          uuid not null,
  org_path    ltree not null,
  office      uuid not null,
  service     text not null,
  case_id     uuid not null,
  line        int not null default 0,
  number      text not null,
  post        uuid not null,
  -- Whoever wrote or changed what is to be published: none of them reviews it (人力资源市场暂行条例 26).
  authors     uuid[] not null,
  state       text not null check (state in ('draft', 'waiting', 'published', 'filled', 'withdrawn')),
  data        jsonb not null,
  headcount   int not null check (headcount > 0),
  filled      int not null default 0 check (filled >= 0 and filled <= headcount),
  kind        text not null,
  education   smallint not null,
  skill       smallint not null,
  pay_unit    text not null,
  pay_low     int not null check (pay_low >= 0),
  pay_top     int not null check (pay_top >= 0),
  place       text not null,
  areas       text[] not null,
  terms       text[] not null,
  from_day    date not null,
  until_day   date not null,
  submitted_at timestamptz,
  due_day     date,
  reviewer    uuid,
  reviewed_at timestamptz,
  -- Why a flagged word is lawful here, and how the wage was found right, in the reviewer's words.
  opinion     text,
  reason      text,
  made_at     timestamptz not null,
  changed_at  timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, case_id, line),
  check (reviewer is null or not reviewer = any(authors)),
  check (state not in ('published', 'filled') or reviewer is not null)
);
create index vacancy_office on vacancy (tenant_id, office, id desc);
create index vacancy_state on vacancy (tenant_id, office, state, id desc);
create index vacancy_until on vacancy (tenant_id, office, until_day) where state = 'published';
create index vacancy_due on vacancy (tenant_id, due_day) where state = 'waiting';
create index vacancy_public on vacancy (tenant_id, id desc) where state = 'published';
create index vacancy_public_kind on vacancy (tenant_id, kind, id desc) where state = 'published';

-- Pairs of signs by which entries of both books are found, each led by a sign of what it is for (`store.ts`): the trade of an
-- open entry, or any word. An index by another name, like `matter_word`: read only together with its book, whose walls hold.
create table market_word (
  tenant_id uuid not null,
  entry     uuid not null,
  keys      text[] not null,
  primary key (tenant_id, entry)
);
create index market_word_keys on market_word using gin (keys);
grant select, insert, update (keys) on market_word to shouwen_app;

-- A referral's row beside its matter: lists and counts need no facts.
create table referral (
  tenant_id uuid not null,
  matter_id uuid not null,
  org_path  ltree not null,
  office    uuid not null,
  number    text not null,
  seeker    uuid not null,
  vacancy   uuid not null,
  name      text not null,
  company   text not null,
  job       text not null,
  state     text not null,
  is_open   boolean not null,
  post      uuid not null,
  due_at    timestamptz,
  says      text,
  -- The seeker would not go, without a reason that counts.
  refused   boolean not null default false,
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- The unemployment registration of the same person, if there is one, and who said that it was looked at.
  enrolment uuid,
  seen_by   uuid,
  primary key (tenant_id, matter_id)
);
create unique index referral_one on referral (tenant_id, vacancy, seeker) where is_open;
create index referral_office on referral (tenant_id, office, matter_id desc);
create index referral_state on referral (tenant_id, office, state, matter_id desc);
create index referral_vacancy on referral (tenant_id, vacancy, state);
create index referral_seeker on referral (tenant_id, seeker, matter_id desc);
create index referral_unseen on referral (tenant_id, office) where enrolment is not null and seen_by is null;

-- What a seeker said no to beforehand: it counts as no refusal, and is not proposed again.
create table passed_over (
  tenant_id uuid not null,
  seeker    uuid not null,
  vacancy   uuid not null,
  org_path  ltree not null,
  reason    text not null,
  at        timestamptz not null,
  staff     uuid not null,
  primary key (tenant_id, seeker, vacancy)
);

do $$
declare
  one text;
begin
  foreach one in array array['seeker', 'vacancy', 'referral', 'passed_over'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on seeker, vacancy, referral, passed_over to shouwen_app;
grant update (post, staff, state, data, shares, months, valid_until, wanted, others, skills, place, areas, kinds, education, skill, pay_low,
  start_from, ended, changed_at) on seeker to shouwen_app;
grant update (post, authors, state, data, headcount, filled, kind, education, skill, pay_unit, pay_low, pay_top, place, areas, terms,
  from_day, until_day, submitted_at, due_day, reviewer, reviewed_at, opinion, reason, changed_at) on vacancy to shouwen_app;
grant update (state, is_open, post, due_at, says, refused, closed_at, enrolment, seen_by) on referral to shouwen_app;
