import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { day, dayOf, instantAt } from '#core/day.ts'
import { type Answer, type DeskWalk, desks, type Person } from '#house/desk.ts'
import { formOf } from '#house/forms.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'
import { fulfilmentJobs } from './count.ts'
import { finishedIn, sumsOf } from './store.ts'

/** 6.0: each promise beside what became of it, as the public reads it. 测试数据. */

const server = await testServer('fulfilment', '2026-03-02T08:00:00+08:00')
const { walks } = desks(server)
let page: Page

async function press(by: Person, label: string): Promise<Answer> {
  const shown = await by.get<Page>(`/api/matters/${page.matter.id}`)
  const offer = shown.offers.find((one) => one.label === label)
  assert.ok(offer, `${by.name} sees no ${label}: ${shown.offers.map((one) => one.label).join(' ')}`)
  const input =
    offer.move === 'check'
      ? reviewOf(shown)
      : offer.move === 'withdraw'
        ? { reason: '本人不办了', confirmed: 'call' }
        : {}
  return by.post(`/api/matters/${page.matter.id}/moves/${offer.move}`, { version: shown.matter.version, ...input })
}

/** The line of 失业登记 as a reader sees it: what stands in its cells. */
async function line(office: string): Promise<string> {
  const { body } = await server.app.inject({ url: `/promises?office=${office}` })
  const [, row = ''] =
    /<th scope="row"><a href="\/services\/JY01[^>]*>[^<]*<\/a><\/th>([\s\S]*?)<\/tr>/.exec(body) ?? []
  return [...row.matchAll(/<td data-of="[^"]*">([^<]*)<\/td>/g)].map(([, words]) => words).join(' ')
}

const walk: DeskWalk = {
  deeds: {
    登记失业登记: async (by) => {
      page = await by.post<Page>('/api/matters', { kind: 'case', input: { service: 'JY01', form: formOf('JY01') } })
      return page
    },
    某: press,
  },
  claims: {
    本所公示: () => line('sljd'),
    别的所公示: () => line('ybjd'),
  },
  jobs: fulfilmentJobs(server.world),
}

const tables: Readonly<Record<string, string>> = {
  '没有办结的，不说按期多少（6.0）': `
    03-02 08:55 | 时限 | | 本所公示：当场 国家没有统一规定 0件 — —
  `,
  '办结的件数、按期的件数和平均用时，和承诺放在一起公开；撤回的不算（6.0）': `
    03-02 09:00 | 王一 | 登记失业登记 | 本所公示：当场 国家没有统一规定 0件 — —
    03-02 09:05 | 王一 | 逐项审查 | 本所公示：当场 国家没有统一规定 0件 — —
    03-02 09:10 | 王一 | 即时办结 | 本所公示：当场 国家没有统一规定 0件 — —
    03-02 09:20 | 时限 | | 本所公示：当场 国家没有统一规定 1件 1件（100%） 当天办结；别的所公示：当场 国家没有统一规定 0件 — —
    03-02 10:00 | 王一 | 登记失业登记 | 本所公示：当场 国家没有统一规定 1件 1件（100%） 当天办结
    03-02 10:05 | 王一 | 申请人撤回 | 本所公示：当场 国家没有统一规定 1件 1件（100%） 当天办结
    03-02 10:10 | 时限 | | 本所公示：当场 国家没有统一规定 1件 1件（100%） 当天办结
  `,
  '没有做到承诺的照样公开，一件超期不会四舍五入成百分之百（6.0）': `
    03-03 09:00 | 王一 | 登记失业登记 | 本所公示：当场 国家没有统一规定 1件 1件（100%） 当天办结
    03-05 09:05 | 王一 | 逐项审查 | 本所公示：当场 国家没有统一规定 1件 1件（100%） 当天办结
    03-05 09:10 | 王一 | 即时办结 | 本所公示：当场 国家没有统一规定 1件 1件（100%） 当天办结
    03-05 09:20 | 时限 | | 本所公示：当场 国家没有统一规定 2件 1件（50%） 1个工作日
    03-05 09:30 | 时限 | | 本所公示：当场 国家没有统一规定 2件 1件（50%） 1个工作日
  `,
}
const play = walks(walk)
for (const [title, rows] of Object.entries(tables)) test(title, () => play(rows))

test('公示的数和逐件重数的一样（6.0）', async () => {
  const office = demoOffice('sljd')
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const until = dayOf(server.now())
  const [cases, sums] = await server.db.read(scope, (tx) =>
    Promise.all([
      finishedIn(tx, demoTenant, office, instantAt(day('2025-01-01'), 0), server.now()),
      sumsOf(tx, demoTenant, office, { from: day('2025-01-01'), until }),
    ]),
  )
  assert.deepEqual(
    sums.map(({ service, done, kept }) => [service, done, kept]),
    [['JY01', cases.length, cases.filter(({ kept }) => kept).length]],
  )
})
