-- Figures of a whole office in one row (6.6): the sums of its posts beside what belongs to no post, so that a tree of offices
-- is summed from a row an office and a month. Complaints by class, orders that were answered late (10.5.2, 10.5.5).
alter table figure_place_day add column opened int not null default 0, add column closed int not null default 0, add column withdrawn int not null
  default 0, add column done int not null default 0, add column kept int not null default 0, add column late int not null default 0, add column used
  int not null default 0, add column hands1 int not null default 0, add column hands2 int not null default 0, add column hands3 int not null default
  0, add column hands4 int not null default 0, add column took1h int not null default 0, add column took1d int not null default 0, add column took3d
  int not null default 0, add column took10d int not null default 0, add column took30d int not null default 0, add column tookmore int not null
  default 0, add column visits int not null default 0, add column rated int not null default 0, add column level1 int not null default 0, add column
  level2 int not null default 0, add column level3 int not null default 0, add column level4 int not null default 0, add column level5 int not null
  default 0, add column minutes bigint not null default 0, add column spot int not null default 0, add column filed int not null default 0, add
  column opinions int not null default 0, add column lateorders int not null default 0;
alter table figure_place_month add column opened int not null default 0, add column closed int not null default 0, add column withdrawn int not null
  default 0, add column done int not null default 0, add column kept int not null default 0, add column late int not null default 0, add column used
  int not null default 0, add column hands1 int not null default 0, add column hands2 int not null default 0, add column hands3 int not null default
  0, add column hands4 int not null default 0, add column took1h int not null default 0, add column took1d int not null default 0, add column took3d
  int not null default 0, add column took10d int not null default 0, add column took30d int not null default 0, add column tookmore int not null
  default 0, add column visits int not null default 0, add column rated int not null default 0, add column level1 int not null default 0, add column
  level2 int not null default 0, add column level3 int not null default 0, add column level4 int not null default 0, add column level5 int not null
  default 0, add column minutes bigint not null default 0, add column spot int not null default 0, add column filed int not null default 0, add
  column opinions int not null default 0, add column lateorders int not null default 0;

-- The owner is under the policies too, and no tenant is set here.
alter table figure_day no force row level security;
alter table figure_month no force row level security;
alter table figure_place_day no force row level security;
alter table figure_place_month no force row level security;
alter table figure_mark no force row level security;
update figure_place_day p set opened = e.opened, closed = e.closed, withdrawn = e.withdrawn, done = e.done, kept = e.kept, late = e.late, used =
  e.used, hands1 = e.hands1, hands2 = e.hands2, hands3 = e.hands3, hands4 = e.hands4, took1h = e.took1h, took1d = e.took1d, took3d = e.took3d,
  took10d = e.took10d, took30d = e.took30d, tookmore = e.tookmore, visits = e.visits, rated = e.rated, level1 = e.level1, level2 = e.level2, level3
  = e.level3, level4 = e.level4, level5 = e.level5, minutes = e.minutes
from (select tenant_id, office, day, sum(opened) as opened, sum(closed) as closed, sum(withdrawn) as withdrawn, sum(done) as done, sum(kept) as
  kept, sum(late) as late, sum(used) as used, sum(hands1) as hands1, sum(hands2) as hands2, sum(hands3) as hands3, sum(hands4) as hands4,
  sum(took1h) as took1h, sum(took1d) as took1d, sum(took3d) as took3d, sum(took10d) as took10d, sum(took30d) as took30d, sum(tookmore) as tookmore,
  sum(visits) as visits, sum(rated) as rated, sum(level1) as level1, sum(level2) as level2, sum(level3) as level3, sum(level4) as level4,
  sum(level5) as level5, sum(minutes) as minutes from figure_day group by 1, 2, 3) e
where e.tenant_id = p.tenant_id and e.office = p.office and e.day = p.day;
update figure_place_month p set opened = e.opened, closed = e.closed, withdrawn = e.withdrawn, done = e.done, kept = e.kept, late = e.late, used =
  e.used, hands1 = e.hands1, hands2 = e.hands2, hands3 = e.hands3, hands4 = e.hands4, took1h = e.took1h, took1d = e.took1d, took3d = e.took3d,
  took10d = e.took10d, took30d = e.took30d, tookmore = e.tookmore, visits = e.visits, rated = e.rated, level1 = e.level1, level2 = e.level2, level3
  = e.level3, level4 = e.level4, level5 = e.level5, minutes = e.minutes
from (select tenant_id, office, day, sum(opened) as opened, sum(closed) as closed, sum(withdrawn) as withdrawn, sum(done) as done, sum(kept) as
  kept, sum(late) as late, sum(used) as used, sum(hands1) as hands1, sum(hands2) as hands2, sum(hands3) as hands3, sum(hands4) as hands4,
  sum(took1h) as took1h, sum(took1d) as took1d, sum(took3d) as took3d, sum(took10d) as took10d, sum(took30d) as took30d, sum(tookmore) as tookmore,
  sum(visits) as visits, sum(rated) as rated, sum(level1) as level1, sum(level2) as level2, sum(level3) as level3, sum(level4) as level4,
  sum(level5) as level5, sum(minutes) as minutes from figure_month group by 1, 2, 3) e
where e.tenant_id = p.tenant_id and e.office = p.office and e.day = p.day;
-- What is new was never counted: everything is counted once more, and stays in sight meanwhile.
delete from figure_mark;
alter table figure_day force row level security;
alter table figure_month force row level security;
alter table figure_place_day force row level security;
alter table figure_place_month force row level security;
alter table figure_mark force row level security;

-- How much of a long count is left, for whoever waits for it; no time yet before the first is over.
alter table figure_mark alter column at drop not null;
alter table figure_mark add column days_all int not null default 0, add column days_left int not null default 0;
grant update (days_all, days_left) on figure_mark to shouwen_app;

-- 月报: the figures of a month that is over, as they stood when somebody set them down; never changed, only set down anew.
create table figure_report (
  tenant_id uuid not null,
  id        uuid not null,
  org_path  ltree not null,
  office    uuid not null,
  month     date not null check (extract(day from month) = 1),
  edition   int not null check (edition > 0),
  made_at   timestamptz not null,
  made_by   uuid not null,
  content   jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, office, month, edition)
);
alter table figure_report enable row level security;
alter table figure_report force row level security;
create policy tenant on figure_report using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy place on figure_report as restrictive using (org_path <@ string_to_array(current_setting('app.paths', true), ',')::ltree[]);
grant select, insert on figure_report to shouwen_app;
