-- How far the words by which matters are found were written anew after the program learned to make more of them (initials of
-- firms, parts of codes): by a job, in the order of ids, so that it goes on where it was broken off. `edition`: which words.
create table word_mark (
  tenant_id uuid not null primary key,
  edition   int not null check (edition > 0),
  after     uuid not null,
  done_at   timestamptz
);
alter table word_mark enable row level security;
alter table word_mark force row level security;
create policy tenant on word_mark using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update (edition, after, done_at) on word_mark to shouwen_app;
