-- Rule 3: what the figures of careful work are counted from.

-- Who held a matter after whom (3.2.1). The first holder, of the opening, handed nothing on.
create index custody_passed on custody (tenant_id, since) where how = 'held' and seq > 1;
-- What came back because of an error (3.2.2).
create index journal_returned on journal (tenant_id, at) where move in ('decline', 'send-back', 'correct') or move like 'settle-%';
-- A second demand for what the first notice could have named (8.1).
create index matter_faults on matter (tenant_id, office) where facts ? 'faults';
