import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hardship, unemployed } from '#apps/server/forms.ts'
import { testServer } from '#apps/server/testing.ts'
import { catalogueWithSample, sampleForm } from '#house/samples/sample.ts'
import { sharedFields, sharedPapers, sittingForm } from './shared.ts'

const catalogue = catalogueWithSample()
const services = ['JY01', 'JY02', 'JY98'].map((code) => catalogue.get(code)!.service)

test('三项服务共用的信息和材料：叫法和问法相同的才共用', () => {
  assert.deepEqual(sharedFields(services), ['name', 'idNumber', 'mobile', 'address'])
  assert.deepEqual([...sharedPapers(services)].sort(), ['identity', 'termination'])
  const { shared, services: own } = sittingForm(services)
  assert.deepEqual(shared.schema['required'], ['name', 'idNumber', 'mobile', 'address'])
  assert.deepEqual(Object.keys((own[2]!.schema as { properties: object }).properties), [])
  // 失业日期和失业登记日期不是一回事，各问各的。
  for (const { schema } of own.slice(0, 2))
    assert.ok('unemployedSince' in (schema as { properties: object }).properties)
})

const s = await testServer('sitting3', '2026-11-02T09:30:00+08:00', catalogue)
type Row = { readonly id: string; readonly machine?: string | null }
type Sitting = {
  readonly id: string
  readonly receipt: object | null
  readonly papers: readonly (Row & { readonly services: readonly string[] })[]
  readonly cases: readonly {
    readonly id: string
    readonly version: number
    readonly stateLabel: string
    readonly materials: readonly Row[]
    readonly conditions: readonly Row[]
  }[]
}

test('一个人三项服务一次办完：一项当场办结，两项受理，其中一项并联审核（6.4、10.1.2）', async () => {
  const shared = { name: '测试丙', idNumber: sampleForm.idNumber, mobile: '13900000000', address: '示例街道测试路2号' }
  const own = (form: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(form).filter(([key]) => !(key in shared)))
  const opened = await s.call<Sitting>('wang', 'POST', '/api/sittings', {
    shared,
    services: [
      { service: 'JY01', form: own(unemployed) },
      { service: 'JY02', form: own(hardship) },
      { service: 'JY98', form: {} },
    ],
  })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  assert.deepEqual(opened.papers.find(({ id }) => id === 'identity')?.services.length, 3)
  const looked = await s.call<Sitting>('wang', 'POST', `/api/sittings/${opened.id}/review`, {
    papers: opened.papers.map(({ id }) => ({ paper: id, result: 'ok' })),
    cases: opened.cases.map(({ id, version, materials, conditions }) => ({
      ...{ id, version },
      materials: materials.map((row) => ({ id: row.id, result: 'ok' })),
      conditions: conditions.filter(({ machine }) => !machine).map((row) => ({ id: row.id, result: 'yes' })),
    })),
  })
  assert.equal(looked.status, 200, JSON.stringify(looked))
  const done = await s.call<Sitting>('wang', 'POST', `/api/sittings/${opened.id}/conclusion`, {})
  assert.deepEqual([done.status, done.cases.map(({ stateLabel }) => stateLabel)], [200, ['已办结', '初审', '初审']])
  const sample = { matter: done.cases[2]! } as never
  const page = await s.look('wang', sample)
  assert.deepEqual(
    page.clocks.filter(({ name }) => name === 'limit' || name === 'statutory').map(({ name, dueAt }) => [name, dueAt]),
    [
      ['limit', '2026-11-16T17:00:00.000+08:00'],
      ['statutory', '2026-11-30T17:00:00.000+08:00'],
    ],
  )
  assert.ok(page.clocks.find(({ name }) => name === 'statutory')?.proof.some((line) => line.includes('测试法')))

  const passed = await s.move('wang', page, 'pass-first', { opinion: '符合' })
  assert.equal(passed.matter.stateLabel, '并联审核', JSON.stringify(passed))
  const both = [
    await s.call<{ rows: readonly { id: string }[] }>('zhao', 'GET', '/api/desk'),
    await s.call<{ rows: readonly { id: string }[] }>('wu', 'GET', '/api/desk'),
  ]
  for (const desk of both)
    assert.ok(
      desk.rows.some(({ id }) => id === page.matter.id),
      '两个岗位的工作台上同时都有',
    )
  const other = await s.refused('wu', passed, 'pass-data', { opinion: '一致' })
  assert.deepEqual([other.status, other.clause], [422, '6.4'])
  const one = await s.move('wu', passed, 'pass-aid', { opinion: '属实' })
  assert.equal(one.matter.stateLabel, '并联审核')
  const two = await s.move('zhao', one, 'pass-data', { opinion: '一致' })
  assert.equal(two.matter.stateLabel, '会签')
})
