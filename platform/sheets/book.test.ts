import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import Fastify from 'fastify'
import { parseInstant } from '#core/day.ts'
import type { StaffId } from '#core/roster.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { sendBook } from './book.ts'
import type { ExcelColumn } from './excel.ts'
import { nameColumn } from './personal.ts'

const { db } = await testDatabase('book')
const now = () => parseInstant('2026-03-02T09:00:00+08:00')
const who = {
  ...{ staffId: randomUUID() as StaffId, tenantId: randomUUID(), orgId: randomUUID(), orgPath: 'c1', name: '测试' },
  ...{ administrator: null, isHead: true },
}

/** A door that somebody adds tomorrow: what becomes of a call. */
async function added(url: string, column: ExcelColumn<number>) {
  const app = Fastify()
  app.decorateRequest('session', null)
  app.addHook('onRequest', async (request) => {
    request.session = { who } as typeof request.session
  })
  app.get(url, (request, reply) =>
    sendBook({ db, now }, request, reply, async () => ({
      ...{ sheet: '表', columns: [column], rows: [0], what: 'register-export', says: '导出' },
    })),
  )
  const { statusCode, body } = await app.inject({ url })
  await app.close()
  return statusCode === 200 ? 'sent' : body
}

test('an export is called one, and persons leave by their own door only (6.3)', async () => {
  const plain = { title: '编号', value: () => '1' }
  assert.equal(await added('/api/new/export', plain), 'sent')
  assert.match(await added('/api/new', plain), /an export that is not called one: \/api\/new/)
  assert.match(
    await added(
      '/api/new.xlsx',
      nameColumn('姓名', 10, () => '测试甲'),
    ),
    /persons by the wrong door/,
  )
})
