import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { demoOffice, demoPost, demoStaff } from '#office/seed.ts'
import { contactForm, hardship, reviewOf } from './forms.ts'
import { testServer } from './testing.ts'

// Read from the API document itself: a route added tomorrow is tried tomorrow, without a line here.

const s = await testServer('walls', '2026-11-23T09:30:00+08:00')
type Schema = {
  type?: string
  format?: string
  properties?: Record<string, Schema>
  required?: string[]
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  const?: unknown
  pattern?: string
  minimum?: number
  items?: Schema
}
type Operation = {
  'x-allow'?: string[]
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
type Api = { paths: Record<string, Record<string, Operation>> }

/** What belongs to the first office: nobody of the second may read or move any of it. */
async function belongings() {
  const contact = await s.open('wang', 'contact', { ...contactForm, name: '墙内来访' })
  const opened = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '墙内申请' } })
  const told = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened, ['household'])), 'notify')
  const leave = await s.call<{ id: string }>('wang', 'POST', '/api/office/absences', {
    kind: 'leave',
    reason: '墙内事由',
    from: '2026-12-01',
    until: '2026-12-02',
  })
  assert.equal(leave.status, 201)
  return {
    ids: [
      contact.matter.id,
      opened.matter.id,
      told.sheets[0]!.id,
      leave.id,
      demoPost('sljd.counter'),
      demoStaff('wang'),
      demoOffice('sljd'),
    ],
    secrets: [
      contact.matter.id,
      opened.matter.id,
      told.sheets[0]!.id,
      contact.matter.number,
      opened.matter.number,
      leave.id,
      '墙内来访',
      '墙内申请',
      '墙内事由',
    ],
  }
}

const mine = await belongings()
const api = await s.call<Api>(null, 'GET', '/api/openapi.json')
const routes = Object.entries(api.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    path,
    method: method.toUpperCase() as 'GET' | 'POST' | 'DELETE',
    operation,
  })),
)
const strangers = [null, 'qian', 'sun', 'sysadmin', 'secadmin', 'auditor'] as const
const endless = new Set(['/api/live'])

/** A body or value that fits a schema as well as can be, with one of the first office's ids wherever an id is asked for. */
function sample(schema: Schema, id: string): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const branch = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (branch) return sample(branch, id)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part, id)))
  if (schema.type === 'object' || schema.properties)
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, sample(value, id)]))
  if (schema.type === 'array') return schema.items ? [sample(schema.items, id)] : []
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (schema.type === 'boolean') return true
  if (schema.format === 'uuid') return id
  if (schema.pattern?.includes('\\d{4}-\\d{2}-\\d{2}') || schema.format === 'date') return '2026-12-03'
  return id
}

async function attempt(
  who: string | null,
  path: string,
  method: 'GET' | 'POST' | 'DELETE',
  operation: Operation,
  id: string,
) {
  const query = (operation.parameters ?? [])
    .filter((p) => p.in === 'query')
    .map((p) => `${p.name}=${encodeURIComponent(String(sample(p.schema, id)))}`)
  const url = path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    if (name === 'move') return 'answer'
    if (name === 'code') return 'JY02'
    if (name === 'kind') return 'case'
    return id
  })
  const body = operation.requestBody?.content['application/json']?.schema
  const cookie = who ? { cookie: await s.signIn(who) } : {}
  return s.app.inject({
    method,
    url: query.length ? `${url}?${query.join('&')}` : url,
    headers: { ...cookie, ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }) },
    ...(method !== 'GET' && { payload: body ? (sample(body, id) as object) : {} }),
  })
}

const state = async () => {
  const { rows } = await s.owner.query(
    `select (select count(*) from journal) as lines, (select sum(version) from matter) as versions, (select count(*) from sheet) as sheets, (select json_agg(state) from absence) as leaves`,
  )
  return rows[0]
}

test('文档里的每个接口都写明谁可以调用', () => {
  assert.ok(routes.length > 25, `${routes.length}`)
  assert.deepEqual(
    routes.filter(({ operation }) => !operation['x-allow']?.length).map(({ path }) => path),
    [],
  )
})

test('每个角色 × 每个接口：别的单位的人读不到、改不动；没有 5xx', async () => {
  const before = await state()
  const leaks: string[] = []
  for (const { path, method, operation } of routes) {
    if (endless.has(path) || path === '/api/session') continue
    const ids = /\{id\}/.test(path) || operation.requestBody ? mine.ids : mine.ids.slice(0, 1)
    for (const who of strangers)
      for (const id of ids) {
        const reply = await attempt(who, path, method, operation, id)
        const say = `${who} ${method} ${path} → ${reply.statusCode}`
        if (reply.statusCode >= 500 && reply.statusCode !== 503) leaks.push(`${say} 5xx`)
        for (const secret of mine.secrets)
          if (secret !== id && reply.body.includes(secret)) leaks.push(`${say} tells ${secret}`)
        const open = operation['x-allow']?.includes('anyone') === true
        if (who === null && !open && reply.statusCode !== 401 && reply.statusCode !== 422 && reply.statusCode !== 404)
          leaks.push(`${say} without signing in`)
      }
  }
  assert.deepEqual(leaks, [])
  assert.deepEqual(await state(), before)
})

test('墙有用：本单位的人同样的请求能读到（对照）', async () => {
  const reply = await attempt('li', '/api/matters/{id}', 'GET', {}, mine.ids[0]!)
  assert.equal(reply.statusCode, 200)
  assert.ok(mine.secrets.some((secret) => reply.body.includes(secret)))
})

test('第二道墙：没有权限判断，数据库自己也不给（行级安全）', async () => {
  const elsewhere = { tenant: '01900000-0000-7000-8000-000000000001', paths: ['cs.ybq.ybjd'] }
  const { sql } = await import('#platform/db/db.ts')
  const all = sql<{ n: number }>('test.walls.all', 'select count(*)::int as n from matter')
  assert.deepEqual(await s.db.read(elsewhere, (tx) => tx.one(all, [])), { n: 0 })
  assert.deepEqual(await s.db.read({ ...elsewhere, paths: ['cs.slq.sljd'] }, (tx) => tx.one(all, [])), { n: 2 })
})
