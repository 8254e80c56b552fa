-- A version that was published for a day to come may be called off before that day, with the reason; the record keeps both (6.2).
alter table service_release
  add called_off_at  timestamptz,
  add called_off_by  uuid,
  add called_off_why text check (called_off_why ~ '\S'),
  add check (num_nulls(called_off_at, called_off_by, called_off_why) in (0, 3));

grant update (called_off_at, called_off_by, called_off_why) on service_release to shouwen_app;
