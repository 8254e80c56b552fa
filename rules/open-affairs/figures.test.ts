import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, type Refused, testServer } from '#apps/server/testing.ts'
import { formOf } from '#house/forms.ts'
import { replayMatters } from '#matter/replay.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'

const s = await testServer('figures', '2026-11-02T09:30:00+08:00')
const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
const source = '测试文件1号'

type Row = {
  readonly key: string
  readonly says: string
  readonly toConfirm: boolean
  readonly value: number | string | null
}
type Rows = Refused & { readonly rows: readonly Row[] }
const set = (who: string, service: string, body: object) =>
  s.call<Rows>(who, 'POST', '/api/policy-figures', { service, source, from: '2026-11-02', ...body })
const seen = async (who: string, service: string, key: string) =>
  (await s.call<Rows>(who, 'GET', `/api/policy-figures?service=${service}`)).rows.find((one) => one.key === key)
const figuresOf = (page: Page) => page.matter.facts['figures'] as Readonly<Record<string, unknown>>
const isRight = async (page: Page) =>
  assert.deepEqual(await s.db.read(scope, (tx) => replayMatters(s.world, tx, demoTenant, [page.matter.id])), [])

test('the head sets a figure from a day on; nobody else, nothing that is no such figure, and no day gone by', async () => {
  const refused = async (who: string, body: object, service = 'JY09') => {
    const answer = await set(who, service, body)
    return [answer.status, answer.clause, answer.problems?.map(({ at }) => at).join() ?? '']
  }
  assert.deepEqual(await refused('wang', { key: 'times', value: 2 }), [403, '6.2', ''])
  assert.deepEqual(await refused('head', { key: 'nope', value: 2 }), [422, '6.2', '/key'])
  assert.deepEqual(await refused('head', { key: 'times', value: 1.5 }), [422, '6.2', '/value'])
  assert.deepEqual(await refused('head', { key: 'times', value: 2, from: '2026-11-01' }), [422, '6.2', '/from'])
  assert.deepEqual(await refused('head', { key: 'times', value: 2 }, 'JY99'), [404, '1.3', ''])
  assert.deepEqual(await seen('wang', 'JY09', 'times').then((one) => [one?.says, one?.toConfirm]), ['3次', true])
  assert.equal((await set('head', 'JY09', { key: 'times', value: 2 })).status, 200)
  assert.deepEqual(await seen('wang', 'JY09', 'times').then((one) => [one?.says, one?.toConfirm]), ['2次', false])
  const journal = await s.owner.query(`select says from office_journal where act = 'service.figure'`)
  assert.match(journal.rows[0].says, /累计享受次数上限.*自2026-11-02起定为2次，依据：测试文件1号/)
})

test('一项标准的上下限、两项之间的先后，定的那天和以后每一天都要对得上；对不上的说明原因 (6.2)', async () => {
  const refused = async (service: string, key: string, value: number, more: object = {}, who = 'head') => {
    const answer = await set(who, service, { key, value, from: '2026-11-09', ...more })
    assert.deepEqual(
      [answer.status, answer.clause, answer.problems?.[0]?.at],
      [422, '6.2', '/value'],
      `${key} ${value}`,
    )
    return answer.problems[0]!.says
  }
  const done = async (service: string, key: string, value: number | null, more: object = {}, who = 'head') => {
    const answer = await set(who, service, { key, value, from: '2026-11-09', ...more })
    assert.equal(answer.status, 200, JSON.stringify(answer))
  }
  assert.match(await refused('JY01', 'contactMonths', 0), /不能小于1个月$/)
  assert.match(await refused('JY14', 'attendanceShare', 150), /不能超过100%$/)
  assert.match(
    await refused('JY01', 'silentMonths', 9),
    /^自2026年11月9日起“几个月没有联系提示承办人”为9个月，应小于“几个月没有联系建议退出”的6个月/,
  )
  assert.match(await refused('JY01', 'lostMonths', 5), /应小于“几个月没有联系建议退出”的5个月/)
  // One after the other, from that day on, and not before.
  await done('JY01', 'lostMonths', 12)
  await done('JY01', 'silentMonths', 9)
  assert.match(await refused('JY01', 'silentMonths', 9, { from: '2026-11-03' }), /自2026年11月3日起.*6个月/)
  // What holds later counts as well.
  assert.match(await refused('JY01', 'lostMonths', 6, { from: '2026-12-01' }), /自2026年12月1日起/)
  await done('JY01', 'silentMonths', 4, { from: '2026-12-01' })
  await done('JY01', 'lostMonths', 6, { from: '2026-12-01' })
  assert.match(await refused('JY01', 'silentMonths', 9, { from: '2026-12-02' }), /6个月/)
  // What the office above sets must go with what the office below has set.
  await done('JY12', 'remindMonths', 3)
  const above = { office: demoOffice('slq') }
  assert.match(
    await refused('JY12', 'termMonths', 3, above, 'district'),
    /^自2026年11月9日起\S+所“到期前几个月提醒”为3个月，应小于“登记后几个月核实一次”的3个月/,
  )
  await done('JY12', 'termMonths', 4, above, 'district')
})

test('what an office above has set holds below until the office sets its own', async () => {
  const key = 'minimumWage'
  assert.deepEqual(await seen('wang', 'JY08', key).then((one) => [one?.value, one?.says]), [null, '待本单位填写'])
  const above = { key, value: 2000, office: demoOffice('slq') }
  assert.equal((await set('head', 'JY08', above)).status, 403)
  assert.equal((await set('district', 'JY08', above)).status, 200)
  assert.equal((await seen('wang', 'JY08', key))?.value, 2000)
  assert.equal((await set('head', 'JY08', { key, value: 2100 })).status, 200)
  assert.equal((await seen('wang', 'JY08', key))?.value, 2100)
  assert.equal((await set('head', 'JY08', { key, value: null })).status, 200)
})

test('a case is judged by the figures of its day of acceptance, which stay with it; doing it again gives the same', async () => {
  const opened = await s.open('wang', 'case', { service: 'JY09', form: formOf('JY09') })
  assert.equal(opened.status, 201, JSON.stringify(opened))
  const reviewed = await s.move('wang', opened, 'check', reviewOf(opened))
  assert.equal(reviewed.status, 200, JSON.stringify(reviewed))
  assert.equal(figuresOf(reviewed)['ceilingPerson'], 300000)
  assert.equal((await set('head', 'JY09', { key: 'ceilingPerson', value: 250000, from: '2026-11-03' })).status, 200)
  s.setClock('2026-11-03T09:30:00+08:00')
  const now = await s.look('wang', reviewed)
  const refused = await s.refused('wang', now, 'accept')
  assert.deepEqual([refused.status, refused.clause], [422, '8.2'], JSON.stringify(refused))
  assert.match(refused.says, /个人贷款最高额度/)
  const again = await s.move('wang', now, 'check', reviewOf(now))
  const accepted = await s.move('wang', again, 'accept')
  assert.equal(accepted.status, 200, JSON.stringify(accepted))
  assert.equal(figuresOf(accepted)['ceilingPerson'], 250000)
  const lines = await s.owner.query(
    `select given->'figures'->>'service.JY09.ceilingPerson' as heard from journal where matter_id = $1 and move = 'check' order by seq`,
    [opened.matter.id],
  )
  assert.deepEqual(
    lines.rows.map(({ heard }) => heard),
    ['300000', '250000'],
  )
  assert.equal((await set('head', 'JY09', { key: 'ceilingPerson', value: 100000, from: '2026-11-03' })).status, 200)
  assert.equal(figuresOf(await s.look('wang', accepted))['ceilingPerson'], 250000)
  await isRight(accepted)
})

test('a condition asks a person until its figure is known, then judges by it', async () => {
  const machine = async () => {
    const page = await s.open('wang', 'case', { service: 'JY03', form: formOf('JY03') })
    assert.equal(page.status, 201, JSON.stringify(page))
    const { offers } = page
    const shape = offers.find(({ move }) => move === 'check')!.input as unknown as {
      properties: { conditions: { 'x-rows': readonly { id: string; machine: string | null }[] } }
    }
    return shape.properties.conditions['x-rows'].find(({ id }) => id === 'minimumWage')?.machine
  }
  assert.equal(await machine(), null)
  assert.equal((await set('head', 'JY03', { key: 'minimumWage', value: 3001, from: '2026-11-03' })).status, 200)
  assert.equal(await machine(), 'no')
})

test('最低工资只定一处：岗位信息采集和企业用工服务用同一项，政策标准里列一次，写明哪些事项用 (6.2)', async () => {
  type Shared = Row & { readonly service: string; readonly serviceName: string; readonly sharedBy: readonly string[] }
  const all = async () =>
    (await s.call<{ rows: readonly Shared[] }>('head', 'GET', '/api/policy-figures')).rows.filter(
      ({ key }) => key === 'minimumWage',
    )
  assert.deepEqual(
    (await all()).map(({ service, serviceName, sharedBy }) => [service, serviceName, ...sharedBy]),
    [['JY08', '岗位信息采集', '企业用工服务']],
  )
  assert.equal((await set('head', 'JY08', { key: 'minimumWage', value: 2200, from: '2026-11-04' })).status, 200)
  s.setClock('2026-11-04T09:30:00+08:00')
  for (const service of ['JY03', 'JY08']) assert.equal((await seen('wang', service, 'minimumWage'))?.value, 2200)
  // Whoever sets it at the other service sets the same one.
  const set3 = await set('head', 'JY03', { key: 'minimumWage', value: 2300, from: '2026-11-04' })
  assert.equal(set3.status, 200, JSON.stringify(set3))
  assert.deepEqual(
    (await all()).map(({ value }) => value),
    [2300],
  )
  const { rows } = await s.owner.query(`select says from office_journal where act = 'service.figure' order by at desc`)
  assert.match(rows[0].says, /“岗位信息采集”的“当地月最低工资”自2026-11-04起定为2300元\/月/)
})

test('同一天定两次的，后定的算数，同时定的也只有一个算数；每一次和被代替的都留在经历里；已经受理的不变 (6.2)', async () => {
  type Own = { readonly value: unknown; readonly from: string; readonly source: string }
  const [key, from] = ['standard', '2026-11-04']
  const own = async () => {
    const row = (await seen('wang', 'JY10', key)) as Row & { readonly own: readonly Own[] }
    return [row.says, row.toConfirm, ...row.own.map(({ value, from: on, source: by }) => `${on} ${value} ${by}`)]
  }
  const told = async () =>
    (
      await s.owner.query<{ says: string }>(
        `select says from office_journal where act = 'service.figure' and says like '%本省执行的定额标准%' order by seq`,
      )
    ).rows.map(({ says }) => says.replace(/^.*“本省执行的定额标准（每人）”/, ''))
  const figure = (value: number | null, by: string, on = from) =>
    set('head', 'JY10', { key, value, from: on, source: by })
  assert.equal((await figure(7000, '甲文')).status, 200)
  const hires = [{ ...(formOf('JY10')['hires'] as object[])[0], kind: 'povertyLifted' }]
  const opened = await s.open('wang', 'case', { service: 'JY10', form: { ...formOf('JY10'), hires, quota: 7000 } })
  const accepted = await s.move('wang', await s.move('wang', opened, 'check', reviewOf(opened)), 'accept')
  assert.equal(accepted.status, 200, JSON.stringify(accepted))
  assert.equal((await figure(7200, '乙文')).status, 200)
  assert.deepEqual(await own(), ['7200元/年', false, `${from} 7200 乙文`])
  const again = await figure(7200, '乙文')
  assert.deepEqual([again.status, again.problems?.map(({ at }) => at)], [422, ['/value']])
  // Another day is another entry, which is replaced by itself; the one of today stays.
  assert.equal((await figure(7800, '丙文', '2026-12-01')).status, 200)
  assert.equal((await figure(7700, '丁文', '2026-12-01')).status, 200)
  assert.deepEqual(await own(), ['7200元/年', false, `${from} 7200 乙文`, '2026-12-01 7700 丁文'])
  assert.equal((await figure(null, '戊文')).status, 200)
  assert.deepEqual((await own()).slice(0, 2), ['6000元/年', true])
  assert.deepEqual(await told(), [
    `自${from}起定为7000元/年，依据：甲文`,
    `自${from}起定为7200元/年（代替原定自这一天起的7000元/年，依据：甲文），依据：乙文`,
    '自2026-12-01起定为7800元/年，依据：丙文',
    '自2026-12-01起定为7700元/年（代替原定自这一天起的7800元/年，依据：丙文），依据：丁文',
    `自${from}起恢复为6000元/年（代替原定自这一天起的7200元/年，依据：乙文），依据：戊文`,
  ])
  // Two at once: one after the other, and whoever comes second names what they replaced.
  const both = await Promise.all([figure(6500, '己文'), figure(6600, '庚文')])
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  )
  const [, , today, later] = await own()
  assert.ok([`${from} 6500 己文`, `${from} 6600 庚文`].includes(String(today)), String(today))
  assert.equal(later, '2026-12-01 7700 丁文')
  assert.match((await told()).at(-1) ?? '', /（代替原定自这一天起的6[56]00元\/年，依据：[己庚]文）/)
  assert.equal(figuresOf(await s.look('wang', accepted))['standard'], 7000)
  await isRight(accepted)
})

test('the service card shows each figure with its source, and whether it waits to be confirmed', async () => {
  const card = await s.call<{ settings: readonly (Row & { source: string })[] }>(null, 'GET', '/api/services/JY09')
  const of = (key: string) => card.settings.find((one) => one.key === key)
  assert.deepEqual([of('ceilingPerson')?.says, of('ceilingPerson')?.toConfirm], ['300000元', false])
  assert.equal(of('times')?.toConfirm, true)
  assert.ok(card.settings.every((one) => one.source))
})
