import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { demoOffice, demoPath, demoPost, demoTenant } from '#office/seed.ts'
import { fill } from './fill.ts'
import { startLoader } from './loader.ts'
import { type Bench, load } from './measure.ts'
import { freshFolder, type Running, startServer, urlsOf } from './place.ts'
import { record } from './record.ts'
import { signIn } from './wire.ts'

/**
 * The desk of one office that has 100,000 matters and 200 people in the tree around it, against the same desk in the
 * demonstration as it is founded; both in one run, since only the ratio means something.
 *
 *   node bench/tree.ts [--seconds 3]
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '3' } } })
const seconds = Number(values.seconds)
const matters = 100_000
const people = 200
const say = (line: string) => process.stdout.write(`${line}\n`)

const small = await measured(10_000, false)
say(`the demonstration, 10,000 matters: desk ${small.desk.toFixed(0)}/s, matter page ${small.page.toFixed(0)}/s`)
const large = await measured(matters, true)
say(`${matters} matters, ${people} people: desk ${large.desk.toFixed(0)}/s, matter page ${large.page.toFixed(0)}/s`)
const ratio = { desk: small.desk / large.desk, page: small.page / large.page }
say(`a desk page takes ${ratio.desk.toFixed(2)} × as long (goal ≤ 1.5), a matter page ${ratio.page.toFixed(2)} ×`)
const file = join(import.meta.dirname, 'tree.json')
writeFileSync(file, `${JSON.stringify({ matters, people, small, large, ratio }, null, 2)}\n`)

/** A folder of its own with so many matters of one office, and the tree around it or not. */
async function measured(count: number, isTree: boolean) {
  const folder = freshFolder()
  let server: Running | null = null
  try {
    server = await startServer(folder)
    const urls = urlsOf(folder)
    const filler = await connected(urls.owner)
    const tape = await record(urls.app, folder.path)
    await fill(filler, tape.matter, count, () => {}, 1)
    if (isTree) await grow(filler)
    await filler.end()
    await server.stop()
    server = await startServer(folder)
    const owner = await connected(urlsOf(folder).owner)
    const cookies: string[] = []
    for (let nth = 0; nth < 60; nth++) cookies.push(await signIn(server.port, 'wang'))
    const found = await rates(
      { folder, server, appUrl: urls.app, tape, clients: 8, seconds, cookies: { wang: cookies, zhao: cookies } },
      owner,
    )
    await owner.end()
    return found
  } finally {
    await server?.stop()
    folder.remove()
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function rates(given: Omit<Bench, 'loader'>, owner: pg.Client) {
  const bench: Bench = { ...given, loader: startLoader() }
  const { rows } = await owner.query<{ id: string }>(
    `select id from matter where org_path = 'cs.slq.sljd' order by md5(id::text) limit 400`,
  )
  const rate = async (paths: readonly string[]): Promise<number> => {
    await load(bench, { what: 'get', paths }, 0.5)
    return (await load(bench, { what: 'get', paths })).perSecond
  }
  const found = {
    desk: await rate(['/api/desk?limit=20']),
    page: await rate(rows.map(({ id }) => `/api/matters/${id}`)),
  }
  bench.loader.end()
  return found
}

/** Sixty offices below the demonstration's districts, with two hundred people at their posts, A and B. 测试数据. */
async function grow(owner: pg.Client): Promise<void> {
  const id = (word: string, n = 'n') => `md5('tree ${word} ' || ${n})::uuid`
  const from = `'2025-01-01 00:00+08'::timestamptz`
  const office = `((n - 1) % 60 + 1)`
  const statements = [
    `insert into organization (tenant_id, id, code, name, short, level) select '${demoTenant}', ${id('office')}, 'TREE' || n, '测试街道' || n || '（测试数据）', '测街' || n, 'street' from generate_series(1, 60) n`,
    `insert into organization_place (tenant_id, org, parent, path, valid_from) select '${demoTenant}', ${id('office')}, '${demoOffice('slq')}', ('${demoPath('slq')}.tree' || n)::ltree, ${from} from generate_series(1, 60) n`,
    `insert into staff (tenant_id, id, username, name, number) select '${demoTenant}', ${id('staff')}, 'tree' || n, '测试员' || n, 'T' || n from generate_series(1, ${people}) n`,
    `insert into staff_place (tenant_id, staff, org, valid_from) select '${demoTenant}', ${id('staff')}, ${id('office', office)}, ${from} from generate_series(1, ${people}) n`,
    `insert into post (tenant_id, id, org, code, name, is_head) select '${demoTenant}', ${id('post')}, ${id('office', office)}, 'p' || n, '测试岗' || n, n <= 60 from generate_series(1, ${people}) n`,
    `insert into post_assignment (tenant_id, post, role, staff, valid_from) select '${demoTenant}', ${id('post')}, 'A', ${id('staff')}, ${from} from generate_series(1, ${people}) n`,
    `insert into post_assignment (tenant_id, post, role, staff, valid_from) select '${demoTenant}', ${id('post')}, 'B', ${id('staff', '((n + 59) % ' + people + ' + 1)')}, ${from} from generate_series(1, ${people}) n`,
    `insert into opening_hours (tenant_id, org, weekday, opens, closes) select '${demoTenant}', ${id('office')}, d, 540, 1020 from generate_series(1, 60) n, generate_series(1, 5) d`,
    // Two hundred people share the open matters; one desk has as many as before. What grows is the office around it.
    `update desk d set post = md5('tree post ' || (1 + x.n % ${people}))::uuid
     from (select matter_id, row_number() over (order by due_at) as n from desk where post = '${demoPost('sljd.counter')}') x
     where d.post = '${demoPost('sljd.counter')}' and d.matter_id = x.matter_id and x.n > 100`,
    'analyze',
  ]
  for (const statement of statements) await owner.query(statement)
}
