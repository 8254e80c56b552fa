import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import type { DeskPage } from '#core/view.ts'
import { type DeskWalk, desks, type Person, postNamed } from '#house/desk.ts'
import { aidInput, formOf } from '#house/forms.ts'
import { replayMatters } from '#matter/replay.ts'
import { sweep } from '#matter/sweep.ts'
import { demoPath, demoTenant } from '#office/seed.ts'
import { defineJob } from '#platform/jobs/worker.ts'
import { testNumber } from '#programs/training/testing.ts'
import type { AidFacts } from './contract.ts'

// 手写：王一是综合窗口一A角、李二是B角；吴五是就业援助岗A角、赵三是B角；周四是所长；冯七是区里的局长。2026年3月2日是星期一。
// 首次计划10个工作日，每月评估，零就业家庭自认定起30天内至少一人就业，就业满90天回访，退出3个工作日内确认。测试数据。

const server = await testServer('aid-walk', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)
const pages = new Map<string, Page>()
const time = defineJob({
  name: 'sweep',
  every: { minutes: 1 },
  run: async () => void (await sweep(server.world, { tenant: demoTenant, path: demoPath('cs'), at: server.now() })),
})

const seen = (by: Person, name: string) => by.get<Page>(`/api/matters/${pages.get(name)?.matter.id}`)
const move = async (by: Person, name: string, move: string, input: object = {}) => {
  const page = await of('王一').get<Page>(`/api/matters/${pages.get(name)?.matter.id}`)
  return by.post(`/api/matters/${page.matter.id}/moves/${move}`, { version: page.matter.version, ...input })
}
/** Each name is a person of their own. */
const numbers = new Map<string, string>()
const numberOf = (name: string): string => {
  const known = numbers.get(name) ?? testNumber(600 + numbers.size)
  numbers.set(name, known)
  return known
}
const listed = (by: Person, name: string, more: object) =>
  by
    .post<Page>('/api/matters', { kind: 'aid', input: { ...aidInput, idNumber: numberOf(name), name, ...more } })
    .then((made) => {
      if (made.status < 400) pages.set(name, made)
      return made
    })
const plan = (by: string, more: object = {}) => ({
  needs: ['job', 'guidance'],
  measures: [{ type: 'job', what: '推荐附近岗位3个', by: `2026-${by}` }],
  agreed: true,
  ...more,
})
const help = { type: 'job', means: 'call', what: '推荐超市理货岗位' }
const refusal = { ...help, reason: '嫌远', judged: '步行15分钟，身体条件允许', warned: true }
const extension = { amount: 10, reason: '用人单位推迟面试', taken: '已推荐5个岗位' }

const deeds: DeskWalk['deeds'] = {
  列入零就业家庭某: (by, name = '') => listed(by, name, {}),
  列入就业困难人员某: (by, name = '') => listed(by, name, { targetType: 'difficult' }),
  '列入某，号码写错': (by, name = '') => listed(by, name, { idNumber: '220202199001010013' }),
  '列入某，认定日期写到明天': (by, name = '') => listed(by, name, { recognisedOn: '2026-03-03' }),
  '为某定计划，到某': (by, name = '', day = '') => move(by, name, 'plan', plan(day)),
  '为某定计划，本人没有同意': (by, name = '') => move(by, name, 'plan', plan('03-20', { agreed: false })),
  '为某定计划，约某做：某': (by, name = '', day = '', says = '') =>
    move(by, name, 'plan', plan('03-20', { next: `2026-${day}`, nextSays: says })),
  '为某定计划，到某，约某做：某': (by, name = '', until = '', day = '', says = '') =>
    move(by, name, 'plan', plan(until, { next: `2026-${day}`, nextSays: says })),
  登记没有联系上某: (by, name = '') => move(by, name, 'record', { ...help, result: 'unreached' }),
  '为某定计划，约某': (by, name = '', day = '') => move(by, name, 'plan', plan('03-20', { next: `2026-${day}` })),
  为某调整计划: (by, name = '') => move(by, name, 'amend', plan('04-30', { why: '想学一门手艺' })),
  登记某的援助: (by, name = '') => move(by, name, 'record', { ...help, result: 'done' }),
  '登记某的援助，计划第某项完成': (by, name = '', n = '') =>
    move(by, name, 'record', { ...help, result: 'done', done: Number(n) }),
  '登记某的援助，写成明天': (by, name = '') => move(by, name, 'record', { ...help, result: 'done', on: '2026-03-04' }),
  '登记某有正当理由没有接受，不写理由': (by, name = '') => move(by, name, 'record', { ...help, result: 'reasoned' }),
  登记某有正当理由没有接受: (by, name = '') =>
    move(by, name, 'record', { ...help, result: 'reasoned', reason: '住院治疗' }),
  登记某无正当理由不接受: (by, name = '') => move(by, name, 'refuse', refusal),
  '登记某无正当理由不接受，没有告知后果': (by, name = '') => move(by, name, 'refuse', { ...refusal, warned: false }),
  评估某: (by, name = '') => move(by, name, 'review', { progress: '已面试两家', keeps: 'keep' }),
  '提出某退出：多次不接受': (by, name = '') =>
    move(by, name, 'propose-exit', { reason: 'refused', said: '多次不接受' }),
  '提出某退出：本人不愿意': (by, name = '') =>
    move(by, name, 'propose-exit', { reason: 'unwilling', said: '本人书面提出' }),
  确认某退出: (by, name = '') => move(by, name, 'confirm-exit', { opinion: '情况属实', told: 'face' }),
  不同意某退出: (by, name = '') => move(by, name, 'deny-exit', { opinion: '再作一次当面指导' }),
  登记某就业: (by, name = '') => move(by, name, 'employed', { how: 'employer', where: '测试超市', proof: '查到参保' }),
  登记某家庭成员就业: (by, name = '') =>
    move(by, name, 'employed', { how: 'employer', who: '测试己', where: '测试超市', proof: '查到参保' }),
  登记某失去工作: (by, name = '') => move(by, name, 'lost', { said: '单位停业' }),
  回访某: (by, name = '') => move(by, name, 'check', { means: 'call', said: '仍在岗，工资按时发' }),
  为某申请延长: (by, name = '') => move(by, name, 'ask-extension', extension),
  '为某申请延长，30天': (by, name = '') => move(by, name, 'ask-extension', { ...extension, amount: 30 }),
  批准某的延长: (by, name = '') => move(by, name, 'extend', { opinion: '同意', told: 'call' }),
  '把某交给某：某': (by, name = '', post = '', note = '') => move(by, name, 'hand-over', { to: postNamed(post), note }),
  '把某交给某，不写原因': (by, name = '', post = '') => move(by, name, 'hand-over', { to: postNamed(post), note: ' ' }),
  接任某: (by, name = '') => move(by, name, 'take-over'),
}
type Due = { readonly rows: readonly { readonly title: string; readonly says: string; readonly overdue: boolean }[] }
type Found = { readonly rows: readonly { readonly values: Record<string, string>; readonly stateLabel: string }[] }
const claims: DeskWalk['claims'] = {
  某状态: async (name = '') => (await seen(of('周四'), name)).matter.stateLabel,
  某责任人: async (name = '') => (await seen(of('周四'), name)).matter.holder.name,
  某文书: async (name = '') => (await seen(of('周四'), name)).sheets.map(({ title }) => title),
  某经过: async (name = '') =>
    (await seen(of('周四'), name)).journal.map(
      ({ says, actingFor }) => `${says}${actingFor ? `（代${actingFor.name}）` : ''}`,
    ),
  某期限: async (name = '') =>
    (await seen(of('周四'), name)).clocks.map(
      ({ label, is, dueAt, late }) => `${label}${is === 'running' ? dueAt?.slice(5, 10) : is}${late ? '超期' : ''}`,
    ),
  某的今日约见: async (who = '') =>
    (await of(who).get<Due>('/api/aids/due?days=0')).rows.map(
      ({ title, says, overdue }) => `${title} ${says}${overdue ? '，过期' : ''}`,
    ),
  某的超期提醒: async (who = '') =>
    (await of(who).get<{ rows: { says: string }[] }>('/api/alarms')).rows.map(({ says }) => says),
  某的工作台: async (who = '') => (await of(who).get<DeskPage>('/api/desk')).rows.map(({ title }) => title),
  台账里某: async (name = '') => {
    const found = await of('周四').post<Found>('/api/registers/aid/search', { q: name })
    return found.rows.map(({ values, stateLabel }) => `${values['targetType']} ${stateLabel} ${values['refusals']}次`)
  },
}
const walk = walks({ deeds, claims, jobs: [time] })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '列入援助就有责任人和期限；计划要与本人商定、有日期、本人同意，打印两份签名；约见的日子到了提醒责任人 (1.3, 6.4)',
  `
  03-02 09:00 | 王一 | 列入测试丁，号码写错 | 不能（1.3）：校验码不符
  03-02 09:00 | 王一 | 列入测试丁，认定日期写到明天 | 不能（1.3）：日期不能晚于今天
  03-02 09:01 | 王一 | 列入就业困难人员测试丁 | 测试丁状态：待定援助计划；测试丁责任人：王一；测试丁期限：首次援助计划期限03-16；测试丁期限：不含至少一人
  03-02 09:02 | 王一 | 为测试丁定计划，本人没有同意 | 不能（1.3）：本人同意
  03-02 09:02 | 王一 | 为测试丁定计划，到03-01 | 不能（1.3）：不能早于今天
  03-02 09:02 | 王一 | 为测试丁定计划，约03-03 | 不能（1.3）：下次做什么
  03-02 09:02 | 王一 | 为测试丁定计划，约04-02做：当面职业指导 | 不能（1.3）：第一次援助最晚在列入援助后30天，即2026年4月1日
  03-02 09:02 | 王一 | 为测试丁定计划，约03-21做：当面职业指导 | 不能（1.3）：在计划最后一项（2026年3月20日）以后
  03-02 09:02 | 赵三 | 为测试丁定计划，到03-20 | 不能（1.3）：应由承办人、B角办理
  03-02 09:03 | 王一 | 为测试丁定计划，约03-03做：当面职业指导 | 测试丁状态：援助中；测试丁文书：就业援助计划；测试丁期限：月度评估期限04-02；测试丁期限：第一次援助期限03-03；王一的今日约见：无
  03-03 08:00 | 时限 | 到了约见的日子 | 王一的今日约见：当面职业指导；王一的1.3提醒：今天约见就业援助对象1人；赵三的1.3提醒：无
  03-03 09:00 | 王一 | 登记测试丁的援助，写成明天 | 不能（1.3）：日期不能晚于今天
  03-03 09:01 | 王一 | 登记测试丁的援助，计划第2项完成 | 不能（1.3）：计划只有1项
  03-03 09:02 | 王一 | 登记测试丁的援助，计划第1项完成 | 王一的今日约见：无；测试丁经过：岗位推荐：推荐超市理货岗位（已完成）；王一的1.3提醒：无
  03-03 09:05 | 王一 | 为测试丁调整计划 | 测试丁经过：调整援助计划：想学一门手艺
  03-03 09:06 | 王一 | 评估测试丁 | 测试丁期限：月度评估期限04-03
`,
)

walked(
  '无正当理由不接受满三次，只是提出退出，由另外的人确认才算；有正当理由的不计 (6.3, 8.4)',
  `
  03-04 09:00 | 王一 | 列入就业困难人员测试戊 | 测试戊状态：待定援助计划
  03-04 09:01 | 王一 | 登记测试戊无正当理由不接受 | 不能（1.3）：现在是“待定援助计划”
  03-04 09:02 | 王一 | 为测试戊定计划，到03-20 | 测试戊状态：援助中；测试戊期限：第一次援助期限04-03
  03-04 09:03 | 王一 | 登记测试戊有正当理由没有接受，不写理由 | 不能（1.3）：请写明没有接受的理由
  03-04 09:04 | 王一 | 登记测试戊有正当理由没有接受 | 台账里测试戊：就业困难人员 援助中 0次
  03-04 09:05 | 王一 | 登记测试戊无正当理由不接受，没有告知后果 | 不能（1.3）：要先告知本人后果
  03-04 09:06 | 王一 | 登记测试戊无正当理由不接受 | 测试戊状态：援助中
  03-04 09:07 | 王一 | 提出测试戊退出：多次不接受 | 不能（1.3）：只记录了1次
  03-04 09:08 | 王一 | 登记测试戊无正当理由不接受 | 不能（1.3）：同一天的不重复计
  03-05 09:00 | 王一 | 登记测试戊无正当理由不接受 | 测试戊状态：援助中
  03-06 09:09 | 王一 | 登记测试戊无正当理由不接受 | 测试戊状态：待确认退出；周四的工作台：测试戊；测试戊期限：退出确认期限03-11；台账里测试戊：就业困难人员 待确认退出 3次
  03-06 09:10 | 王一 | 确认测试戊退出 | 不能（6.3）：应由本环节经办人
  03-06 09:11 | 李二 | 确认测试戊退出 | 不能（6.3）：应由本环节经办人
  03-12 09:00 | 时限 | 没有人确认 | 测试戊状态：待确认退出；测试戊期限：退出确认期限03-11超期；周四的7.4提醒：无
  03-12 09:05 | 周四 | 不同意测试戊退出 | 测试戊状态：援助中；台账里测试戊：就业困难人员 援助中 0次
  03-12 09:06 | 王一 | 提出测试戊退出：本人不愿意 | 测试戊状态：待确认退出
  03-12 09:07 | 周四 | 确认测试戊退出 | 测试戊状态：已退出援助；测试戊文书：终止就业援助告知书；周四的工作台：不含测试戊
  03-12 09:08 | 王一 | 登记测试戊的援助 | 不能（1.3）：现在是“已退出援助”
`,
)

walked(
  '零就业家庭自认定起限期至少一人就业：延长要在期限前、由别人批；过了就一直是超期；有人就业期限停，满90天回访才办结 (7.4, 7.5)',
  `
  03-12 09:20 | 周四 | 列入零就业家庭测试庚 | 测试庚责任人：周四；测试庚期限：至少一人就业期限04-01
  03-12 09:21 | 周四 | 为测试庚定计划，到03-20 | 测试庚状态：援助中；测试庚期限：第一次援助期限04-1
  03-12 09:22 | 周四 | 为测试庚申请延长，30天 | 不能（7.5）：延期最多 14 日
  03-12 09:23 | 周四 | 为测试庚申请延长 | 冯七的工作台：测试庚；周四的工作台：测试庚
  03-12 09:24 | 周四 | 批准测试庚的延长 | 不能（7.5）：不能审批自己提出的延期申请
  03-12 09:25 | 冯七 | 批准测试庚的延长 | 测试庚期限：至少一人就业期限04-13
  03-12 09:26 | 周四 | 为测试庚申请延长 | 不能（7.5）：只能延期一次
  04-14 08:00 | 时限 | 期限过了 | 测试庚期限：至少一人就业期限04-13超期；测试庚经过：没有按期
  04-14 09:00 | 周四 | 登记测试庚家庭成员就业 | 测试庚状态：已就业待稳定；测试庚期限：至少一人就业期限stopped超期；测试庚期限：稳定就业观察期07-13
  04-15 09:00 | 周四 | 回访测试庚 | 不能（1.3）：现在是“已就业待稳定”
  04-20 09:00 | 周四 | 登记测试庚失去工作 | 测试庚状态：援助中；测试庚期限：月度评估期限05-20
  04-21 09:00 | 周四 | 登记测试庚家庭成员就业 | 测试庚状态：已就业待稳定
  07-21 08:00 | 时限 | 观察期满 | 测试庚状态：待稳定就业回访；测试庚期限：稳定就业回访期限07-2
  07-21 09:00 | 周四 | 回访测试庚 | 测试庚状态：稳定就业办结；测试庚期限：不含running；周四的工作台：不含测试庚
`,
)

walked(
  '更换责任人要写原因，接任了才换；责任人不在由B角代办，记明代谁 (2.3.2.b, 5.1.b, 5.5)',
  `
  07-21 09:30 | 王一 | 列入就业困难人员测试辛 | 测试辛责任人：王一
  07-21 09:31 | 王一 | 登记测试辛就业 | 不能（1.3）：现在是“待定援助计划”
  07-21 09:32 | 王一 | 把测试辛交给就业援助岗，不写原因 | 不能（2.3.2.b）：更换原因
  07-21 09:33 | 王一 | 把测试辛交给就业援助岗：由专岗帮扶 | 测试辛责任人：王一；吴五的工作台：测试辛
  07-21 09:34 | 李二 | 接任测试辛 | 不能（2.3.2.b）：应由接收人办理
  07-21 09:35 | 吴五 | 接任测试辛 | 测试辛责任人：吴五；测试辛经过：由就业援助岗任责任人：由专岗帮扶
  07-21 09:36 | 王一 | 登记测试辛的援助 | 不能（1.3）：应由承办人、B角办理
`,
)

test('计划期限内由B角代办，写明代谁 (5.1.b)', async () => {
  const made = await of('周四').post('/api/office/absences', {
    ...{ kind: 'sick', reason: '测试病假', from: '2026-07-21', until: '2026-07-22', staff: of('吴五').id },
  })
  assert.equal(made.status, 201, JSON.stringify(made))
  server.setClock('2026-07-21T10:30:00+08:00')
  const done = await move(of('赵三'), '测试辛', 'record', { ...help, result: 'done' })
  assert.ok(done.status < 400, JSON.stringify(done))
  const { journal } = await seen(of('周四'), '测试辛')
  assert.equal(journal.at(-1)?.actingFor?.name, '吴五')
})

/** A case of 就业援助, from the form to its result. */
async function closedCase(by: Person, more: Readonly<Record<string, unknown>>): Promise<Page> {
  const form = { ...formOf('JY06', dayOf(server.now())), recognisedOn: '2026-07-20', ...more }
  let page = await by.post<Page>('/api/matters', { kind: 'case', input: { service: 'JY06', form } })
  assert.equal(page.status, 201, JSON.stringify(page))
  const id = page.matter.id
  const press = async (who: Person, name: string) => {
    page = await who.get<Page>(`/api/matters/${id}`)
    const offer = page.offers.find(({ move, label }) => move === name || label === name)
    assert.ok(offer, `${name}: ${page.offers.map(({ label }) => label).join(' ')}`)
    const { properties = {} } = offer.input as { properties?: Record<string, unknown> }
    const input =
      offer.move === 'check'
        ? reviewOf(page)
        : 'opinion' in properties
          ? {
              ...('meeting' in properties && { meeting: { firstOn: more['firstMeeting'] } }),
              opinion: '同意（测试数据）',
            }
          : {}
    const done = await who.post(`/api/matters/${id}/moves/${offer.move}`, { version: page.matter.version, ...input })
    assert.ok(done.status < 400, JSON.stringify(done))
  }
  for (const name of ['check', '开始办理', '当面商定通过']) await press(by, name)
  await press(of('周四'), '负责人批准计划同意')
  await press(by, '办结并发放结果')
  return by.get<Page>(`/api/matters/${id}`)
}
const agreedOn = {
  needs: ['job', 'guidance'],
  planItems: [
    { type: 'job', what: '推荐附近岗位3个', by: '2026-08-05' },
    { type: 'guidance', what: '当面职业指导', by: '2026-08-20' },
  ],
  firstMeeting: '2026-07-28',
}
const aidOf = async (by: Person, { matter }: Page): Promise<Page> => {
  const [link] = matter.links.filter(({ kind }) => kind === 'aid')
  assert.ok(link, JSON.stringify(matter.links))
  return by.get<Page>(`/api/matters/${link.id}`)
}
const running = ({ clocks }: Page) =>
  clocks.flatMap(({ label, is, dueAt }) => (is === 'running' ? `${label}${dueAt?.slice(5, 10)}` : []))

test('就业援助办件办结，照商定的计划当场援助，不再定一次计划；同一人不会列两次 (1.3)', async () => {
  const by = of('王一')
  const more = { idNumber: '220211200002290038', ...agreedOn, name: '测试壬', targetType: 'difficult' }
  const aid = await aidOf(by, await closedCase(by, more))
  pages.set('测试壬', aid)
  const { facts, stateLabel, holder } = aid.matter
  const { plan, appointment } = facts as Pick<AidFacts, 'plan' | 'appointment'>
  assert.deepEqual([stateLabel, holder.name, facts['name']], ['援助中', '王一', '测试壬'])
  assert.deepEqual([plan?.needs, plan?.measures, plan?.version], [agreedOn.needs, agreedOn.planItems, 1])
  assert.deepEqual(appointment, { on: '2026-07-28', says: '第一次援助' })
  assert.deepEqual(running(aid), ['第一次援助期限07-28', '月度评估期限08-21'])
  assert.match(aid.journal[0]?.says ?? '', /照办件里商定的计划援助，共2项/)
  assert.match(JSON.stringify(facts['idNumber']), /\*/)
  const { rows } = await by.get<Due>('/api/aids/due?days=31')
  assert.deepEqual(
    rows.filter(({ title }) => title.startsWith('测试壬')).map(({ says }) => says),
    ['第一次援助', '岗位推荐：推荐附近岗位3个', '职业指导：当面职业指导'],
  )
  const done = await move(by, '测试壬', 'record', { ...help, result: 'done', done: 2 })
  assert.ok(done.status < 400, JSON.stringify(done))
  await assert.rejects(closedCase(by, more), /本人已在就业援助中/)
  const found = await by.post<Found>('/api/registers/aid/search', { q: '测试壬' })
  assert.equal(found.rows.length, 1)
})

test('零就业家庭的期限算到办件里商定的日期；计划只能由办结的办件带来，只带一次 (1.3, 8.2)', async () => {
  const by = of('王一')
  const more = { ...agreedOn, targetType: 'zeroEmployment', idNumber: '220203197512311017', employBy: '2026-08-14' }
  const closed = await closedCase(by, { ...more, name: '测试癸', helper: of('吴五').id })
  const aid = await aidOf(by, closed)
  pages.set('测试癸', aid)
  // Whom the form names as 责任人 holds it, whoever finished the case, and the paper says the name.
  assert.deepEqual([aid.matter.holder.name, aid.matter.holder.post], ['吴五', '就业援助岗'])
  // 吴五 is ill today: it lies on the desk of the B of that post (5.1.b).
  assert.ok((await of('赵三').get<DeskPage>('/api/desk')).rows.some(({ title }) => title.startsWith('测试癸')))
  const { rows: papers } = await server.owner.query<{ data: { facts?: readonly object[]; list?: object } }>(
    `select data from sheet where matter_id = $1 and kind = 'result'`,
    [closed.matter.id],
  )
  assert.match(JSON.stringify(papers), /"责任人","value":"吴五"/)
  assert.match(JSON.stringify(papers), /\["2","职业指导","当面职业指导","2026年8月20日"\]/)
  assert.deepEqual(
    running(aid).toSorted(),
    ['至少一人就业期限08-14', '月度评估期限08-21', '第一次援助期限07-28'].toSorted(),
  )
  const named = async (helper: string) => {
    const form = { ...formOf('JY06', dayOf(server.now())), ...more, name: '测试丑', helper }
    const answer = await by.post('/api/matters', { kind: 'case', input: { service: 'JY06', form } })
    return `${answer.status} ${answer.clause} ${JSON.stringify(answer)}`
  }
  assert.match(await named(of('孙十三').id), /^422 8\.2 .*\/form\/helper.*这个单位没有这位工作人员/)
  assert.match(await named('测试丙'), /^422 8\.2 .*\/form\/helper.*责任人/)
  assert.match(await named('01900000-0000-7000-8002-000000000099'), /^422 8\.2 .*这个单位没有这位工作人员/)
  const brought = { needs: ['job'], measures: agreedOn.planItems, firstMeeting: '2026-07-28' }
  const refused = async (input: object) => {
    const answer = await listed(by, '测试子', { idNumber: '220204198512310023', ...input })
    return `${answer.status} ${answer.clause} ${JSON.stringify(answer)}`
  }
  assert.match(await refused(brought), /^422 1\.3 .*援助计划由办结的就业援助办件带来/)
  assert.match(await refused({ employBy: '2026-08-14' }), /^422 1\.3 .*由办结的就业援助办件带来/)
  const { id } = closed.matter
  assert.match(await refused({ case: id, needs: ['job'] }), /^422 1\.3 .*要有需要的援助、援助措施/)
  assert.match(await refused({ case: id, ...brought }), /^422 8\.2 .*这件就业援助已经转来，不能再登记一次/)
  assert.match(await refused({ case: aid.matter.id, ...brought }), /^422 8\.2 .*没有找到这件已办结的就业援助/)
})

walked(
  '约定的第一次援助没有做，自己超期，有人负责，告诉负责人；没有联系上不算援助，做了就停，超期照记 (1.3, 7.4)',
  `
  07-22 09:00 | 王一 | 列入就业困难人员测试寅 | 测试寅期限：不含第一次援助期限
  07-22 09:01 | 王一 | 为测试寅定计划，到08-20，约07-24做：当面职业指导 | 测试寅期限：第一次援助期限07-24
  07-24 16:00 | 王一 | 登记没有联系上测试寅 | 测试寅期限：第一次援助期限07-24
  07-27 08:00 | 时限 | 没有援助 | 测试寅期限：第一次援助期限07-24超期；测试寅经过：没有按期；王一的超期提醒：第一次援助期限已超期，应于2026年7月24日；周四的超期提醒：第一次援助期限已超期，应于2026年7月24日
  07-27 09:00 | 王一 | 登记测试寅的援助 | 测试寅期限：第一次援助期限stopped超期
`,
)

test('照记录重新办一遍，和现在一样 (7.4)', async () => {
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  const ids = [...pages.values()].map(({ matter }) => matter.id)
  assert.ok(ids.length > 3)
  const found = await server.world.db.read(scope, (tx) => replayMatters(server.world, tx, demoTenant, ids))
  assert.deepEqual(found, [])
})
