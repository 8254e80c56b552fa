import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { contactForm, hardship, reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { instant } from '#core/day.ts'
import { born } from '#matter/effect.ts'
import { sweep } from '#matter/sweep.ts'
import { current } from '#office/current.ts'
import { demoOffice, demoPath, demoPost, demoStaff, demoTenant } from '#office/seed.ts'
import { explain, propose } from './propose.ts'
import { breachEffect, keepAbsent, keepEmptied } from './record.ts'

const s = await testServer('accountability-propose', '2026-03-02T09:00:00+08:00')
const { world } = s
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const timePasses = async () => {
  await sweep(world, { tenant: demoTenant, path: demoPath('cs'), at: s.now() })
  return propose(world, scope)
}
const page = (who: string, id: string) => s.call<Page>(who, 'GET', `/api/matters/${id}`)
type Breach = { key: string; kind: string; staff: string | null; excused: string | null; matter_id: string | null }
async function breachesOf(where: string, value: string): Promise<readonly Breach[]> {
  const { rows } = await s.owner.query(
    `select key, kind, staff, excused, matter_id from breach where ${where} = $1 order by since, key`,
    [value],
  )
  return rows
}

test('第二次告知提出第一次就能提出的：记为过错，由系统对告知的人提出 (8.1)', async () => {
  const opened = await s.open('wang', 'case', { service: 'JY02', form: hardship })
  let at = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened, ['household'])), 'notify')
  at = await s.move('wang', at, 'resupply', { materials: ['household'] })
  at = await s.move('wang', await s.move('wang', at, 'check', reviewOf(at, ['photo'])), 'notify')
  assert.equal(at.status, 200, JSON.stringify(at))
  assert.deepEqual(await propose(world, scope), { proposed: 1, excused: 0, troubled: 0 })
  const [breach] = await breachesOf('kind', 'toldTwice')
  assert.deepEqual([breach?.staff, breach?.excused], [demoStaff('wang'), null])
  const shown = await page('head', breach!.matter_id!)
  assert.equal(shown.matter.facts['clause'], '8.1')
  assert.match(String(shown.matter.facts['found']), /未一次性告知：.*照片/)
})

test('停止办公当日到期的，写明原因，不向个人提出 (2.4.1)', async () => {
  const contact = await s.open('wang', 'contact', contactForm)
  await s.move('wang', contact, 'hand-over', { to: demoPost('sljd.review'), why: 'duty', note: '测试' })
  s.setClock('2026-03-03T09:10:00+08:00')
  const closed = await s.call('head', 'POST', '/api/office/closures', {
    day: '2026-03-03',
    why: '全所停电（测试数据）',
  })
  assert.equal(closed.status, 201, JSON.stringify(closed))
  s.setClock('2026-03-04T09:00:00+08:00')
  await timePasses()
  const [breach] = await breachesOf('source', contact.matter.id)
  assert.equal(breach?.matter_id, null)
  assert.match(breach?.excused ?? '', /2026年3月3日）停止办公：全所停电/)
})

test('缺岗和空岗由值岗记录提出，检查发现行为不合规范由检查记录提出 (3.2.3、4.2.3、3.2.1)', async () => {
  const absent = await s.call('head', 'POST', '/api/office/absences', {
    ...{ kind: 'sick', reason: '测试', staff: demoStaff('zheng'), from: '2026-03-05', until: '2026-03-05' },
  })
  assert.equal(absent.status, 201)
  await s.owner.query(`update absence set kind = 'absent' where staff = $1`, [demoStaff('zheng')])
  await s.owner.query('update office_version set version = version + 1 where tenant_id = $1', [demoTenant])
  await s.owner.query(
    `insert into away (tenant_id, id, org_path, office, staff, why, from_at, back_by, until_at, empty_at)
     values ($1, $2, $3, $4, $5, '取材料（测试数据）', '2026-03-04T09:10+08:00', '2026-03-04T09:20+08:00', '2026-03-04T12:00+08:00', '2026-03-04T09:40+08:00')`,
    [demoTenant, randomUUID(), demoPath('sljd'), demoOffice('sljd'), demoStaff('wu')],
  )
  s.setClock('2026-03-05T10:00:00+08:00')
  const at = s.now()
  for (let again = 0; again < 2; again += 1)
    await world.db.transaction(scope, async (tx) => {
      await keepEmptied(tx, demoTenant, instant(at - 3 * 86_400_000), at)
      await keepAbsent(tx, demoTenant, await current(tx, demoTenant, at), at)
    })
  const contact = await s.open('wang', 'contact', contactForm)
  const { rows } = await s.owner.query('select chain from matter where id = $1', [contact.matter.id])
  assert.equal(rows.length, 1)
  const finding = { key: 'a', clause: '4.2.3', words: '串岗聊天（测试数据）', subject: { staff: demoStaff('li') } }
  const inspection = {
    ...{ id: contact.matter.id, kind: 'inspection', service: null, office: demoOffice('sljd'), clocks: [] },
    ...{ state: 'ordering', facts: { findings: [finding, { ...finding, key: 'b', subject: {} }] } },
  }
  await world.db.transaction(scope, async (tx) => {
    const [office, process] = [await current(tx, demoTenant, at), world.processes.of('inspection', null)!]
    const change = { ...born, after: inspection as never, path: demoPath('sljd'), at, office, process }
    await breachEffect(world.processes)(tx, demoTenant, change)
  })
  assert.deepEqual(await propose(world, scope), { proposed: 3, excused: 0, troubled: 0 })
  for (const [kind, who, clause] of [
    ['absent', 'zheng', '3.2.3'],
    ['emptyPost', 'wu', '4.2.3'],
    ['inspected', 'li', '3.2.1'],
  ] as const) {
    const [breach, ...others] = await breachesOf('kind', kind)
    assert.deepEqual([breach?.staff, others.length], [demoStaff(who), 0], kind)
    assert.equal((await page('head', breach!.matter_id!)).matter.facts['clause'], clause)
  }
})

test('负责人拖着不告知：对负责人提出，由上级处理；再拖就到此为止，只提醒 (2.4.1)', async () => {
  const [late] = await breachesOf('kind', 'toldTwice')
  s.setClock('2026-03-10T09:00:00+08:00')
  await timePasses()
  const [second] = await breachesOf('source', late!.matter_id!)
  const shown = await page('district', second!.matter_id!)
  assert.deepEqual([shown.matter.concerns?.name, shown.matter.holder.name], ['周四', '冯七'])
  assert.match(String(shown.matter.facts['found']), /核实告知期限于2026年3月5日 17:00届满/)
  s.setClock('2026-03-20T09:00:00+08:00')
  await timePasses()
  const [third] = await breachesOf('source', second!.matter_id!)
  assert.equal(third?.matter_id, null)
  assert.match(third?.excused ?? '', /到此为止/)
})

test('一年内再犯才能加重；先前的被撤销后，就不能再以它加重 (2.4.1)', async () => {
  s.setClock('2026-04-01T09:00:00+08:00')
  const decided = async (id: string, withAggravation: boolean) => {
    await s.move('head', await page('head', id), 'notify')
    let at = await s.move('wang', await page('wang', id), 'waive', { confirmed: 'yes' })
    at = await page('head', id)
    if (withAggravation) return at
    return s.move('head', at, 'confirm', { opinion: '属实（测试数据）' })
  }
  const [first] = await breachesOf('kind', 'toldTwice')
  const before = await decided(first!.matter_id!, false)
  assert.equal(before.matter.state, 'correcting', JSON.stringify(before))
  const contact = await s.open('wang', 'contact', contactForm)
  s.setClock('2026-04-13T09:00:00+08:00')
  await timePasses()
  const [again] = (await breachesOf('source', contact.matter.id)).filter(({ matter_id }) => matter_id)
  const at = await decided(again!.matter_id!, true)
  assert.match(JSON.stringify(at.matter.facts['earlier']), /未一次性告知：批评并责令改正/)
  await s.move('wang', await page('wang', first!.matter_id!), 'appeal', { says: '不服（测试数据）' })
  const withdrawn = await s.move('district', await page('district', first!.matter_id!), 'withdraw', {
    opinion: '撤销（测试数据）',
  })
  assert.equal(withdrawn.matter?.state, 'withdrawn', JSON.stringify(withdrawn))
  const refused = await s.refused('head', await page('head', again!.matter_id!), 'aggravate', {
    because: '再犯（测试数据）',
  })
  assert.deepEqual([refused.status, refused.clause], [422, '2.4.1'], JSON.stringify(refused))
  assert.match(refused.says, /已被撤销/)
})

test('市局局长是最高一级的负责人：写明依法报有权机关，不由下级处理 (2.4.1)', async () => {
  s.setClock('2026-04-14T09:00:00+08:00')
  const contact = await s.open('city', 'contact', contactForm)
  assert.equal(contact.status, 201)
  s.setClock('2026-04-24T09:00:00+08:00')
  await timePasses()
  const [breach] = await breachesOf('source', contact.matter.id)
  assert.equal(breach?.matter_id, null)
  assert.match(breach?.excused ?? '', /最高一级单位的负责人/)
})

test('事后写的超期说明自己附到证据里，只附一次 (7.5)', async () => {
  s.setClock('2026-05-06T09:00:00+08:00')
  const late = await s.open('wang', 'case', { service: 'JY02', form: { ...hardship, name: '测试丁' } })
  s.setClock('2026-05-14T09:00:00+08:00')
  await timePasses()
  const [breach] = await breachesOf('source', late.matter.id)
  assert.equal(await explain(world, scope), 0)
  const said = {
    reason: 'verify',
    words: '需要上门核实（测试数据）',
    doing: '已约定时间（测试数据）',
    expected: '2026-05-20',
  }
  const told = await s.move('wang', await s.look('wang', late), 'explain-delay', said)
  assert.equal(told.status, 200, JSON.stringify(told))
  assert.equal(await explain(world, scope), 1)
  assert.equal(await explain(world, scope), 0)
  const shown = await page('head', breach!.matter_id!)
  assert.match(JSON.stringify(shown.matter.facts['evidence']), /超期说明：2026年5月14日 09:00 王一：需要上门核实/)
})
