-- The ledger of each kind, newest first: identities sort by the time they were made.
create index matter_kind on matter (tenant_id, office, kind, id desc);
-- Whom a line of an inspection is about, for the figures of a person (2.4).
create index inspection_line_whom on inspection_line (tenant_id, whom, matter_id);
