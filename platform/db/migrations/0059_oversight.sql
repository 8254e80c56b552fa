-- What a superior looks at in every office (6.6): few of the many matters that there ever were.
create index matter_voices on matter (tenant_id, office) where kind in ('complaint', 'rating') and closed_at is null;
create index matter_warning on matter (tenant_id, office, opened_at desc, id desc) where kind = 'warning';
-- Chains of supervision orders that came to an end (10.5.5.c).
create index matter_chain on matter (tenant_id, office, closed_at desc, id desc) where kind = 'complaint' and closed_at is not null and facts ? 'orders';
