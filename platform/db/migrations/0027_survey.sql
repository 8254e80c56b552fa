-- Surveys of people and enterprises (JY04), in rounds. A round and its quotas hold nothing personal and are read by offices above and
-- below alike, so they have no place of their own; what was answered lies at the area where it was asked.
create table survey_round (
  tenant_id       uuid not null,
  id              uuid not null,
  office          uuid not null,
  title           text not null,
  from_day        date not null,
  until_day       date not null,
  service_version int not null check (service_version > 0),
  basis           text not null,
  notice          text not null,
  -- Percent of the answered ones that somebody else asks again.
  check_share     int not null check (check_share between 0 and 100),
  checker         uuid not null,
  previous        uuid,
  state           text not null check (state in ('open', 'closed')),
  made_by         uuid not null,
  made_at         timestamptz not null,
  closed_by       uuid,
  closed_at       timestamptz,
  closed_reason   text,
  primary key (tenant_id, id),
  check (from_day <= until_day),
  check ((state = 'closed') = (closed_at is not null))
);
create index survey_round_office on survey_round (tenant_id, office, id desc);
create index survey_round_open on survey_round (tenant_id, until_day) where state = 'open';
create unique index survey_round_title on survey_round (tenant_id, office, title);

create table survey_quota (
  tenant_id uuid not null,
  round     uuid not null,
  area      uuid not null,
  kind      text not null check (kind in ('household', 'enterprise')),
  amount    int not null check (amount > 0),
  due_day   date not null,
  primary key (tenant_id, round, area, kind),
  foreign key (tenant_id, round) references survey_round (tenant_id, id)
);

create table survey_share (
  tenant_id uuid not null,
  round     uuid not null,
  area      uuid not null,
  kind      text not null,
  staff     uuid not null,
  amount    int not null check (amount > 0),
  primary key (tenant_id, round, area, kind, staff),
  foreign key (tenant_id, round, area, kind) references survey_quota (tenant_id, round, area, kind)
);
create index survey_share_staff on survey_share (tenant_id, staff, round);

create table survey_entry (
  tenant_id     uuid not null,
  id            uuid not null,
  org_path      ltree not null,
  round         uuid not null,
  area          uuid not null,
  kind          text not null check (kind in ('household', 'enterprise')),
  outcome       text not null check (outcome in ('answered', 'refused', 'empty', 'moved', 'away')),
  -- The household's number on the list of the round, or the code of an undertaking.
  number        text not null,
  name          text not null,
  -- Sealed; two spellings of one address have one blind form.
  address       text,
  address_blind text,
  facts         jsonb not null,
  sealed        jsonb not null,
  people        int not null,
  reason        text not null,
  method        text not null,
  staff         uuid not null,
  surveyed_on   date not null,
  entered_at    timestamptz not null,
  version       int not null check (version > 0),
  -- The name that the device gave it, and the digest of what was first sent: the same again is the same entry.
  sent_as       uuid not null,
  digest        text not null,
  check_state   text check (check_state in ('drawn', 'agrees', 'differs', 'unreached')),
  drawn_at      timestamptz,
  checked_by    uuid,
  checked_at    timestamptz,
  check_note    text,
  primary key (tenant_id, id),
  foreign key (tenant_id, round) references survey_round (tenant_id, id),
  -- Nobody looks after their own work.
  check (checked_by is null or checked_by <> staff)
);
create unique index survey_entry_sent on survey_entry (tenant_id, sent_as);
create unique index survey_entry_number on survey_entry (tenant_id, round, kind, number);
create unique index survey_entry_address on survey_entry (tenant_id, round, address_blind) where address_blind is not null;
create index survey_entry_round on survey_entry (tenant_id, round, id desc);
create index survey_entry_area on survey_entry (tenant_id, round, area, id desc);
create index survey_entry_counts on survey_entry (tenant_id, round, area, kind, staff, outcome, check_state);
create index survey_entry_drawn on survey_entry (tenant_id, round, id) where check_state = 'drawn';

create table survey_member (
  tenant_id      uuid not null,
  entry          uuid not null,
  nth            int not null check (nth >= 0),
  org_path       ltree not null,
  round          uuid not null,
  area           uuid not null,
  name           text not null,
  status         text not null,
  wants_job      boolean not null,
  wants_training boolean not null,
  wants_business boolean not null,
  facts          jsonb not null,
  sealed         jsonb not null,
  -- The first contact that came of it, where this person asked for help.
  contact        uuid,
  contact_number text,
  primary key (tenant_id, entry, nth),
  foreign key (tenant_id, entry) references survey_entry (tenant_id, id)
);
create index survey_member_counts on survey_member (tenant_id, round, area, status) include (wants_job, wants_training, wants_business);

do $$
declare
  one text;
begin
  foreach one in array array['survey_round', 'survey_quota', 'survey_share', 'survey_entry', 'survey_member'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, one);
  end loop;
  foreach one in array array['survey_entry', 'survey_member'] loop
    execute format($p$create policy place on %I as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[])$p$, one);
  end loop;
end
$$;

grant select, insert on survey_round, survey_quota, survey_share, survey_entry, survey_member to shouwen_app;
grant update (until_day, checker, check_share, state, closed_by, closed_at, closed_reason) on survey_round to shouwen_app;
grant update (amount, due_day), delete on survey_quota to shouwen_app;
grant update (amount), delete on survey_share to shouwen_app;
grant update (outcome, name, address, address_blind, facts, sealed, people, reason, method, surveyed_on, version, check_state, drawn_at, checked_by,
  checked_at, check_note) on survey_entry to shouwen_app;
grant update (contact, contact_number), delete on survey_member to shouwen_app;
