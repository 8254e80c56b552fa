-- Steps side by side (6.4), two who work together (5.2), and whom a matter is about.
alter table matter add column beside uuid[];
alter table matter add column partner uuid;
alter table matter add column concerns uuid;
alter table desk drop constraint desk_why_check;
alter table desk add constraint desk_why_check check (why in ('hold', 'offered', 'turn', 'ask', 'owe', 'join', 'concern'));
