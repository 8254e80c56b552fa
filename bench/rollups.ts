import type pg from 'pg'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { placeKeys, windowKeys } from '#rules/figures/contract.ts'

/** Offices below the demonstration's city, and what they did: 测试数据, made by sets, since a job would count for hours. */
export type Size = {
  readonly offices: number
  readonly posts: number
  readonly services: number
  readonly from: string
  readonly until: string
  /** Matters of an office, post and service a working day, at the least and at the most. */
  readonly perDay: readonly [least: number, most: number]
}

const id = (word: string, n = 'n') => `md5('figures ${word} ' || ${n})::uuid`
const path = `('${demoPath('cs')}.d' || (n - 1) / 20 || '.f' || n)::ltree`

/** A number that is the same for the same place, day and salt, from 0 to `most`. */
const some = (salt: string, most: string | number) =>
  `(('x' || substr(md5(o.n || ' ' || p || ' ' || s || ' ' || d || '${salt}'), 1, 6))::bit(24)::int % (${most} + 1))`

/** Districts of twenty offices each; the first office of a district stands for its head. */
export async function grow(owner: pg.Client, { offices, posts }: Size): Promise<void> {
  const since = `'2015-01-01 00:00+08'::timestamptz`
  const districts = Math.ceil(offices / 20)
  const statements = [
    `insert into organization (tenant_id, id, code, name, short, level) select '${demoTenant}', ${id('district')}, 'FIGD' || n, '测试区' || n || '（测试数据）', '测区' || n, 'district' from generate_series(0, ${districts - 1}) n`,
    `insert into organization_place (tenant_id, org, parent, path, valid_from) select '${demoTenant}', ${id('district')}, '${demoOffice('cs')}', ('${demoPath('cs')}.d' || n)::ltree, ${since} from generate_series(0, ${districts - 1}) n`,
    `insert into organization (tenant_id, id, code, name, short, level) select '${demoTenant}', ${id('office')}, 'FIGO' || n, '测试街道' || n || '（测试数据）', '测街' || n, 'street' from generate_series(1, ${offices}) n`,
    `insert into organization_place (tenant_id, org, parent, path, valid_from) select '${demoTenant}', ${id('office')}, ${id('district', '((n - 1) / 20)')}, ${path}, ${since} from generate_series(1, ${offices}) n`,
    `insert into post (tenant_id, id, org, code, name, is_head) select '${demoTenant}', md5('figures post ' || n || ' ' || p)::uuid, ${id('office')}, 'p' || p, '测试岗' || p, p = 1 from generate_series(1, ${offices}) n, generate_series(1, ${posts}) p`,
    `insert into opening_hours (tenant_id, org, weekday, opens, closes) select '${demoTenant}', ${id('office')}, d, 540, 1020 from generate_series(1, ${offices}) n, generate_series(1, 5) d`,
    `update office_version set version = version + 1`,
  ]
  for (const statement of statements) await owner.query(statement)
}

/** Every working day of every office: what a post did with a service adds up the way the job's rows do. */
export async function rollUps(owner: pg.Client, size: Size, say: (line: string) => void): Promise<number> {
  await owner.query(
    `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
  )
  await owner.query(
    `create temp table o as select n, ${id('office')} as office, ${path} as path from generate_series(1, ${size.offices}) n`,
  )
  const [least, most] = size.perDay
  const keys = windowKeys
    .filter((key) => key !== 'opened' && key !== 'closed')
    .map((key) => `${sums[key] ?? '0'} as ${key}`)
    .join(', ')
  for (let year = Number(size.from.slice(0, 4)); year <= Number(size.until.slice(0, 4)); year++) {
    await owner.query(
      `insert into figure_day (tenant_id, office, day, post, service, org_path, ${windowKeys.join(', ')})
       select '${demoTenant}', office, d, md5('figures post ' || n || ' ' || p)::uuid, 'JY' || lpad(s::text, 2, '0'), path, ${windowKeys.join(', ')} from (
         select *, ${keys} from (select o.n, o.office, o.path, d::date as d, p, s, c.opened, c.closed from o, generate_series(greatest('${size.from}'::date, '${year}-01-01'), least('${size.until}'::date, '${year}-12-31'), interval '1 day') d,
           generate_series(1, ${size.posts}) p, generate_series(1, ${size.services}) s,
           lateral (select ${least} + ${some('opened', most - least)} as opened) a, lateral (select a.opened, greatest(0, a.opened - ${some('closed', 1)}) as closed) c
         where extract(isodow from d) < 6 and s % ${size.posts} = p % ${size.posts}) g
       ) e where opened > 0`,
    )
    say(`${year}: days of posts and services`)
  }
  const places = placeKeys.map((key) => `${placeSums[key] ?? '0'} as ${key}`).join(', ')
  const added = windowKeys.map((key) => `sum(${key}) as ${key}`).join(', ')
  await owner.query(
    `insert into figure_place_day (tenant_id, office, day, org_path, ${windowKeys.join(', ')}, ${placeKeys.join(', ')})
     select tenant_id, office, day, org_path, ${windowKeys.join(', ')}, ${places} from (
       select tenant_id, office, day, org_path, ${added} from figure_day where office in (select office from o) group by 1, 2, 3, 4) e`,
  )
  for (const [from, to, by, all] of [
    ['figure_day', 'figure_month', ', post, service', windowKeys],
    ['figure_place_day', 'figure_place_month', '', [...windowKeys, ...placeKeys]],
  ] as const)
    await owner.query(
      `insert into ${to} (tenant_id, office, day, org_path${by}, ${all.join(', ')})
       select tenant_id, office, date_trunc('month', day)::date, org_path${by}, ${all.map((key) => `sum(${key})`).join(', ')} from ${from}
       where office in (select office from o) group by tenant_id, office, date_trunc('month', day), org_path${by}`,
    )
  say('months, and whole offices')
  await owner.query('set session_replication_role = origin')
  await owner.query('vacuum analyze')
  const { rows } = await owner.query<{ matters: string }>(`select sum(opened) as matters from figure_place_month`)
  return Number(rows[0]?.matters)
}

const sums: Readonly<Partial<Record<string, string>>> = {
  ...{ done: 'closed', kept: 'greatest(0, closed - (n + p) % 2)', late: 'closed - greatest(0, closed - (n + p) % 2)' },
  ...{ used: 'closed * 3', hands1: 'greatest(0, closed - 1)', hands2: 'closed - greatest(0, closed - 1)' },
  ...{ took1d: 'closed', minutes: 'closed * 400', visits: 'closed', rated: 'closed / 2', level5: 'closed / 2' },
}
const placeSums: Readonly<Partial<Record<string, string>>> = {
  ...{ visitors: 'opened', served: 'opened * 9 / 10', tickets: 'opened', finished: 'closed', wait5: 'closed' },
  ...{ waited: 'closed * 240', serving: 'closed * 500', complaints: 'late / 4', spot: 'late / 8' },
  ...{ filed: 'late / 4 - late / 8', pace: 'late / 4' },
}
