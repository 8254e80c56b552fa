-- What the entries of the programs' lists are found by (see matter/listing.ts): pieces of their numbers and names, the ends of the
-- numbers, the initials of the names. Beside the lists and without row-level security, like `matter_word`: behind that wall no array
-- operator may use an index. It answers ids only; the entries are then read from their own tables, through both policies.
create table list_word (
  tenant_id uuid not null,
  list      text not null,
  entry     uuid not null,
  -- What the list is of: an office, a round of a survey.
  scope     uuid not null,
  -- Each begins with the sign of its list.
  words     text[] not null,
  primary key (tenant_id, list, entry)
);

-- The owner is under the policies too, and no tenant is set here.
alter table subsidy_claim no force row level security;
alter table payable no force row level security;
alter table referral no force row level security;
alter table survey_entry no force row level security;
alter table tax_relief no force row level security;
alter table training_class no force row level security;

do $$
declare
  -- The signs of all names, and the letters by which they begin in Pinyin.
  signs   text := '';
  letters text := '';
  one     record;
begin
  -- None where the server knows no Chinese order (it was built without ICU): what is there is then not found by initials.
  if exists (select from pg_collation where collname = 'zh-x-icu') then
    execute $q$
      with name as (
        select name as n from subsidy_claim union select name from payable union select name from survey_entry
        union select name from training_class union select subject from training_class
        union select name from referral union select company from referral union select job from referral
        union select employer from tax_relief union select person from tax_relief
      ), sign as (
        select distinct s from name, unnest(string_to_array(n, null)) s where s ~ '[㐀-䶿一-鿿豈-﫿𠀀-𳿿]'
      ), told as (
        select s, (select l from unnest(string_to_array('阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀', null),
            string_to_array('abcdefghjklmnopqrstwxyz', null)) as first (f, l)
          where s >= f collate "zh-x-icu" order by l desc limit 1) as l from sign
      )
      select coalesce(string_agg(s, '' order by s), ''), coalesce(string_agg(l, '' order by s), '') from told where l is not null
    $q$ into signs, letters;
  end if;
  for one in
    select * from (values
      ('subsidy_claim', 'c', 'id', 'office', 'name', ''),
      ('payable', 'p', 'id', 'office', 'name', ''),
      ('referral', 'f', 'matter_id', 'office', 'name, company, job', ''),
      ('survey_entry', 'e', 'id', 'round', 'name', ''),
      ('tax_relief', 't', 'id', 'office', 'employer, person', ', credit_code'),
      ('training_class', 'k', 'id', 'office', 'name, subject', '')
    ) as list (name, sign, id, scope, names, texts)
  loop
    execute format($q$
      insert into list_word (tenant_id, list, entry, scope, words)
      select tenant_id, %1$L, %3$s, %4$s, array(
        select distinct %2$L || w from (
          -- Pairs of signs, of digits three in a row, and each sign that is no plain one.
          select piece as w
          from (select regexp_replace(lower(normalize(x, nfkc)), '\s+', '', 'g') as t from unnest(array[number, %5$s %6$s]) x) tidy, lateral (
            select substring(substr(t, i, 3) from '^([0-9]{3}|[^0-9].|[0-9][^0-9])') as piece from generate_series(1, length(t) - 1) i
            union all select s from unnest(string_to_array(t, null)) s where ascii(s) > 127
          ) pieces where piece is not null
          union all
          -- `220202001-S-2026-000123` by its ends: `#123`, `#2026-123`, `#s-2026-123` and whole.
          select '#' || array_to_string(c[i : cardinality(c) - 1] || c[cardinality(c)]::int::text, '-')
          from string_to_array(regexp_replace(lower(normalize(number, nfkc)), '\s+', '', 'g'), '-') c, generate_series(1, cardinality(c)) i
          where c[cardinality(c)] ~ '^[0-9]{1,8}$'
          -- The initials of the names; a person's also with what the first sign is read as in a surname.
          union all
          select ':' || left(said, n)
          from unnest(array[%5$s]) t, lateral (
            select regexp_replace(lower(translate(t, %7$L, %8$L)), '[^a-z0-9]', '', 'g') as said
            union select translate(left(t, 1), '单曾解仇查朴区盖冼翟覃尉重乐缪长种折秘逄员召洗万', 'szxqzpogxzqycymzzsbpysxw') || translate(substr(t, 2), %7$L, %8$L)
            where t ~ '^[单曾解仇查朴区盖冼翟覃尉重乐缪长种折秘逄员召洗万][㐀-䶿一-鿿豈-﫿𠀀-𳿿]{1,3}$'
          ) both_ways, generate_series(2, 4) n
          where %8$L <> '' and n <= length(said)
        ) found)
      from %1$I
    $q$, one.name, one.sign, one.id, one.scope, one.names, one.texts, signs, letters);
  end loop;
end
$$;

alter table subsidy_claim force row level security;
alter table payable force row level security;
alter table referral force row level security;
alter table survey_entry force row level security;
alter table tax_relief force row level security;
alter table training_class force row level security;

create index list_word_find on list_word using gin (tenant_id, scope, words);
grant select, insert, update (words) on list_word to shouwen_app;
