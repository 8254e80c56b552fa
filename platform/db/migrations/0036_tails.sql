-- A phone or citizen number is also found by its last four signs: their fingerprint. Null: sealed before there were any, filled by
-- night; empty: has none, or is forgotten.
alter table secret add column tail text;
create index secret_tail on secret (tenant_id, tail, matter_id desc);
