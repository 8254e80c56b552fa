import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import { type Answer, type DeskWalk, desks, type Person } from '#house/desk.ts'
import { formOf } from '#house/forms.ts'
import { replayDay } from '#matter/replay.ts'
import { demoPath, demoTenant } from '#office/seed.ts'

// 按制度手写：本单位登记、认定过的，审查时由系统查出来，写明编号和日期，窗口人员不用再查，也不再向服务对象要（8.1、8.2）；
// 系统没有查到的请人看，查到已经退出的不予受理并说清原因。人都是测试数据；王一是综合窗口A角，周四是所长，冯七是区里的局长。

const server = await testServer('records', '2026-01-05T08:30:00+08:00')
const { of, walks } = desks(server)

const people: Readonly<Record<string, string>> = {
  测试甲: '220202199001010012',
  测试乙: '220204198512310023',
  测试丙: '220203197512311017',
}
type Entry = { readonly id: string; readonly number: string }
let page: Page
let by: Person = of('王一')
const seen = async (): Promise<Page> => {
  page = await by.get<Page>(`/api/matters/${page.matter.id}`)
  return page
}
const move = async (who: Person, name: string, input: object = {}): Promise<Answer> => {
  const { matter } = await seen()
  return who.post(`/api/matters/${matter.id}/moves/${name}`, { version: matter.version, ...input })
}
const applied = async (who: Person, code: string, name: string, more: object = {}): Promise<Answer> => {
  by = who
  const form = { ...formOf(code, dayOf(server.now())), name, idNumber: people[name], ...more }
  const made = await who.post<Page>('/api/matters', { kind: 'case', input: { service: code, form } })
  if (made.status < 400) page = made
  return made
}
type Shown = {
  readonly id: string
  readonly machine: string | null
  readonly hint: string
  readonly seen?: readonly string[]
}
const rowsNow = async (): Promise<readonly Shown[]> => {
  const { offers } = await seen()
  const check = offers.find((one) => one.move === 'check')!.input as never as {
    properties: { conditions: { 'x-rows': readonly Shown[] } }
  }
  return check.properties.conditions['x-rows']
}

const walk: DeskWalk = {
  deeds: {
    某办结失业登记: async (who, name = '') => {
      await applied(who, 'JY01', name)
      await move(who, 'check', reviewOf(page))
      return move(who, 'finish')
    },
    某办结灵活就业登记: async (who, name = '') => {
      await applied(who, 'JY12', name)
      await move(who, 'check', reviewOf(page))
      return move(who, 'finish')
    },
    某申请灵活就业登记: (who, name = '') => applied(who, 'JY12', name),
    办结: (who) => move(who, 'finish'),
    某退出失业登记: async (who, name = '') => {
      const { rows } = await server.owner.query<Entry>(
        `select id, number from matter where kind = 'enrolment' and facts->>'name' = $1 and facts->>'service' = 'JY01'`,
        [name],
      )
      const at = async (person: Person) => (await person.get<Page>(`/api/matters/${rows[0]!.id}`)).matter.version
      const post = async (person: Person, step: string, input: object) =>
        person.post(`/api/matters/${rows[0]!.id}/moves/${step}`, { version: await at(person), ...input })
      const asked = await post(who, 'propose', {
        ...{
          reason: 'employed',
          basis: '劳动合同（测试数据）',
          says: '本人已上班（测试数据）',
          on: dayOf(server.now()),
        },
      })
      assert.ok(asked.status < 400, JSON.stringify(asked))
      return post(of('赵三'), 'confirm', { opinion: '属实（测试数据）', told: 'phone' })
    },
    某申请就业困难人员认定: (who, name = '') => applied(who, 'JY02', name, { unemployedSince: '2026-01-05' }),
    某申请就业困难认定填早了: (who, name = '') => applied(who, 'JY02', name, { unemployedSince: '2025-06-01' }),
    某申请就业援助: (who, name = '') => applied(who, 'JY06', name),
    某申请创业担保贷款: (who, name = '') => applied(who, 'JY09', name, { registeredOn: '2026-01-06' }),
    某申请社保补贴某到某: (who, name = '', from = '', to = '') =>
      applied(who, 'JY13', name, { accountName: name, periodFrom: from, periodTo: to }),
    某申请职业培训: (who, name = '') => applied(who, 'JY14', name),
    某家申请零就业认定: (who, name = '') => applied(who, 'JY05', name),
    逐项审查: async (who) => move(who, 'check', reviewOf(await seen())),
    受理: (who) => move(who, 'accept'),
  },
  claims: {
    状态: async () => (await seen()).matter.stateLabel,
    某由谁看: async (id = '') => {
      const row = (await rowsNow()).find((one) => one.id === id)
      return row ? (row.machine === null ? '请人看' : row.machine === 'yes' ? '系统：符合' : '系统：不符合') : '不适用'
    },
    某查到: async (id = '') => (await rowsNow()).find((one) => one.id === id)?.seen ?? [],
    某提示: async (id = '') => [(await rowsNow()).find((one) => one.id === id)?.hint ?? ''],
    某结论: async (id = '') => {
      const review = (await seen()).matter.facts['review'] as {
        readonly conditions: readonly { readonly id: string; readonly result: string; readonly reason?: string }[]
      }
      const found = review.conditions.find((one) => one.id === id)
      return [`${found?.result}：${found?.reason ?? ''}`]
    },
  },
}
const play = walks(walk)

test('本单位登记过的由系统查出来，写明编号和日期；没有查到的请人看 (8.1, 8.2)', () =>
  play(`
    01-05 09:00 | 王一 | 测试甲办结失业登记 | 状态：已办结
    01-05 09:10 | 王一 | 测试甲申请就业困难人员认定 | registered由谁看：系统：符合；registered查到：失业登记：2026年1月5日起，现在有效（sljd-
    01-05 09:15 | 王一 | 逐项审查 | registered结论：yes：
    01-05 09:20 | 王一 | 测试乙申请就业困难人员认定 | registered由谁看：请人看；registered查到：没有查到失业登记记录；registered提示：系统没有查到所填日期的失业登记
    01-05 09:30 | 王一 | 测试甲申请就业困难认定填早了 | registered由谁看：请人看；registered查到：失业登记：2026年1月5日起，现在有效；registered提示：系统没有查到所填日期的失业登记
    01-05 09:40 | 王一 | 测试甲申请职业培训 | registered由谁看：系统：符合
    01-05 09:45 | 王一 | 测试丙申请职业培训 | registered由谁看：请人看
    01-05 09:50 | 王一 | 测试甲家申请零就业认定 | allRegistered由谁看：请人看；allRegistered提示：第2行（测*乙）；allRegistered查到：第1行（测*甲）失业登记：2026年1月5日起
    01-05 09:55 | 王一 | 测试乙办结失业登记 | 状态：已办结
    01-05 10:00 | 王一 | 测试甲家申请零就业认定 | allRegistered由谁看：系统：符合
    01-06 09:00 | 王一 | 测试甲申请创业担保贷款 | group由谁看：系统：符合；group查到：失业登记：2026年1月5日起
    01-06 09:05 | 王一 | 测试丙申请创业担保贷款 | group由谁看：请人看；group查到：没有查到就业困难人员认定记录
  `))

test('退出以后再来：系统说不符合，受理不了，理由就是文件里的话 (8.1, 8.2, 8.3)', () =>
  play(`
    01-07 09:00 | 王一 | 测试甲退出失业登记 | 状态：审查材料
    01-07 09:10 | 王一 | 测试甲申请就业困难人员认定 | registered由谁看：系统：不符合；registered查到：2026年1月7日退出
    01-07 09:15 | 王一 | 逐项审查 | registered结论：no：失业登记已经退出，请先办理失业登记
    01-07 09:20 | 王一 | 受理 | 不能（8.3）：审查发现还有
    01-07 09:30 | 王一 | 测试甲申请职业培训 | registered由谁看：系统：不符合
    01-07 09:40 | 王一 | 测试甲家申请零就业认定 | allRegistered由谁看：系统：不符合；allRegistered提示：第1行（测*甲）：还有成员没有失业登记
  `))

test('灵活就业登记覆盖申请的月份：按登记的开始日期逐月看，没有覆盖的请人看 (8.2)', () =>
  play(`
    01-08 09:00 | 王一 | 测试丙办结灵活就业登记 | 状态：已办结
    03-02 09:00 | 王一 | 测试丙申请社保补贴2026-01到2026-02 | flexible由谁看：系统：符合；certified由谁看：请人看
    03-02 09:05 | 王一 | 测试丙申请社保补贴2025-12到2026-02 | flexible由谁看：请人看；flexible提示：没有覆盖申请的每个月
  `))

test('有没有未结束的灵活就业登记由系统查，不问窗口人员：有的受理不了，写明编号和起始日期 (8.1, 8.2, 8.3)', () =>
  play(`
    03-02 09:06 | 王一 | 测试甲申请灵活就业登记 | notTwice由谁看：系统：符合；notTwice查到：没有查到灵活就业登记记录
    03-02 09:07 | 王一 | 测试丙申请灵活就业登记 | notTwice由谁看：系统：不符合；notTwice查到：灵活就业登记：2026年1月5日起
    03-02 09:08 | 王一 | 逐项审查 | notTwice结论：no：已有没有结束的灵活就业登记，请办理变更或先登记结束
    03-02 09:09 | 王一 | 办结 | 不能（8.3）：审查发现还有
  `))

test('就业援助看认定记录 (8.2)', () =>
  play(`
    03-02 09:10 | 王一 | 测试丙申请就业援助 | recognised由谁看：请人看；recognised查到：没有查到就业困难人员认定记录
  `))

test('按记录重新办理得到同样的结果，哪怕登记后来变了；记录里没有的就不同 (2.4.1)', async () => {
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const again = async (on: string) => (await replayDay(server.world, scope, on as never)).differences
  for (const on of ['2026-01-05', '2026-01-06', '2026-01-07', '2026-03-02']) assert.deepEqual(await again(on), [], on)
  // Planted: what was found is taken out of one line; the replay then hears that nobody had looked.
  const { rows } = await server.owner.query<{ matter_id: string; seq: number; at: Date }>(
    `select matter_id, seq, at from journal where move = 'check' and given ? 'records' order by at limit 1`,
  )
  const [line] = rows
  assert.ok(line)
  await server.owner.query(`alter table journal disable trigger all`)
  await server.owner.query(`update journal set given = given - 'records' where matter_id = $1 and seq = $2`, [
    line.matter_id,
    line.seq,
  ])
  const [first] = await again('2026-01-05')
  assert.equal(first?.matter, line.matter_id)
  assert.match(first?.says ?? '', /结果与/)
})
