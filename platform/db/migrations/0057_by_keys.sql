-- An entry is looked up by its own key at every person that is written below it (the foreign key of `survey_member`). While a table
-- with few rows takes in fifty thousand in one transaction, the planner still believes in the few, and of all indexes that begin with
-- the tenant takes the smallest: each look-up then walks everything that the tenant has. Behind a condition that only questions of a
-- round, or by the name that the device gave, fulfil, no other index than the key can answer it.
drop index survey_entry_sent;
create unique index survey_entry_sent on survey_entry (tenant_id, sent_as) where sent_as is not null;
drop index survey_entry_number;
create unique index survey_entry_number on survey_entry (tenant_id, round, kind, number) where round is not null;
drop index survey_entry_round;
create index survey_entry_round on survey_entry (tenant_id, round, id desc) where round is not null;
drop index survey_entry_area;
create index survey_entry_area on survey_entry (tenant_id, round, area, id desc) where round is not null;
drop index survey_entry_counts;
create index survey_entry_counts on survey_entry (tenant_id, round, area, kind, staff, outcome, check_state) where round is not null;
drop index survey_entry_staff;
create index survey_entry_staff on survey_entry (tenant_id, round, staff, id desc) where round is not null;
