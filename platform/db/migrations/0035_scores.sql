-- Exam sheets give half points: marks are whole tenths of a point from here on.
alter table training_seat
  alter column theory type int using theory * 10,
  alter column practice type int using practice * 10,
  alter column theory_again type int using theory_again * 10,
  alter column practice_again type int using practice_again * 10,
  add constraint training_seat_halves check (
    (theory is null or (theory between 0 and 1000 and theory % 5 = 0))
    and (practice is null or (practice between 0 and 1000 and practice % 5 = 0))
    and (theory_again is null or (theory_again between 0 and 1000 and theory_again % 5 = 0))
    and (practice_again is null or (practice_again between 0 and 1000 and practice_again % 5 = 0))
  );
