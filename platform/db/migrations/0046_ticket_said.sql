-- What a visitor wrote for the window while taking a number: a name and what for, both optional. Only until the first contact is
-- registered or the number is over; then it is emptied.
alter table queue_ticket add column said jsonb check (said is null or state in ('waiting', 'called', 'serving'));
grant update (said) on queue_ticket to shouwen_app;
