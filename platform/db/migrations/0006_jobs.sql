-- Time's own book-keeping. A clock whose own move is refused for now (a public notice with an open objection) is passed
-- by until this hour and then looked at again: it neither comes up each minute nor is forgotten.
alter table clock add column again_at timestamptz;
create index clock_again on clock (tenant_id, again_at, matter_id) where is_now = 'running' and again_at is not null;
