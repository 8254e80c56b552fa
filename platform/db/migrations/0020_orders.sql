-- Complaints that lie between two organizations (10.5.5): few of the many that there ever were, looked at by those above.
create index matter_orders on matter (tenant_id, office, id) where kind = 'complaint' and state in ('filed', 'ordered', 'replied');
