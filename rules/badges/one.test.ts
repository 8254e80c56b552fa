import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testServer } from '#apps/server/testing.ts'
import { demoStaff, demoTenant } from '#office/seed.ts'
import { sql } from '#platform/db/db.ts'

const server = await testServer('badge-one')
const people = ['wang', 'li'] as const
const kinds = ['badge', 'plate'] as const
const acts = ['issue', 'returned', 'lost', 'revoked', 'reissue'] as const

const living = sql<{ most: number }>(
  'badge-test.most',
  `select coalesce(max(n), 0)::int as most from (
     select count(*) as n from badge where tenant_id = $1 and state = 'living' group by staff, kind) each`,
)
const all = sql<{ id: string }>(
  'badge-test.all',
  `select id from badge where tenant_id = $1 and staff = $2 and kind = $3`,
)
const scope = { tenant: demoTenant, paths: ['cs'] }

const step = fc.record({
  who: fc.constantFrom(...people),
  kind: fc.constantFrom(...kinds),
  act: fc.constantFrom(...acts),
  which: fc.nat(9),
})

test('无论制发、收回、挂失、注销、补发的次序如何，也无论是否同时，一人一种证牌在用的至多一枚 (9.2)', async () => {
  const until = '2028-12-31'
  const take = async ({
    who,
    kind,
    act,
    which,
  }: {
    who: (typeof people)[number]
    kind: string
    act: string
    which: number
  }) => {
    const staff = demoStaff(who)
    if (act === 'issue') return server.call('head', 'POST', '/api/badges', { staff, kind, validUntil: until })
    const had = await server.db.read(scope, (tx) => tx.all(all, [demoTenant, staff, kind]))
    const id = had[which % Math.max(1, had.length)]?.id
    if (!id) return null
    const body = act === 'reissue' ? { how: 'revoked', reason: '补发', validUntil: until } : { reason: '随机' }
    return server.call('head', 'POST', `/api/badges/${id}/${act}`, body)
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
      async (rounds) => {
        for (const together of rounds) {
          const answers = await Promise.all(together.map(take))
          for (const answer of answers) assert.ok(answer === null || answer.status < 500, JSON.stringify(answer))
          const { most } = await server.db.read(scope, (tx) => tx.one(living, [demoTenant]))
          assert.ok(most <= 1, `${most} living of one kind`)
        }
      },
    ),
    { numRuns: 25 },
  )
})
