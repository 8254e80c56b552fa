import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { testHall } from '#apps/hall/testing.ts'
import { day } from '#core/day.ts'
import { type Asked, ratingMark } from '#matter/rating-mark.ts'
import { demoStaff } from '#office/seed.ts'
import type { Username } from '#office/story.ts'
import { ticketCode } from '#rules/quality-service/queue/code.ts'

// One rating a visit, by the visitor and by nobody of the staff, whatever door is tried (10.5.1).

const many = { address: 1_000_000, session: 1_000_000, signIn: 1_000_000 }
const hall = await testHall('rated-once', { limits: many })
const { app, as, send, served, owner, world, now, pass } = hall

type Visit = Awaited<ReturnType<typeof served>> & { readonly slip: string; readonly secret: string }
const ratings = async (visit?: string) => {
  const { rows } = await owner.query('select visit, level, channel from rating where $1::uuid is null or visit = $1', [
    visit ?? null,
  ])
  return rows as { visit: string; level: number; channel: string }[]
}
const until = day(new Date(now() + 30 * 86_400_000).toISOString().slice(0, 10))
const mark = (visit: Visit, asked: Asked) => ratingMark(world.keys, visit.id, asked, until)

/** Somebody takes a number, is called, served and answered. */
async function visited(): Promise<Visit> {
  // The screen at the window asks of the last visit: no two end at the same instant.
  pass(1)
  const taken = await as('wang', 'POST', '/api/queue/tickets', { service: 'JY01' })
  assert.equal(taken.status, 201, taken.text)
  const called = await as('wang', 'POST', '/api/queue/calls', { window: 1 })
  assert.equal(called.status, 200, called.text)
  const visit = await served('wang')
  const { rows } = await owner.query('select id, origin, seq from queue_ticket where matter_id = $1', [visit.id])
  const { id, origin, seq } = rows[0]
  return { ...visit, slip: `${origin}${String(seq).padStart(3, '0')}`, secret: ticketCode(world.keys, id) }
}

async function plate(): Promise<string> {
  const made = await as('head', 'POST', '/api/badges', {
    staff: demoStaff('wang'),
    kind: 'plate',
    validUntil: '2028-12-31',
  })
  assert.equal(made.status, 201, made.text)
  return (await owner.query('select code from badge where id = $1', [made.body.id])).rows[0].code
}

/** A box that two have opened, with this many papers. */
async function openBox(papers: number): Promise<string> {
  const openedAt = new Date(now()).toISOString()
  const made = await as('li', 'POST', '/api/opinion-box', {
    second: demoStaff('zheng'),
    openedAt,
    papers,
    seal: 'whole',
  })
  assert.equal(made.status, 201, made.text)
  assert.equal((await as('zheng', 'POST', `/api/opinion-box/${made.body.id}/agree`, {})).status, 200)
  return made.body.id
}
const blank = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
  .png()
  .toBuffer()
async function entered(box: string, body: object): Promise<string> {
  const edge = 'edge-of-the-test'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a"\r\ncontent-type: image/png\r\n\r\n`
  const scan = await app.inject({
    ...{ method: 'POST', url: `/api/opinion-box/${box}/scans` },
    headers: { cookie: await hall.cookieOf('li'), 'content-type': `multipart/form-data; boundary=${edge}` },
    payload: Buffer.concat([Buffer.from(head), blank, Buffer.from(`\r\n--${edge}--\r\n`)]),
  })
  assert.equal(scan.statusCode, 201, scan.body)
  const made = await as('li', 'POST', `/api/opinion-box/${box}/papers`, { ...body, scan: scan.json().id })
  assert.equal(made.status, 201, made.text)
  return made.body.id
}

const code = await plate()
const box = await openBox(500)
const evaluator = await hall.paired('wang', 1)

/** A visitor from an address of their own: the doors count tries by address. */
let visitors = 0
const elsewhere = () => `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${++visitors & 255}`
const origin = { origin: 'http://localhost:3000', host: 'localhost:3000' }
async function form(url: string, fields: Record<string, string>): Promise<boolean> {
  const headers = { ...origin, 'content-type': 'application/x-www-form-urlencoded' }
  const payload = new URLSearchParams(fields).toString()
  const answer = await app.inject({ method: 'POST', url, headers, payload, remoteAddress: elsewhere() })
  return answer.statusCode === 303
}
/** Entered beforehand by one; what is in the race is the other's check, by which it counts. */
async function onPaper(written: object): Promise<() => Promise<boolean>> {
  const paper = await entered(box, written)
  return async () => {
    const done = await as('zheng', 'POST', `/api/opinion-papers/${paper}/check`, written)
    return done.status === 200 && done.body.state === 'counted'
  }
}

/** Each way there is, with what it needs got ready before, so that only the rating itself is in the race. */
const ways: Readonly<Record<string, (visit: Visit, level: number) => Promise<() => Promise<boolean>>>> = {
  评价器:
    async ({ id }, level) =>
    async () =>
      (
        await send('POST', '/api/hall/evaluator/ratings', {
          payload: { matter: id, level },
          headers: { cookie: evaluator.cookie },
        })
      ).status === 201,
  接口:
    async ({ number, code: secret }, level) =>
    async () =>
      (await send('POST', '/api/visitor/ratings', { payload: { number, code: secret, level }, address: elsewhere() }))
        .status === 201,
  门户:
    async ({ number, code: secret }, level) =>
    () =>
      form('/rate', { number, code: secret, level: String(level) }),
  二维码: async (visit, level) => () =>
    form('/rate', { number: visit.number, t: mark(visit, 'qr'), level: String(level) }),
  短信链接: async (visit, level) => () =>
    form('/rate', { number: visit.number, t: mark(visit, 'link'), level: String(level) }),
  桌牌:
    async ({ slip, secret }, level) =>
    () =>
      form(`/rate/at/${code}`, { number: slip, code: secret, level: String(level) }),
  纸质: ({ number }, level) => onPaper({ kind: 'rating', level, number }),
  纸上写排队号: ({ slip }, level) => onPaper({ kind: 'rating', level, number: slip, on: '2026-11-23' }),
}
const tried = fc.array(
  fc.record({
    way: fc.constantFrom(...Object.keys(ways)),
    level: fc.integer({ min: 1, max: 5 }),
    together: fc.boolean(),
  }),
  { minLength: 2, maxLength: 6 },
)

test('no sequence of ways, one after another or at the same instant, rates a visit twice (10.5.1)', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(tried, async (steps) => {
      const visit = await visited()
      const ready: { go: () => Promise<boolean>; together: boolean; way: string }[] = []
      for (const { way, level, together } of steps) ready.push({ go: await ways[way]!(visit, level), together, way })
      const won: string[] = []
      for (let i = 0; i < ready.length; ) {
        let end = i + 1
        while (end < ready.length && ready[end]!.together) end++
        const round = ready.slice(i, end)
        const done = await Promise.all(round.map(({ go }) => go()))
        won.push(...round.flatMap(({ way }, n) => (done[n] ? [way] : [])))
        i = end
      }
      const rows = await ratings(visit.id)
      assert.deepEqual([won.length, rows.length], [1, 1], `${won.join()} of ${ready.map(({ way }) => way).join()}`)
      seen.add(rows[0]!.channel)
    }),
    {
      numRuns: 25,
      examples: Object.keys(ways).map((way) => [
        [
          { way, level: 5, together: false },
          { way, level: 1, together: true },
        ],
      ]),
    },
  )
  assert.deepEqual([...seen].toSorted(), ['code', 'evaluator', 'link', 'paper', 'plate', 'qr'])
})

test('two devices at the same instant: one rating, whatever the number of hands', async () => {
  const visit = await visited()
  const each = await Promise.all(Object.values(ways).map((way) => way(visit, 4)))
  const done = await Promise.all([...each, ...each].map((go) => go()))
  assert.equal(done.filter(Boolean).length, 1)
  assert.equal((await ratings(visit.id)).length, 1)
})

type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly format?: string
  readonly minimum?: number
}
type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }
}
type Known = Readonly<Record<string, unknown>>

/** A body that fits the form where it can, and says `rate this visit` wherever a field may be taken so. */
function bodyOf(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (Object.hasOwn(known, name)) return fc.constant(known[name])
  const one = schema.oneOf ?? schema.anyOf
  if (one?.length) return fc.constantFrom(...one).chain((each) => bodyOf(each, known))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(([key, field]) => [key, bodyOf(field, known, key)])
    return fc.record(Object.fromEntries(fields))
  }
  if (schema.type === 'array') return fc.array(bodyOf(schema.items ?? {}, known), { maxLength: 2 })
  if (schema.type === 'integer' || schema.type === 'number')
    return fc.integer({ min: Math.ceil(schema.minimum ?? 1), max: Math.max(5, Math.ceil(schema.minimum ?? 1)) })
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.format === 'uuid') return fc.constantFrom(String(known['matter']), demoStaff('li'), randomUUID())
  if (schema.format === 'date') return fc.constant('2026-11-24')
  if (schema.format === 'date-time') return fc.constant('2026-11-23T10:00:00+08:00')
  return fc.constantFrom('测试', String(known['number']), '5', 'rate')
}

const roles: readonly Username[] = [
  'wang',
  'li',
  'zheng',
  'head',
  'district',
  'city',
  'sysadmin',
  'secadmin',
  'auditor',
]
const changes = ['post', 'put', 'patch', 'delete'] as const

test('no staff session makes a rating by any route of the OpenAPI document, whatever the body (10.5.1)', async () => {
  const { body } = await send('GET', '/api/openapi.json')
  const paths = body.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>
  const doors = Object.entries(paths).flatMap(([path, methods]) =>
    changes.flatMap((method) => (methods[method] ? [{ path, method, operation: methods[method] }] : [])),
  )
  assert.ok(doors.length > 150, `only ${doors.length} doors`)
  assert.ok(
    doors.some(({ path }) => path === '/api/visitor/ratings') &&
      doors.some(({ path }) => path === '/api/opinion-papers/{id}/check'),
  )
  const visit = await visited()
  const paper = await entered(box, { kind: 'rating', level: 5, number: visit.number })
  const before = (await ratings()).length
  const known: Known = {
    ...{ number: visit.number, code: visit.code, matter: visit.id, level: 5, version: visit.version, items: ['517'] },
    ...{ words: '很好', channel: 'code', t: mark(visit, 'qr'), move: 'rate', by: 'visitor', staff: 'visitor' },
  }
  const answers = new Map<number, number>()
  const ids = [visit.id, paper, box]
  const cookies = new Map<Username, string>()
  const own = async (who: Username) => {
    if (!cookies.has(who)) cookies.set(who, await hall.cookieOf(who))
    return cookies.get(who)!
  }
  for (const { path, method, operation } of doors) {
    const schema = operation.requestBody?.content?.['application/json']?.schema
    for (const who of roles) {
      // Whoever entered a paper never checks it; the other's check is the second person's act, tried above.
      if (path.startsWith('/api/opinion-papers/') && who !== 'li' && who !== 'wang') continue
      const [payload] = fc.sample(fc.oneof(bodyOf(schema ?? {}, known), fc.constant(known)), 1)
      const [id = ''] = fc.sample(fc.constantFrom(...ids), 1)
      const url = path
        .replace('{move}', 'rate')
        .replace('{code}', encodeURIComponent(visit.code))
        .replace(/\{[^}]+\}/g, id)
      const reply = await app.inject({
        ...{ method: method.toUpperCase() as 'POST', url, payload: (payload ?? {}) as object },
        headers: { cookie: `${await own(who)}; ${evaluator.cookie}`, 'idempotency-key': randomUUID() },
      })
      // Signed out by what it asked: it signs in again, or the rest would say nothing.
      if (reply.statusCode === 401 || path.startsWith('/api/session')) cookies.delete(who)
      answers.set(reply.statusCode, (answers.get(reply.statusCode) ?? 0) + 1)
      // The accounts of this stage have no real password to be compared with.
      if (!path.startsWith('/api/session'))
        assert.ok(reply.statusCode < 500, `${who} ${method} ${url}: ${reply.statusCode} ${reply.body}`)
    }
    assert.equal((await ratings()).length, before, `${method} ${path} rated`)
  }
  for (const [n, who] of roles.entries()) {
    const headers = {
      ...{ ...origin, cookie: `${await hall.cookieOf(who)}; ${evaluator.cookie}` },
      'content-type': 'application/x-www-form-urlencoded',
    }
    const mine = { number: visit.number, level: '5' }
    for (const [url, more] of [
      ['/rate', { code: visit.code }],
      ['/rate', { t: mark(visit, 'qr') }],
      ['/rate', { t: mark(visit, 'link') }],
      [`/rate/at/${code}`, { number: visit.slip, code: visit.secret }],
    ] as const) {
      const payload = new URLSearchParams({ ...mine, ...more }).toString()
      const answer = await app.inject({ method: 'POST', url, headers, payload, remoteAddress: `10.9.0.${n}` })
      assert.deepEqual([answer.statusCode, answer.body.includes('不能代评')], [403, true], `${who} ${url}`)
    }
  }
  assert.equal((await ratings()).length, before)
  // Many got as far as being judged, and the same words from the visitor do rate.
  assert.ok(
    (answers.get(403) ?? 0) > 50 && [...answers.keys()].some((status) => status < 300),
    JSON.stringify([...answers]),
  )
  assert.equal(
    (await send('POST', '/api/visitor/ratings', { payload: { number: visit.number, code: visit.code, level: 5 } }))
      .status,
    201,
  )
})

test('the database itself keeps one rating a visit, and none on paper without its paper', async () => {
  const [first] = await ratings()
  const copy = 'insert into rating select (jsonb_populate_record(r, $2)).* from rating r where visit = $1'
  await assert.rejects(owner.query(copy, [first!.visit, { level: 1 }]), /rating_pkey/)
  await assert.rejects(
    owner.query(copy, [first!.visit, { visit: randomUUID(), channel: 'paper', paper: null }]),
    /rating_of_paper/,
  )
  await assert.rejects(
    owner.query(copy, [first!.visit, { visit: randomUUID(), channel: 'staff', paper: null }]),
    /rating_channel/,
  )
})
