-- What 0045 put into the batches of the interest that had been approved before has no words to be found by: they are written as
-- in 0039, for every sum that has none.

-- The owner is under the policies too, and no tenant is set here.
alter table payable no force row level security;

do $$
declare
  -- The signs of the names, and the letters by which they begin in Pinyin.
  signs   text := '';
  letters text := '';
begin
  -- None where the server knows no Chinese order (it was built without ICU): what is there is then not found by initials.
  if exists (select from pg_collation where collname = 'zh-x-icu') then
    execute $q$
      with name as (
        select distinct name as n from payable p
        where not exists (select from list_word w where w.tenant_id = p.tenant_id and w.list = 'payable' and w.entry = p.id)
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
  insert into list_word (tenant_id, list, entry, scope, words)
  select tenant_id, 'payable', id, office, array(
    select distinct 'p' || w from (
      -- Pairs of signs, of digits three in a row, and each sign that is no plain one.
      select piece as w
      from (select regexp_replace(lower(normalize(x, nfkc)), '\s+', '', 'g') as t from unnest(array[number, name]) x) tidy, lateral (
        select substring(substr(t, i, 3) from '^([0-9]{3}|[^0-9].|[0-9][^0-9])') as piece from generate_series(1, length(t) - 1) i
        union all select s from unnest(string_to_array(t, null)) s where ascii(s) > 127
      ) pieces where piece is not null
      union all
      -- `220202001-S-2026-000123` by its ends: `#123`, `#2026-123`, `#s-2026-123` and whole.
      select '#' || array_to_string(c[i : cardinality(c) - 1] || c[cardinality(c)]::int::text, '-')
      from string_to_array(regexp_replace(lower(normalize(number, nfkc)), '\s+', '', 'g'), '-') c, generate_series(1, cardinality(c)) i
      where c[cardinality(c)] ~ '^[0-9]{1,8}$'
      -- The initials of the name; a person's also with what the first sign is read as in a surname.
      union all
      select ':' || left(said, n)
      from (
        select regexp_replace(lower(translate(name, signs, letters)), '[^a-z0-9]', '', 'g') as said
        union select translate(left(name, 1), '单曾解仇查朴区盖冼翟覃尉重乐缪长种折秘逄员召洗万', 'szxqzpogxzqycymzzsbpysxw') || translate(substr(name, 2), signs, letters)
        where name ~ '^[单曾解仇查朴区盖冼翟覃尉重乐缪长种折秘逄员召洗万][㐀-䶿一-鿿豈-﫿𠀀-𳿿]{1,3}$'
      ) both_ways, generate_series(2, 4) n
      where letters <> '' and n <= length(said)
    ) found)
  from payable p
  where not exists (select from list_word w where w.tenant_id = p.tenant_id and w.list = 'payable' and w.entry = p.id);
end
$$;

alter table payable force row level security;
