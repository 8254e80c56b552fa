import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { day } from '#core/day.ts'
import { type Answer, type DeskWalk, desks, type Person } from '#house/desk.ts'
import { formOf } from '#house/forms.ts'
import { replayDay } from '#matter/replay.ts'
import { verify } from '#matter/verify.ts'
import { demoPath, demoTenant } from '#office/seed.ts'
import { wordsIn } from '#platform/sheets/testing.ts'

// 按政策手写（第1.3、8.1、8.2条）：登记失业满半年的人被招用，逐月核发，一个人的一个月只核发一次，不论哪家单位、哪个窗口；
// 自主创业每人只注明一次。王一是示例街道综合窗口A角，周四是所长，冯七是区里的局长；人和单位都是测试数据。

const server = await testServer('tax', '2026-01-05T08:30:00+08:00')
const { of, walks } = desks(server)

const people: Readonly<Record<string, string>> = {
  测试甲: '220202199001010012',
  测试乙: '220204198512310023',
  测试丙: '220203197512311017',
  测试丁: '220202200802291112',
  测试戊: '220211200002290038',
}
const firms: Readonly<Record<string, string>> = { 甲公司: '91220201MA00000005', 乙公司: '91350100M000100Y43' }
type Row = Readonly<Record<string, unknown>>
type Relief = {
  readonly id: string
  readonly person: string
  readonly span: string
  readonly months: number
  readonly revoked: object | null
}
type Seen = { readonly rows: readonly Relief[]; readonly totals: readonly object[] }

let page: Page
/** Who did something last: they may see it. */
let last = '王一'
const seen = async (by = last): Promise<Page> => {
  page = await of(by).get<Page>(`/api/matters/${page.matter.id}`)
  return page
}
const opened = async (by: Person, service: string, form: object): Promise<Answer> => {
  last = by.name
  const made = await by.post<Page>('/api/matters', { kind: 'case', input: { service, form } })
  if (made.status < 400) page = made
  return made
}
const move = async (by: Person, name: string, input: object = {}): Promise<Answer> => {
  last = by.name
  const { matter } = await seen()
  return by.post(`/api/matters/${matter.id}/moves/${name}`, { version: matter.version, ...input })
}
/** 测试甲、测试乙：7月5日起（6月20日起参保）… one row each, all hired on the same day. */
const hiresOf = (names: string, on: string, count: string): readonly Row[] =>
  names.split('、').map((name) => ({
    ...{ name, idNumber: people[name], kind: 'unemployed', contractFrom: on, contractTo: '2027-12-31' },
    ...{ insuredFrom: on.slice(0, 7), monthsThisYear: Number(count), monthsBefore: 0, otherRelief: false },
  }))
const reliefs = async (by = '周四'): Promise<readonly Relief[]> => (await of(by).get<Seen>('/api/reliefs')).rows

type Reviewed = {
  readonly id: string
  readonly result: string
  readonly reason?: string
  readonly seen?: readonly string[]
}
const findings = async (id: string): Promise<readonly string[]> => {
  const { conditions = [] } = ((await seen()).matter.facts['review'] ?? {}) as { conditions?: readonly Reviewed[] }
  return conditions
    .filter((one) => one.id === id)
    .flatMap((one) => [one.result, one.reason ?? '', ...(one.seen ?? [])])
    .filter((text) => text !== '')
}
type Shown = {
  readonly id: string
  readonly machine: string | null
  readonly hint: string
  readonly seen?: readonly string[]
}
const shown = async (id: string): Promise<readonly string[]> => {
  const { offers } = await seen()
  const { properties } = offers.find(({ move: name }) => name === 'check')!.input as never as {
    properties: { conditions: { 'x-rows': readonly Shown[] } }
  }
  const row = properties.conditions['x-rows'].find((one) => one.id === id)!
  return [row.machine === null ? '要人看' : '系统已核', row.hint, ...(row.seen ?? [])]
}
const quota = (rows: readonly Row[]) =>
  Math.floor((rows.reduce((sum, one) => sum + Number(one['monthsThisYear']), 0) * 600_000) / 12) / 100

const walk: DeskWalk = {
  deeds: {
    给某办失业登记: async (by, name = '') => {
      const form = { ...formOf('JY01'), name, idNumber: people[name] }
      await opened(by, 'JY01', form)
      await move(by, 'check', reviewOf(page))
      return move(by, 'finish')
    },
    某申请吸纳某从某起某个月: (by, firm = '', names = '', on = '', count = '') => {
      const hires = hiresOf(names, on, count)
      const form = { ...formOf('JY10'), company: firm, creditCode: firms[firm], year: 2026, hires, quota: quota(hires) }
      return opened(by, 'JY10', form)
    },
    更正名单为某从某起某个月: (by, names = '', on = '', count = '') => {
      const hires = hiresOf(names, on, count)
      return move(by, 'amend', { form: { hires, quota: quota(hires) } })
    },
    '某申请自主创业注明，以前享受某个月': (by, name = '', months = '') =>
      opened(by, 'JY11', {
        ...{ ...formOf('JY11'), name, idNumber: people[name], unemployedSince: '2026-01-05' },
        ...{ registeredOn: '2026-07-06', creditCode: firms['甲公司'], enjoyedMonths: Number(months) },
      }),
    '某作为脱贫人口申请自主创业注明，以前享受某个月': (by, name = '', months = '') =>
      opened(by, 'JY11', {
        ...{ ...formOf('JY11'), name, idNumber: people[name], group: 'povertyLifted', unemployedSince: undefined },
        ...{ registeredOn: '2026-07-06', creditCode: firms['乙公司'], enjoyedMonths: Number(months) },
      }),
    某作为某年毕业的高校毕业生申请自主创业注明: (by, name = '', graduationYear = '') =>
      opened(by, 'JY11', {
        ...{ ...formOf('JY11'), name, idNumber: people[name], group: 'graduate', unemployedSince: undefined },
        ...{
          graduationYear: Number(graduationYear),
          school: '测试学院',
          registeredOn: '2026-07-06',
          creditCode: firms['乙公司'],
        },
      }),
    某申请自主创业注明: (by, name = '') =>
      opened(by, 'JY11', {
        ...{ ...formOf('JY11'), name, idNumber: people[name] },
        ...{ unemployedSince: '2026-01-05', registeredOn: '2026-07-06', creditCode: firms['甲公司'] },
      }),
    逐项审查: async (by) => move(by, 'check', reviewOf(await seen(by.name))),
    受理: (by) => move(by, 'accept'),
    初审通过: (by) => move(by, 'pass-firstReview', { opinion: '属实（测试数据）' }),
    核发: (by) => move(by, 'pass-certification', { opinion: '同意（测试数据）' }),
    注明: (by) => move(by, 'pass-annotation', { opinion: '同意（测试数据）' }),
    不予核发: (by) => move(by, 'deny-certification', { reason: '重复（测试数据）', basis: '测试' }),
    发放结果: (by) => move(by, 'finish'),
    撤销某的核发: async (by, name = '') => {
      const found = (await reliefs(by.name)).find((one) => one.person === name && !one.revoked)
      return by.post(`/api/reliefs/${found?.id}/revocation`, { reason: '人已离职，月份报错（测试数据）' })
    },
    撤销不写理由: async (by) => by.post(`/api/reliefs/${(await reliefs())[0]?.id}/revocation`, { reason: ' ' }),
  },
  claims: {
    状态: async () => (await seen()).matter.stateLabel,
    结果: async () => [String((await seen()).matter.facts['outcome'] ?? '')],
    看某: (id = '') => shown(id),
    审某: (id = '') => findings(id),
    台账: async () =>
      (await reliefs()).map((one) => `${one.person} ${one.span} ${one.months}个月${one.revoked ? '，已撤销' : ''}`),
    某注明占用的月份: async (name = '') => {
      const { rows } = await server.owner.query<{ month: string }>(
        `select m.month from tax_month m join tax_relief r on r.tenant_id = m.tenant_id and r.id = m.relief
         where r.person = $1 and r.service = 'JY11' order by m.month`,
        [name],
      )
      const months = rows.map(({ month }) => month)
      return `${months[0]}到${months.at(-1)}，${new Set(months).size}个月，${months.length}次`
    },
    告知书: async () => {
      const { rows } = await server.owner.query<{ data: object }>(
        `select data from sheet where matter_id = $1 and kind = 'result' order by issued_at desc limit 1`,
        [page.matter.id],
      )
      return [...(await seen()).sheets.map(({ title }) => title), JSON.stringify(rows[0]?.data)]
    },
    清单: async () => {
      const { rows } = await server.owner.query(
        `select data from sheet where matter_id = $1 and kind = 'result' order by issued_at desc limit 1`,
        [page.matter.id],
      )
      const { list } = rows[0].data as { list: { rows: readonly (readonly string[])[] } }
      return list.rows.map((row) => row.join(' '))
    },
  },
}
const play = walks(walk)

test('招用那天登记失业满半年：按系统里的登记逐人核对，差一天的点到人，没有登记的请人看 (8.1, 8.2)', () =>
  play(`
    01-05 09:00 | 王一 | 给测试甲办失业登记 | 状态：已办结
    01-06 09:00 | 王一 | 给测试乙办失业登记 | 状态：已办结
    08-03 09:00 | 王一 | 甲公司申请吸纳测试甲、测试乙、测试丙从2026-07-05起6个月 | 状态：审查材料；看groups：要人看；看groups：第3行（测*丙）；看groups：第1行（测*甲）失业登记：2026年1月5日起，现在有效（sljd-；看groups：第3行（测*丙）没有查到失业登记记录；看halfYear：系统已核；看halfYear：第2行（测*乙）：在招用时登记失业不满
    08-03 09:10 | 王一 | 逐项审查 | 审halfYear：no；审halfYear：第2行（测*乙）：在招用时登记失业不满规定月数；审halfYear：不含220204
    08-03 09:15 | 王一 | 受理 | 不能（8.3）：审查发现还有
    08-03 09:20 | 王一 | 更正名单为测试甲从2026-07-05起6个月 | 看groups：系统已核；看halfYear：系统已核
    08-03 09:25 | 王一 | 逐项审查 | 审halfYear：yes；审groups：yes；审groups：失业登记：2026年1月5日起
    08-03 09:30 | 王一 | 受理 | 状态：初审
    08-03 09:35 | 王一 | 初审通过 | 状态：核实核发；台账：无
    08-03 10:00 | 冯七 | 核发 | 状态：待发结果；台账：测试甲 2026年7月至2026年12月 6个月
    08-03 10:10 | 王一 | 发放结果 | 状态：已办结；结果：2026年度共1人6个月，按每人每年6,000.00元测算扣减限额3,000.00元；清单：1 测试甲 220202********0012 登记失业半年以上 2026年7月5日 2026年7月 6
  `))

test('同一人的同一个月只核发一次，另一家单位也不行：受理时就点到行和月份；撤销以后可以重办 (8.1, 8.2)', () =>
  play(`
    09-01 09:00 | 王一 | 乙公司申请吸纳测试甲从2026-09-01起4个月 | 状态：审查材料
    09-01 09:05 | 王一 | 逐项审查 | 不能（8.2）：“没有重复享受其他就业税收优惠”与台账不符：第1行（测*甲）的2026年9月、2026年10月、2026年11月等4个月已由；状态：审查材料；台账：不含2026年9月
    09-01 09:10 | 王一 | 受理 | 不能（8.2）：还没有逐项审查
    09-01 09:15 | 周四 | 撤销不写理由 | 不能（8.2）：撤销的理由
    09-01 09:16 | 王一 | 撤销测试甲的核发 | 不能（8.2）：负责人
    09-01 09:20 | 周四 | 撤销测试甲的核发 | 台账：测试甲 2026年7月至2026年12月 6个月，已撤销
    09-01 09:21 | 王一 | 逐项审查 | 状态：审查材料
    09-01 09:22 | 王一 | 受理 | 状态：初审
    09-01 09:25 | 王一 | 初审通过 | 状态：核实核发
    09-01 10:00 | 冯七 | 核发 | 台账：测试甲 2026年9月至2026年12月 4个月
  `))

test('两个办件同时在办，先核发的算数；后一件核发时被拒，可以不予核发 (8.2)', () =>
  play(`
    09-02 09:00 | 王一 | 甲公司申请吸纳测试乙从2026-08-03起5个月 | 状态：审查材料
    09-02 09:05 | 王一 | 逐项审查 | 审halfYear：yes
    09-02 09:10 | 王一 | 受理 | 状态：初审
    09-02 09:15 | 王一 | 初审通过 | 状态：核实核发
  `).then(async () => {
    const first = page
    await play(`
      09-02 09:20 | 王一 | 乙公司申请吸纳测试乙从2026-08-03起5个月 | 状态：审查材料
      09-02 09:25 | 王一 | 逐项审查 | 审halfYear：yes
      09-02 09:30 | 王一 | 受理 | 状态：初审
      09-02 09:35 | 王一 | 初审通过 | 状态：核实核发
      09-02 10:00 | 冯七 | 核发 | 状态：待发结果；台账：测试乙 2026年8月至2026年12月 5个月
    `)
    page = first
    await play(`
      09-02 10:10 | 冯七 | 核发 | 不能（8.2）：第1行（测*乙）的2026年8月；状态：核实核发
      09-02 10:15 | 冯七 | 不予核发 | 状态：不予核发
    `)
  }))

test('两件同时核发，只有一件成 (8.2)', async () => {
  const ready = async (firm: string): Promise<Page> => {
    await play(`
      09-02 11:00 | 王一 | ${firm}申请吸纳测试丁从2026-07-06起6个月 | 状态：审查材料
      09-02 11:00 | 王一 | 逐项审查 | 状态：审查材料
      09-02 11:00 | 王一 | 受理 | 状态：初审
      09-02 11:00 | 王一 | 初审通过 | 状态：核实核发
    `)
    return page
  }
  const both = [await ready('甲公司'), await ready('乙公司')]
  const done = await Promise.all(
    both.map((one) =>
      server.call<{ says: string }>('district', 'POST', `/api/matters/${one.matter.id}/moves/pass-certification`, {
        ...{ version: one.matter.version, opinion: '同意（测试数据）' },
      }),
    ),
  )
  assert.deepEqual(done.map(({ status }) => status).toSorted(), [200, 422])
  assert.match(done.find(({ status }) => status === 422)?.says ?? '', /第1行（测\*丁）的2026年7月/)
  assert.equal((await reliefs()).filter(({ person }) => person === '测试丁').length, 1)
})

test('自主创业：登记满半年，36个月只注明一次，注明的文字和月份写进结果、告知书和台账；被吸纳的月份不能再享受 (8.2)', () =>
  play(`
    09-03 09:00 | 王一 | 测试乙申请自主创业注明 | 状态：审查材料；看halfYear：系统已核
    09-03 09:05 | 王一 | 逐项审查 | 不能（8.2）：“没有重复享受其他创业就业税收优惠”与台账不符：申请人的2026年8月、2026年9月、2026年10月等5个月已由
    09-03 09:15 | 周四 | 撤销测试甲的核发 | 台账：测试甲 2026年9月至2026年12月 4个月，已撤销
    09-03 09:16 | 王一 | 测试甲申请自主创业注明，以前享受0.5个月 | 不能：整数
    09-03 09:17 | 王一 | 测试甲申请自主创业注明，以前享受36个月 | 状态：审查材料；看months36：已享受满最长月数
    09-03 09:20 | 王一 | 测试甲申请自主创业注明 | 状态：审查材料
    09-03 09:25 | 王一 | 逐项审查 | 审halfYear：yes
    09-03 09:30 | 王一 | 受理 | 状态：初审
    09-03 09:35 | 王一 | 初审通过 | 状态：核实注明
    09-03 10:00 | 冯七 | 注明 | 台账：测试甲 2026年7月至2029年6月 36个月；测试甲注明占用的月份：2026-07到2029-06，36个月，36次
    09-03 10:10 | 王一 | 发放结果 | 结果：在《就业创业证》（含电子证）上注明“自主创业税收政策”。编号sljd-；告知书：自主创业税收政策核实告知书；告知书：注明“自主创业税收政策”；告知书：2026年7月6日；结果：从2026年7月起享受；结果：2026年6个月10,000.00元，2027年12个月20,000.00元，2028年12个月20,000.00元，2029年6个月10,000.00元
    09-04 09:00 | 王一 | 测试甲申请自主创业注明 | 状态：审查材料
    09-04 09:05 | 王一 | 逐项审查 | 不能（8.2）：“没有重复享受其他创业就业税收优惠”与台账不符：申请人已经注明过自主创业税收政策
    09-04 09:10 | 王一 | 甲公司申请吸纳测试甲从2026-09-03起4个月 | 状态：审查材料
    09-04 09:15 | 王一 | 逐项审查 | 不能（8.2）：第1行（测*甲）的2026年9月、2026年10月、2026年11月等4个月已由
    09-04 09:20 | 王一 | 测试丙作为脱贫人口申请自主创业注明，以前享受35个月 | 状态：审查材料
    09-04 09:25 | 王一 | 逐项审查 | 审months36：yes
    09-04 09:30 | 王一 | 受理 | 状态：初审
    09-04 09:35 | 王一 | 初审通过 | 状态：核实注明
    09-04 10:00 | 冯七 | 注明 | 台账：测试丙 2026年7月 1个月；测试丙注明占用的月份：2026-07到2026-07，1个月，1次
    09-04 10:10 | 王一 | 发放结果 | 结果：各年限额为2026年1个月1,666.66元，以税务机关核定为准
    09-04 10:20 | 王一 | 测试戊作为2025年毕业的高校毕业生申请自主创业注明 | 看graduateYear：不是在毕业当年登记的个体工商户
    09-04 10:25 | 王一 | 测试戊作为2026年毕业的高校毕业生申请自主创业注明 | 看graduateYear：要人看
    09-04 10:30 | 王一 | 逐项审查 | 审graduateYear：yes
    09-04 10:35 | 王一 | 受理 | 状态：初审
    09-04 10:40 | 王一 | 初审通过 | 状态：核实注明
    09-04 10:45 | 冯七 | 注明 | 测试戊注明占用的月份：2026-07到2029-06，36个月，36次
    09-04 10:50 | 王一 | 发放结果 | 结果：注明“毕业年度内自主创业税收政策”；告知书：注明“毕业年度内自主创业税收政策”
  `))

test('别的区看不见这里的台账，同一个月也核发不出第二次 (8.2)', () =>
  play(`
    09-07 09:00 | 钱十二 | 乙公司申请吸纳测试甲从2026-07-06起6个月 | 看halfYear：要人看；看halfYear：没有查到失业登记记录
    09-07 09:05 | 钱十二 | 逐项审查 | 状态：审查材料
    09-07 09:10 | 钱十二 | 受理 | 状态：初审
    09-07 09:15 | 钱十二 | 初审通过 | 状态：核实核发
    09-07 10:00 | 韩十五 | 核发 | 不能（8.2）：第1行（测*甲）的2026年7月、2026年8月、2026年9月等6个月已在其他单位核发；状态：核实核发
    09-07 10:05 | 韩十五 | 不予核发 | 状态：不予核发
  `))

test('交税务部门的证明号码完整：发放以后由承办人或负责人说明理由打印，记入审计；撤销的行写明，存档的仍遮盖 (6.3)', async () => {
  const lines = (await of('周四').get<{ rows: (Relief & { number: string })[] }>('/api/reliefs')).rows
  const id = (name: string, span: string) =>
    lines.find((one) => one.person === name && one.span.startsWith(span))?.id ?? assert.fail(name)
  const path = `/api/reliefs/${id('测试甲', '2026年7月至2026年12月')}/certificate.pdf`
  const reason = '交企业报税务部门（测试数据）'
  const refused = async (who: string, at = path, why = reason) => {
    const { status, clause } = await of(who).post<{ clause: string }>(at, { reason: why })
    return [status, clause]
  }
  assert.deepEqual(await refused('王一', path, ' '), [422, '6.3'])
  assert.deepEqual(await refused('李二'), [403, '6.3'])
  assert.equal((await refused('孙十三'))[0], 404)
  const notGiven = `/api/reliefs/${id('测试乙', '2026年8月')}/certificate.pdf`
  assert.deepEqual(await refused('王一', notGiven), [422, '6.3'])
  for (const who of ['wang', 'district'] as const) {
    const headers = { cookie: await server.signIn(who) }
    const paper = await server.app.inject({ method: 'POST', url: path, headers, payload: { reason } })
    assert.equal(paper.statusCode, 200)
    const words = wordsIn(paper.rawPayload)?.replaceAll('\u200b', '') ?? null
    for (const word of ['企业吸纳重点群体就业认定证明', people['测试甲']!, '清单第1行的核发已于2026年9月1日撤销'])
      assert.ok(words === null || words.includes(word), word)
  }
  const { rows } = await server.owner.query(`select says from audit where says like '%完整号码1人%' order by seq`)
  assert.equal(rows.length, 2)
  for (const { says } of rows) assert.match(says, /^打印.+认定证明（完整号码1人）；理由：交企业报税务部门/)
  const kept = await server.owner.query(`select 1 from sheet where data::text like $1`, [`%${people['测试甲']}%`])
  assert.equal(kept.rows.length, 0)
})

test('每一步按记录重新办理都得到同样的结果，查到的登记也在记录里；链条完整 (2.4.1)', async () => {
  const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
  for (const on of ['2026-01-05', '2026-08-03', '2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04', '2026-09-07'])
    assert.deepEqual((await replayDay(server.world, scope, day(on))).differences, [], on)
  assert.equal((await verify(server.world.db, scope, (fault) => assert.fail(JSON.stringify(fault)))).findings, 0)
  const { rows } = await server.owner.query(`select given from journal where move = 'check' and given ? 'records'`)
  assert.ok(rows.length >= 6)
  assert.doesNotMatch(JSON.stringify(rows), /220202199001010012|220204198512310023/)
})
