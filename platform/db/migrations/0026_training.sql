-- Training for a trade and for starting a business (1.3, JY14 and JY15) behind the counter: who teaches, the classes, who is on their
-- rolls, who came, who passed, the certificates and the list of subsidies.
create table training_institution (
  tenant_id      uuid not null,
  id             uuid not null,
  org_path       ltree not null,
  office         uuid not null,
  name           text not null,
  -- Which of the two services it may teach: JY14, JY15 or both.
  services       text[] not null check (cardinality(services) > 0),
  credit_code    text not null default '',
  qualification  text not null,
  valid_until    date not null,
  contact        text not null default '',
  phone          text not null,
  added_at       timestamptz not null,
  added_by       uuid not null,
  ended_at       timestamptz,
  reason         text,
  primary key (tenant_id, id),
  check ((ended_at is null) = (reason is null))
);
create unique index training_institution_name on training_institution (tenant_id, office, name) where ended_at is null;

create table training_class (
  tenant_id        uuid not null,
  id               uuid not null,
  org_path         ltree not null,
  office           uuid not null,
  number           text not null,
  service          text not null check (service in ('JY14', 'JY15')),
  -- Occupation or brand with its level, as one key: what nobody is paid for twice.
  subject_key      text not null,
  subject          text not null,
  level            text not null default '',
  name             text not null,
  institution      uuid not null,
  place            text not null,
  phone            text not null,
  hours            int not null check (hours > 0),
  places           int not null check (places > 0),
  from_day         date not null,
  until_day        date not null,
  state            text not null check (state in ('draft', 'waiting', 'approved', 'closed', 'cancelled')),
  -- Who answers for it from the first draft to the end.
  keeper           uuid not null,
  authors          uuid[] not null,
  made_at          timestamptz not null,
  made_by          uuid not null,
  asked_at         timestamptz,
  decided_at       timestamptz,
  decided_by       uuid,
  returned         text,
  -- What a class is measured by, frozen when it is approved.
  terms            jsonb,
  taken            int not null default 0 check (taken >= 0),
  next_what        text,
  next_day         date,
  ended_at         timestamptz,
  reason           text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  check (taken <= places),
  check (from_day <= until_day),
  check (state <> 'approved' or terms is not null),
  check ((next_what is null) = (next_day is null)),
  check ((state in ('closed', 'cancelled')) = (ended_at is not null))
);
create index training_class_office on training_class (tenant_id, office, from_day desc, id desc);
create index training_class_next on training_class (tenant_id, office, next_day) where next_day is not null;
create index training_class_waiting on training_class (tenant_id, asked_at) where state = 'waiting';
create index training_class_public on training_class (tenant_id, from_day, id) where state = 'approved';

create table training_day (
  tenant_id   uuid not null,
  class       uuid not null,
  day         date not null,
  org_path    ltree not null,
  topic       text not null,
  hours       int not null check (hours > 0),
  entered_at  timestamptz,
  entered_by  uuid,
  primary key (tenant_id, class, day),
  foreign key (tenant_id, class) references training_class (tenant_id, id)
);

-- Whose application was approved and who waits for a class; the case itself stays where it is.
create table training_applicant (
  tenant_id     uuid not null,
  id            uuid not null,
  org_path      ltree not null,
  office        uuid not null,
  number        text not null,
  service       text not null,
  subject_key   text not null,
  subject       text not null,
  name          text not null,
  blind         text not null,
  id_masked     text not null,
  phone_masked  text not null,
  provider      text not null,
  way           text not null check (way in ('provider', 'person')),
  approved_at   timestamptz not null,
  state         text not null check (state in ('waiting', 'placed', 'done', 'out')),
  reason        text,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references matter (tenant_id, id)
);
create index training_applicant_waiting on training_applicant (tenant_id, service, subject_key, approved_at, id) where state = 'waiting';
create index training_applicant_line on training_applicant (tenant_id, approved_at, id) where state = 'waiting';

create table training_seat (
  tenant_id       uuid not null,
  id              uuid not null,
  class           uuid not null,
  org_path        ltree not null,
  applicant       uuid not null,
  number          text not null,
  name            text not null,
  blind           text not null,
  id_masked       text not null,
  phone_masked    text not null,
  way             text not null,
  state           text not null check (state in ('in', 'waiting', 'withdrawn', 'gone')),
  joined_at       timestamptz not null,
  joined_by       uuid not null,
  left_at         timestamptz,
  reason          text,
  -- Whoever lost a place by our doing is told, and by whom and how is written down.
  told_at         timestamptz,
  told_how        text,
  admitted_by     uuid,
  admitted_why    text,
  theory          int,
  practice        int,
  theory_again    int,
  practice_again  int,
  result          text check (result in ('qualified', 'failed')),
  sheet           uuid,
  paper_number    text,
  paper_code      text,
  issued_on       date,
  revoked_at      timestamptz,
  revoked_why     text,
  primary key (tenant_id, id),
  foreign key (tenant_id, class) references training_class (tenant_id, id),
  foreign key (tenant_id, applicant) references training_applicant (tenant_id, id),
  check (sheet is null or result = 'qualified'),
  check ((revoked_at is null) = (revoked_why is null))
);
create unique index training_seat_once on training_seat (tenant_id, class, applicant) where state in ('in', 'waiting');
create index training_seat_roll on training_seat (tenant_id, class, joined_at, id);

create table training_mark (
  tenant_id  uuid not null,
  class      uuid not null,
  seat       uuid not null,
  day        date not null,
  org_path   ltree not null,
  mark       text not null check (mark in ('present', 'late', 'leave', 'absent')),
  at         timestamptz not null,
  by_staff   uuid not null,
  primary key (tenant_id, class, seat, day),
  foreign key (tenant_id, class, day) references training_day (tenant_id, class, day)
);

-- Papers that hold no longer, by their codes: the public page asks.
create table training_void (
  tenant_id  uuid not null,
  code       text not null,
  org_path   ltree not null,
  sheet      uuid not null,
  at         timestamptz not null,
  by_staff   uuid not null,
  why        text not null,
  primary key (tenant_id, code)
);

-- Two about persons and no place: the limits a year, the overlaps and the second time hold wherever else somebody is on a roll. No names.
create table training_person (
  tenant_id  uuid not null,
  blind      text not null,
  at         timestamptz not null,
  primary key (tenant_id, blind)
);
create table training_taken (
  tenant_id    uuid not null,
  seat         uuid not null,
  blind        text not null,
  service      text not null,
  subject_key  text not null,
  from_day     date not null,
  until_day    date not null,
  state        text not null check (state in ('in', 'qualified', 'failed', 'gone')),
  primary key (tenant_id, seat)
);
create index training_taken_person on training_taken (tenant_id, blind);
create unique index training_taken_once on training_taken (tenant_id, blind, subject_key) where state in ('in', 'qualified');

create table training_subsidy (
  tenant_id   uuid not null,
  id          uuid not null,
  org_path    ltree not null,
  office      uuid not null,
  class       uuid not null,
  number      text not null,
  payee       text not null check (payee in ('provider', 'person')),
  state       text not null check (state in ('made', 'checked', 'approved', 'handed', 'returned')),
  standard    bigint not null check (standard > 0),
  source      text not null,
  people      int not null check (people > 0),
  total       bigint not null check (total = standard * people),
  enclosures  text[] not null,
  made_at     timestamptz not null,
  made_by     uuid not null,
  checked_at  timestamptz,
  checked_by  uuid,
  decided_at  timestamptz,
  decided_by  uuid,
  handed_at   timestamptz,
  handed_by   uuid,
  returned    text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, class) references training_class (tenant_id, id),
  -- Two pairs of eyes, and a third that decides.
  check (checked_by is null or checked_by <> made_by),
  check (decided_by is null or (decided_by <> made_by and decided_by <> checked_by))
);
create index training_subsidy_class on training_subsidy (tenant_id, class, made_at);
create index training_subsidy_open on training_subsidy (tenant_id, office, made_at) where state in ('made', 'checked', 'approved');

create table training_subsidy_row (
  tenant_id    uuid not null,
  list         uuid not null,
  seat         uuid not null,
  org_path     ltree not null,
  blind        text not null,
  subject_key  text not null,
  name         text not null,
  id_masked    text not null,
  paper        text not null,
  amount       bigint not null check (amount > 0),
  living       boolean not null,
  primary key (tenant_id, list, seat),
  foreign key (tenant_id, list) references training_subsidy (tenant_id, id)
);
-- Never twice for the same person, occupation and level, whoever asks and wherever.
create unique index training_subsidy_once on training_subsidy_row (tenant_id, blind, subject_key) where living;

do $$
declare
  one text;
begin
  foreach one in array array['training_institution', 'training_class', 'training_day', 'training_applicant', 'training_seat', 'training_mark', 'training_void',
    'training_person', 'training_taken', 'training_subsidy', 'training_subsidy_row'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
  end loop;
  foreach one in array array['training_institution', 'training_class', 'training_day', 'training_applicant', 'training_seat', 'training_mark', 'training_void',
    'training_subsidy', 'training_subsidy_row'] loop
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on training_institution, training_class, training_applicant, training_seat, training_mark, training_void, training_person, training_taken,
  training_subsidy, training_subsidy_row to shouwen_app;
-- The plan of a class is written anew until it is approved.
grant select, insert, delete on training_day to shouwen_app;
grant update (entered_at, entered_by) on training_day to shouwen_app;
grant update (name, services, credit_code, qualification, valid_until, contact, phone, ended_at, reason) on training_institution to shouwen_app;
grant update (subject_key, subject, level, name, institution, place, phone, hours, places, from_day, until_day, state, keeper, authors, asked_at,
  decided_at, decided_by, returned, terms, taken, next_what, next_day, ended_at, reason) on training_class to shouwen_app;
grant update (state, reason) on training_applicant to shouwen_app;
grant update (state, joined_at, joined_by, left_at, reason, told_at, told_how, admitted_by, admitted_why, theory, practice, theory_again,
  practice_again, result, sheet, paper_number, paper_code, issued_on, revoked_at, revoked_why) on training_seat to shouwen_app;
grant update (mark, at, by_staff) on training_mark to shouwen_app;
grant update (at) on training_person to shouwen_app;
grant update (state) on training_taken to shouwen_app;
grant update (state, checked_at, checked_by, decided_at, decided_by, handed_at, handed_by, returned) on training_subsidy to shouwen_app;
grant update (living) on training_subsidy_row to shouwen_app;
