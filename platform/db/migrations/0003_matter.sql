-- The case. One row a matter: how far (state), who answers (custody), and beside it by when (clock). Written only by
-- matter/, in one transaction, together with the journal line that says who did what by which clause.
create extension if not exists btree_gin;

create table matter (
  tenant_id        uuid not null,
  id               uuid not null,
  org_path         ltree not null,
  office           uuid not null,
  number           text not null,
  kind             text not null,
  service          text,
  service_version  text,
  state            text not null,
  version          int not null check (version > 0),
  first_post       uuid not null,
  first_staff      uuid not null,
  holder_post      uuid not null,
  holder_staff     uuid not null,
  offered_post     uuid,
  offered_staff    uuid,
  offered_at       timestamptz,
  bounces          int not null default 0,
  turn             uuid,
  asked            uuid,
  facts            jsonb not null,
  title            text not null,
  opened_at        timestamptz not null,
  closed_at        timestamptz,
  -- Hash of the last journal line: a line cut off the end is missed here.
  chain            text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  check ((offered_post is null) = (offered_at is null))
);
create index matter_opened on matter (tenant_id, office, opened_at desc, id);

-- Bigrams of number, title and names: a two-character name is found by an index (see matter/words.ts). An index by another
-- name, and without row-level security: behind that wall no array operator may use an index. It answers ids only; the rows
-- are then read from matter, through both policies.
create table matter_word (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  office     uuid not null,
  words      text[] not null,
  primary key (tenant_id, matter_id)
);
create index matter_word_find on matter_word using gin (tenant_id, office, words);
grant select, insert on matter_word to shouwen_app;

create table clock (
  tenant_id    uuid not null,
  matter_id    uuid not null,
  name         text not null,
  limit_is     jsonb not null,
  is_now       text not null check (is_now in ('running', 'paused', 'stopped')),
  started_at   timestamptz not null,
  due_at       timestamptz,
  yellow_at    timestamptz,
  stopped_at   timestamptz,
  late_since   timestamptz,
  extensions   jsonb not null default '[]',
  provisional  boolean not null,
  calendar     text not null,
  -- Set when time has nothing more to do here (a notice period is over, or the row was set aside): the sweep passes by.
  swept_at     timestamptz,
  primary key (tenant_id, matter_id, name),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id),
  check (is_now <> 'running' or due_at is not null),
  check (is_now <> 'paused' or due_at is null),
  check ((is_now = 'stopped') = (stopped_at is not null))
);
-- What the sweep walks: running, not yet seen to be late, by due time.
create index clock_due on clock (tenant_id, due_at, matter_id) where is_now = 'running' and swept_at is null;
create index clock_provisional on clock (tenant_id, matter_id) where provisional and is_now = 'running';

-- Pauses are intervals with a reason, never a state's name.
create table clock_pause (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  clock      text not null,
  seq        int not null,
  from_at    timestamptz not null,
  until_at   timestamptz,
  why        text not null,
  primary key (tenant_id, matter_id, clock, seq),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);

-- The chain of who answered: one open link that holds, at most one that is offered.
create table custody (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  seq        int not null,
  how        text not null check (how in ('held', 'offered')),
  post       uuid not null,
  staff      uuid not null,
  since      timestamptz not null,
  until_at   timestamptz,
  ended      text,
  primary key (tenant_id, matter_id, seq, how),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create unique index custody_one_open on custody (tenant_id, matter_id, how) where until_at is null;

-- Whose desk a matter lies on, why and by when. Derived from the matter by core/desk.ts and written with it.
create table desk (
  tenant_id  uuid not null,
  post       uuid not null,
  matter_id  uuid not null,
  org_path   ltree not null,
  why        text not null check (why in ('hold', 'offered', 'turn', 'ask', 'owe')),
  clock      text,
  due_at     timestamptz not null,
  yellow_at  timestamptz,
  late       boolean not null,
  primary key (tenant_id, post, matter_id),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index desk_due on desk (tenant_id, post, due_at, matter_id);
create index desk_matter on desk (tenant_id, matter_id);

-- What happened, line by line. The program may add; it may not change or remove.
create table journal (
  tenant_id   uuid not null,
  matter_id   uuid not null,
  seq         int not null,
  at          timestamptz not null,
  actor       uuid,
  actor_post  uuid,
  acting_for  uuid,
  as_whom     text not null,
  move        text not null,
  clauses     text[] not null check (cardinality(clauses) > 0),
  from_state  text,
  to_state    text not null,
  says        text not null,
  input       jsonb not null,
  -- What the judge was given beside the input (who, limits, calendar): with it a replay gives the same matter.
  given       jsonb not null,
  -- Digest of the matter as this line left it.
  after_hash  text not null,
  prev_hash   text not null,
  hash        text not null,
  primary key (tenant_id, matter_id, seq, at)
) partition by range (at);
create index journal_at on journal using brin (at);
create table journal_rest partition of journal default;

-- The root of each day: all lines of a tenant's day, chained to the day before.
create table journal_root (
  tenant_id  uuid not null,
  day        date not null,
  lines      bigint not null,
  root       text not null,
  made_at    timestamptz not null,
  primary key (tenant_id, day)
);

-- Personal numbers, each encrypted on its own; the keys are outside the database.
create table secret (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  field      text not null,
  version    int not null,
  -- `1.<key id>.<bytes>`: tells which key sealed it.
  cipher     text not null,
  blind      text not null,
  primary key (tenant_id, matter_id, field, version),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index secret_blind on secret (tenant_id, blind, matter_id);

-- Papers as issued. The data is complete from the first moment; the bytes are printed once and never again.
create table sheet (
  tenant_id  uuid not null,
  id         uuid not null,
  -- Null for papers about a post rather than a matter (the hand-back brief).
  matter_id  uuid,
  org_path   ltree not null,
  office     uuid not null,
  kind       text not null,
  number     text not null,
  code       text not null,
  head       jsonb not null,
  data       jsonb not null,
  issued_at  timestamptz not null,
  issued_by  uuid,
  seq        int not null,
  pdf        bytea,
  sha256     text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index sheet_matter on sheet (tenant_id, matter_id, seq);

-- Numbers run per office, word and year.
create table counter (
  tenant_id  uuid not null,
  office     uuid not null,
  word       text not null,
  year       int not null,
  last       bigint not null,
  primary key (tenant_id, office, word, year)
);

-- One rating a visit (10.5.1); never by staff, never by default.
create table rating (
  tenant_id   uuid not null,
  visit       uuid not null,
  matter_id   uuid not null,
  org_path    ltree not null,
  office      uuid not null,
  staff       uuid not null,
  post        uuid not null,
  level       int not null check (level between 1 and 5),
  items       text[] not null,
  words       text,
  channel     text not null,
  at          timestamptz not null,
  primary key (tenant_id, visit),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);
create index rating_office on rating (tenant_id, office, at);

-- A due clock that could not be moved on: tried again with growing pauses, then set aside and shown. It stops nothing else.
create table sweep_trouble (
  tenant_id   uuid not null,
  matter_id   uuid not null,
  clock       text not null,
  tries       int not null,
  says        text not null,
  last_at     timestamptz not null,
  next_at     timestamptz not null,
  primary key (tenant_id, matter_id, clock),
  foreign key (tenant_id, matter_id) references matter (tenant_id, id)
);

-- Partitions are made by the owner's right, called by a job: the program owns no table.
create function make_journal_partition(month date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first date := date_trunc('month', month)::date;
  name text := 'journal_' || to_char(first, 'YYYY_MM');
begin
  if to_regclass(name) is null then
    execute format('create table %I partition of journal for values from (%L) to (%L)', name,
      first::timestamp at time zone 'Asia/Shanghai', (first + interval '1 month')::timestamp at time zone 'Asia/Shanghai');
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, name);
  end if;
end
$$;
revoke all on function make_journal_partition(date) from public;
grant execute on function make_journal_partition(date) to shouwen_app;

do $$
declare
  one text;
begin
  foreach one in array array['matter', 'clock', 'clock_pause', 'custody', 'desk', 'journal', 'journal_rest', 'journal_root', 'secret', 'sheet', 'counter', 'rating', 'sweep_trouble'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
  end loop;
  foreach one in array array['matter', 'desk', 'sheet', 'rating'] loop
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert, update on matter, clock, clock_pause, custody, counter, secret to shouwen_app;
grant select, insert, update, delete on desk, sweep_trouble to shouwen_app;
grant select, insert on journal, journal_root, rating to shouwen_app;
grant select, insert on sheet to shouwen_app;
grant update (pdf, sha256) on sheet to shouwen_app;

select make_journal_partition(month::date) from generate_series(date '2025-01-01', date '2027-12-01', interval '1 month') month;
