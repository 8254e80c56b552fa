import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { addDays, clockTime, dayOf, instantAt, iso, minuteOf, parseInstant } from '#core/day.ts'
import type { DeskPage } from '#core/view.ts'
import { type Answer, type DeskWalk, desks, type Person, postNamed } from '#house/desk.ts'
import { formOf, writtenOf } from '#house/forms.ts'
import { replayMatters } from '#matter/replay.ts'
import { sweep } from '#matter/sweep.ts'
import { demoOffice, demoPath, demoTenant } from '#office/seed.ts'

// 按规定手写：失业人员在册期间每月联系一次；五个月没有联系提示，六个月建议退出，人来定；退出由另一人确认（第1.3、8.2、8.4条）。
// 示例街道所9:00开门、17:00下班；王一是综合窗口一的A角、李二是B角；赵三是复核岗A角；周四是所长；冯七是区里的局长。
// 2026年3月2日是星期一；8月2日是星期日，9月20日是调休上班的星期日。人都是测试数据。

type Line = {
  readonly service: string
  readonly id: string
  readonly number: string
  readonly stateLabel: string
  readonly title: string
  readonly closed: boolean
}
type Found = { readonly rows: readonly Line[] }
type Input = Readonly<Record<string, unknown>>

const inputs: Readonly<Record<string, Input>> = {
  '登记月度联系：推荐岗位': { way: 'phone', result: 'jobs', says: '推荐了保洁岗位（测试数据）' },
  '登记月度联系：没有联系上': { way: 'phone', result: 'unreached', says: '无人接听（测试数据）' },
  '登记月度联系：约到4月20日': { way: 'phone', result: 'state', says: '近况如前（测试数据）', next: '2026-04-20' },
  '登记月度联系：约到5月3日': { way: 'phone', result: 'state', says: '近况如前（测试数据）', next: '2026-05-03' },
  '登记月度联系：补记明天': { way: 'phone', result: 'state', says: '补记（测试数据）', on: '2026-04-03' },
  '已联系上，继续在册': { way: 'home', result: 'guidance', says: '上门见到本人（测试数据）' },
  '提出退出：失联': { reason: 'silent', basis: '联系记录（测试数据）', says: '上门两次无人（测试数据）' },
  '提出退出：录用': {
    reason: 'employed',
    basis: '劳动合同，2026年4月9日（测试数据）',
    says: '本人已上班（测试数据）',
    on: '2026-04-09',
  },
  确认退出并告知本人: { opinion: '情况属实（测试数据）', told: 'phone' },
  不同意退出: { reason: '没有上门核实（测试数据）' },
  暂不退出: { says: '邻居说本人住院（测试数据）' },
  撤回退出: { reason: '本人改了主意（测试数据）' },
  '变更住址或电话：电话': { phone: '13900000001', says: '本人换号（测试数据）' },
  '变更住址或电话：没填': { says: '测试数据' },
  移交承办: { to: postNamed('综合窗口二'), note: '分片调整（测试数据）' },
  '年度复核：继续在册': { checks: ['data', 'visit'], says: '仍符合（测试数据）' },
  '登记帮扶联系：拒绝': { way: 'visit', result: 'refused', says: '推荐的岗位不去（测试数据）' },
  '提出退出：三次拒绝': { reason: 'refused', basis: '联系记录（测试数据）', says: '三次无故拒绝（测试数据）' },
  '登记成员变动：就业': { who: '0', situation: 'employed', says: '签了劳动合同（测试数据）' },
  '提出退出：成员就业': { reason: 'employed', basis: '劳动合同（测试数据）', says: '一名成员上班（测试数据）' },
  '提出退出：稳定收入': { reason: 'income', basis: '灵活就业登记（测试数据）', says: '已灵活就业（测试数据）' },
  '提出退出：没有对象': { reason: 'noneInScope', basis: '户口簿（测试数据）', says: '没有对象（测试数据）' },
  核实后续期: { says: '还在送外卖（测试数据）' },
}

const actions: Readonly<Record<string, Input>> = {
  变更: { action: 'change', place: '示例街道新地点（测试数据）' },
  结束: { action: 'end', endedOn: '2026-05-31', endReason: 'employed' },
  改地点: { action: 'change', place: '示例街道新地点（测试数据）', startedOn: '2026-06-10' },
  重新开始: { startedOn: '2026-06-10' },
  早于登记结束: { action: 'end', endedOn: '2020-02-01', endReason: 'employed' },
}

/** A running server, its people, and the entry that the walk is about. */
async function stageOf(name: string, start: string) {
  const server = await testServer(name, start)
  const { of, walks } = desks(server)
  let entry = ''
  let last: Page
  const seen = async (by = '王一'): Promise<Page> => of(by).get<Page>(`/api/matters/${entry}`)
  /** A case of the service brought to its result by 王一 and whoever has to sign; then the entry that it opened. */
  async function issue(by: Person, code: string, more: Input = {}): Promise<Answer> {
    const form = { ...formOf(code), ...more }
    let page = await by.post<Page>('/api/matters', { kind: 'case', input: { service: code, form } })
    if (page.status >= 400) return page
    for (let turn = 0; turn < 24 && !page.matter.closed; turn += 1) {
      const who = page.matter.turns[0] ? of(page.matter.turns[0].name) : by
      const shown = await who.get<Page>(`/api/matters/${page.matter.id}`)
      const isJudged = shown.matter.facts['review'] !== undefined
      const offer = shown.offers.find(
        ({ main, move, refusal }) => !refusal && (isJudged ? main && move !== 'check' : move === 'check'),
      )
      if (!offer) {
        server.setClock(iso(instantAt(addDays(dayOf(server.now()), 1), 540)))
        continue
      }
      const { properties = {} } = offer.input as { properties?: Input }
      const opinion = { ...writtenOf(Object.keys(properties), dayOf(server.now())), opinion: '符合条件（测试数据）' }
      const input = offer.move === 'check' ? reviewOf(shown) : 'opinion' in properties ? opinion : {}
      const { version } = shown.matter
      const next = await who.post<Page>(`/api/matters/${page.matter.id}/moves/${offer.move}`, { version, ...input })
      if (next.status >= 400) return next
      page = await by.get<Page>(`/api/matters/${page.matter.id}`)
    }
    last = page
    const { rows } = await by.post<Found>('/api/enrolments/person', { matter: page.matter.id })
    const own = rows.filter(({ service }) => service === code)
    entry = own.find(({ closed }) => !closed)?.id ?? own[0]?.id ?? entry
    return page
  }

  /** A case as far as its review, and then its result asked for: what the review found stands in `judged`. */
  let judged: Page
  async function tried(by: Person, code: string, more: Input = {}): Promise<Answer> {
    const input = { service: code, form: { ...formOf(code), ...more } }
    const opened = await by.post<Page>('/api/matters', { kind: 'case', input })
    assert.ok(opened.status < 400, JSON.stringify(opened))
    const path = `/api/matters/${opened.matter.id}/moves`
    judged = await by.post<Page>(`${path}/check`, { version: opened.matter.version, ...reviewOf(opened) })
    assert.ok(judged.status < 400, JSON.stringify(judged))
    return by.post(`${path}/finish`, { version: judged.matter.version })
  }

  async function press(by: Person, what: string): Promise<Answer> {
    const label = what.split('：')[0]!
    const shown = await by.look<Page>(`/api/matters/${entry}`)
    if (shown.status >= 400) return shown
    const offer = shown.offers.find((one) => one.label === what) ?? shown.offers.find((one) => one.label === label)
    assert.ok(offer, `${by.name} sees no ${label}: ${shown.offers.map((one) => one.label).join(' ')}`)
    return by.post(`/api/matters/${entry}/moves/${offer.move}`, { version: shown.matter.version, ...inputs[what] })
  }

  const figure = async (by: Person, service = '', key = '', value = ''): Promise<Answer> =>
    by.post('/api/policy-figures', {
      service,
      key,
      office: demoOffice('sljd'),
      value: Number(value),
      from: dayOf(server.now()),
      source: '测试文件（测试数据）',
    })
  const walk: DeskWalk = {
    deeds: {
      办成某: (by, code = '') => issue(by, code),
      '某来电，留名某': async (by, _who = '', name = '') => {
        const phone = String(formOf('JY01')['mobile'])
        const input = { channel: 'call', inquiry: 'consult', matter: '问社保怎么接续（测试数据）', name, phone }
        const made = await by.post<Page>('/api/matters', { kind: 'contact', input })
        if (made.status >= 400) return made
        const { id, version } = made.matter
        return by.post(`/api/matters/${id}/moves/answer`, { version, result: '已答复（测试数据）' })
      },
      要求灵活就业某: (by, action = '') => tried(by, 'JY12', actions[action] ?? {}),
      要求办结某: (by, code = '') => tried(by, code),
      办成灵活就业某: (by, action = '') => issue(by, 'JY12', actions[action] ?? {}),
      某的某定为某: (by, service = '', key = '', value = '') => figure(by, service, key, value),
      再看某: async (by, code = '') => {
        const { rows } = await by.post<Found>('/api/enrolments/person', { matter: last.matter.id })
        entry = rows.find(({ service, closed }) => service === code && !closed)?.id ?? ''
        return by.get<Page>(`/api/matters/${entry}`)
      },
      某: press,
    },
    claims: {
      条件某: async (id = '') => {
        const { conditions } = judged.matter.facts['review'] as {
          conditions: readonly { id: string; result: string; reason?: string; seen?: readonly string[] }[]
        }
        const found = conditions.find((one) => one.id === id)
        return [`${found?.result}：${found?.reason ?? ''}`, ...(found?.seen ?? [])]
      },
      在册: async () => (await seen()).matter.stateLabel,
      某的工作台: async (who = '') => {
        const { rows, counts } = await of(who).get<DeskPage>('/api/desk')
        const lamps = `红${counts.red}黄${counts.yellow}绿${counts.green}`
        return [...rows.map(({ title }) => title), lamps, `另有${counts.resting}人无需今日处理`]
      },
      某的台账: async (who = '') =>
        (await of(who).post<{ rows: readonly { name: string }[] }>('/api/enrolments/search', {})).rows.map(
          ({ name }) => name,
        ),
      承办: async () => (await seen()).matter.holder.name,
      某到: async (label = '') => {
        const clock = (await seen()).clocks.find((one) => one.label === label)
        if (!clock) return '无'
        if (clock.is !== 'running') return clock.is === 'paused' ? '停着' : '已停'
        const due = parseInstant(clock.dueAt!)
        return `${dayOf(due).slice(5)} ${clockTime(minuteOf(due))}${clock.late ? '超期' : ''}`
      },
      记录: async () => {
        const records = (await seen()).matter.facts['records'] as readonly { says: string; late?: true }[]
        return records.map(({ says, late }) => `${says}${late ? '，迟' : ''}`)
      },
      经过: async () => (await seen()).journal.map(({ says }) => says),
      文书: async () => (await seen()).sheets.map(({ title }) => title),
      某收到: async (who = '') => {
        const { rows } = await of(who).get<{ rows: readonly { says: string }[] }>('/api/alarms')
        return rows.map(({ says }) => says)
      },
      文号: async () => (await seen()).sheets.map(({ number }) => number),
      重印: async () => {
        const { url } = (await seen()).sheets.at(-1)!
        const printed = await of('王一').look<{ text: string }>(url)
        return printed.status === 200 && printed.text.startsWith('%PDF') ? '成' : `不成 ${printed.status}`
      },
      退出: async () => {
        const ended = (await seen()).matter.facts['ended'] as { on: string; label: string } | null
        return ended ? `${ended.on.slice(5)} ${ended.label}` : '没有'
      },
      建议: async () => ((await seen()).matter.facts['proposed'] as { basis: string } | null)?.basis ?? '没有',
      期限至: async () => String((await seen()).matter.facts['until']),
      此人共: async () => {
        const { rows } = await of('王一').post<Found>('/api/enrolments/person', { matter: last.matter.id })
        return `${rows.length}条，${rows.filter(({ closed }) => !closed).length}条在册`
      },
    },
    jobs: [
      {
        name: 'sweep',
        run: async () =>
          void (await sweep(server.world, { tenant: demoTenant, path: demoPath('cs'), at: server.now() })),
      } as never,
    ],
  }

  return { server, play: walks(walk), entry: () => entry }
}

// All of them before the first walk: a run that has nothing left to do closes its servers.
const one = await stageOf('enrolment-walk', '2026-03-02T08:00:00+08:00')
const two = await stageOf('enrolment-others', '2026-03-02T08:00:00+08:00')
const three = await stageOf('enrolment-families', '2026-03-02T08:00:00+08:00')
const four = await stageOf('enrolment-touched', '2026-03-02T08:00:00+08:00')
const five = await stageOf('enrolment-returned', '2026-03-02T08:00:00+08:00')
const six = await stageOf('enrolment-resting', '2026-03-02T08:00:00+08:00')

test('失业登记办结即在册；每月联系，约定的日期作数，迟了就记迟 (1.3, 7.4)', () =>
  one.play(`
    03-02 09:00 | 王一 | 办成JY01 | 在册：在册；承办：王一；月度联系期限到：04-02 17:00；失联提示到：08-03 17:00；失联建议退出到：09-02 17:00
    03-20 09:00 | 王一 | 登记月度联系：约到4月20日 | 月度联系期限到：04-20 17:00；失联建议退出到：09-20 17:00
    03-20 09:05 | 王一 | 登记月度联系：约到5月3日 | 不能（7.4）：最晚约到2026年4月20日
    03-20 09:10 | 王一 | 登记月度联系：补记明天 | 不能（7.4）：日期不能晚于今天
    04-20 17:30 | 时限 | | 月度联系期限到：04-20 17:00超期；王一收到：月度联系期限已超期
    04-21 09:00 | 王一 | 登记月度联系：推荐岗位 | 记录：推荐了保洁岗位（测试数据），迟；月度联系期限到：05-21 17:00；记录：不含近况如前（测试数据），迟
    04-21 09:10 | 王一 | 变更住址或电话：没填 | 不能（1.3）：请填写变更的电话、地址或社区
    04-21 09:15 | 王一 | 变更住址或电话：电话 | 记录：本人换号（测试数据）
    04-21 09:20 | 李二 | 变更住址或电话：电话 | 不能（1.3）
    04-21 09:25 | 王一 | 提出退出：失联 | 不能（8.4）：2026年4月21日还有联系，失联不满6个月；在册：在册
    04-21 09:30 | 王一 | 移交承办 | 接收移交期限到：04-22 17:00；承办：王一
    04-21 10:00 | 李二 | 接收承办 | 承办：李二；接收移交期限到：已停
  `))

test('联系不上：满五个月提示，满六个月建议退出，时限只建议不退出 (1.3)', () =>
  one.play(`
    04-21 10:30 | 李二 | 登记月度联系：没有联系上 | 失联提示到：09-21 17:00；失联建议退出到：10-21 17:00；月度联系期限到：05-21 17:00
    09-21 16:50 | 时限 | | 在册：在册；失联提示到：09-21 17:00
    09-21 17:01 | 时限 | | 失联提示到：已停；李二收到：很久没有联系上本人；周四收到：很久没有联系上本人；在册：在册
    10-21 16:59 | 时限 | | 在册：在册
    10-21 17:01 | 时限 | | 在册：建议退出待核实；建议：最后一次联系是2026年4月21日；核实退出期限到：10-28 17:00；月度联系期限到：停着；退出：没有
    10-22 09:00 | 李二 | 暂不退出 | 在册：在册；失联建议退出到：11-23 17:00
    11-23 17:01 | 时限 | | 在册：建议退出待核实
    11-24 09:00 | 李二 | 提出退出：失联 | 在册：退出待确认；核实退出期限到：已停；确认退出期限到：12-01 17:00
    11-24 09:10 | 李二 | 确认退出并告知本人 | 不能（8.4）
    11-24 09:20 | 赵三 | 不同意退出 | 在册：在册；经过：不同意退出，继续在册：没有上门核实
    11-24 09:30 | 李二 | 提出退出：失联 | 在册：退出待确认
    11-24 09:40 | 李二 | 撤回退出 | 在册：在册
    11-24 09:50 | 李二 | 提出退出：失联 | 在册：退出待确认
    11-24 10:00 | 周四 | 确认退出并告知本人 | 在册：已退出；退出：11-24 连续六个月没有联系；文书：退出失业人员在册通知书；文号：示例人社退册〔2026〕1号；重印：成
    11-24 10:30 | 王一 | 办成JY01 | 在册：在册；此人共：2条，1条在册；月度联系期限到：12-24 17:00
  `))

test('就业困难人员：按本单位定的间隔复核；三次拒绝由记录数出来；退出由核准的上级确认 (1.3)', () =>
  two.play(`
    03-02 09:00 | 周四 | JY02的reviewMonths定为3 |
    03-02 09:10 | 王一 | 办成JY02 | 在册：在册；年度复核期限到：06-10 17:00；承办：王一
    04-01 09:00 | 王一 | 登记帮扶联系：拒绝 | 年度复核期限到：06-10 17:00
    04-01 09:05 | 王一 | 提出退出：三次拒绝 | 不能（8.4）：记录中拒绝1次，不满3次
    04-02 09:00 | 王一 | 登记帮扶联系：拒绝 | 在册：在册
    04-03 09:00 | 王一 | 登记帮扶联系：拒绝 | 在册：在册
    06-10 16:50 | 时限 | | 年度复核期限到：06-10 17:00
    06-10 17:10 | 时限 | | 年度复核期限到：06-10 17:00超期
    06-11 09:00 | 王一 | 年度复核：继续在册 | 记录：仍符合（测试数据），迟；年度复核期限到：09-11 17:00
    06-11 09:10 | 王一 | 提出退出：三次拒绝 | 在册：退出待确认；年度复核期限到：停着
    06-11 09:20 | 赵三 | 确认退出并告知本人 | 不能（8.4）
    06-11 09:30 | 冯七 | 确认退出并告知本人 | 在册：已退出；退出：06-11 无正当理由三次拒绝岗位或服务；文书：退出就业困难人员在册通知书
  `))

test('正在灵活就业登记的，系统查出来，不能登记失业；登记结束以后可以 (8.2, 8.3)', () =>
  two.play(`
    06-12 09:00 | 王一 | 办成JY12 | 在册：在册
    06-12 09:10 | 王一 | 要求办结JY01 | 不能（8.3）：审查发现还有；条件notFlexible：no：正在灵活就业登记中，请先办理结束；条件notFlexible：现在有效（sljd-D-
    06-15 08:55 | 王一 | 要求灵活就业早于登记结束 | 不能（8.3）；条件order：no：结束日期早于登记的开始日期；在册：在册
    06-15 09:00 | 王一 | 办成灵活就业结束 | 在册：已退出
    06-15 09:10 | 王一 | 要求办结JY01 | 条件notFlexible：yes：；条件notFlexible：2026年6月1日退出
  `))

test('登记失业的人后来登记了灵活就业：提示承办人核实并提出退出，系统自己不退 (1.3, 8.4)', () =>
  two.play(`
    06-16 09:00 | 王一 | 办成JY01 | 在册：在册；王一的1.3提醒：不含还在失业人员在册
    06-17 08:55 | 王一 | 要求灵活就业重来 | 不能（8.3）；条件afterBefore：no：开始日期在以前登记的期间里
    06-17 09:00 | 王一 | 办成灵活就业重新开始 | 在册：在册
    06-17 09:10 | 王一 | 再看JY01 | 在册：建议退出待核实；建议：灵活就业登记（sljd-B-2026-000009）；核实退出期限到：06-25 17:00
    06-25 17:10 | 时限 | | 在册：建议退出待核实；核实退出期限到：06-25 17:00超期
    06-29 09:00 | 王一 | 暂不退出 | 在册：在册
    06-29 09:10 | 王一 | 办成灵活就业改地点 | 在册：在册
    06-29 09:15 | 王一 | 再看JY01 | 在册：建议退出待核实
    06-29 09:20 | 王一 | 提出退出：稳定收入 | 在册：退出待确认
  `))

test('零就业家庭：成员有变动才能按成员退出；灵活就业到期先提醒，续期、到期和本人登记结束 (1.3)', () =>
  three.play(`
    03-02 09:00 | 王一 | 办成JY05 | 在册：在册；月度走访期限到：04-10 17:00；失联提示到：05-11 17:00
    03-24 09:00 | 王一 | 提出退出：成员就业 | 不能（8.4）：请先登记成员变动
    03-24 09:05 | 王一 | 提出退出：没有对象 | 不能（8.4）：还有能工作也想工作的成员
    03-24 09:10 | 王一 | 登记成员变动：就业 | 记录：测试甲：签了劳动合同
    03-24 09:15 | 王一 | 提出退出：成员就业 | 在册：退出待确认
    03-24 09:20 | 冯七 | 确认退出并告知本人 | 在册：已退出
    06-25 09:00 | 周四 | JY12的termMonths定为2 |
    06-25 09:10 | 王一 | 办成JY12 | 在册：在册；期限至：2026-08-24；到期提醒到：07-24 17:00；登记期限到：08-24 17:00
    07-24 17:10 | 时限 | | 王一收到：登记快到期了；到期提醒到：已停
    08-20 09:00 | 王一 | 核实后续期 | 期限至：2026-10-24；登记期限到：10-26 17:00
    10-26 17:10 | 时限 | | 在册：建议退出待核实；建议：登记期限到2026年10月24日；退出：没有
    10-27 09:00 | 王一 | 办成灵活就业变更 | 在册：在册；期限至：2026-12-26；此人共：2条，1条在册
    10-27 09:30 | 王一 | 办成灵活就业结束 | 在册：已退出；退出：06-01 到单位就业；此人共：2条，0条在册
  `))

test('同一个人办成其他事项、来电来访，也算有联系：失联从那天重新算，记明是哪一件；月度联系照旧 (1.3)', () =>
  four.play(`
    03-02 09:00 | 王一 | 办成JY01 | 在册：在册；失联提示到：08-03 17:00；失联建议退出到：09-02 17:00
    04-02 09:00 | 王一 | 登记月度联系：推荐岗位 | 失联建议退出到：10-08 17:00；月度联系期限到：05-06 17:00
    07-20 09:00 | 王一 | 办成JY07 | 失联提示到：12-21 17:00；失联建议退出到：01-20 17:00；经过：本人办理求职登记（sljd-B-；记录：记为与本人的联系；月度联系期限到：05-06 17:00超期
    08-10 09:00 | 王一 | 一人来电，留名另一人 | 失联建议退出到：01-20 17:00
    08-10 09:10 | 王一 | 本人来电，留名测试甲 | 失联建议退出到：02-10 17:00；失联提示到：01-11 17:00；经过：本人来电（sljd-S-
    08-11 09:00 | 王一 | 提出退出：失联 | 不能（8.4）：2026年8月10日还有联系
  `))

test('已经建议退出的，本人来过就有记录，是否退出仍由人核实；恢复在册后从来过那天算起 (1.3, 8.4)', () =>
  five.play(`
    03-02 09:00 | 王一 | 办成JY01 | 失联提示到：08-03 17:00；失联建议退出到：09-02 17:00
    08-03 17:01 | 时限 | | 失联提示到：已停；王一收到：很久没有联系上本人
    09-02 17:01 | 时限 | | 在册：建议退出待核实
    09-03 09:00 | 王一 | 本人来电，留名测试甲 | 在册：建议退出待核实；经过：本人来电（sljd-S-；失联建议退出到：已停
    09-03 09:10 | 王一 | 提出退出：失联 | 不能（8.4）：2026年9月3日还有联系，失联不满6个月
    09-04 09:00 | 王一 | 暂不退出 | 在册：在册；失联提示到：02-03 17:00；失联建议退出到：03-03 17:00
  `))

test('在册而不用办的不占当日工作台，到变黄那天才上桌；承办人和期限照旧，台账里随时查得到 (7.4)', () =>
  six.play(`
    03-02 09:00 | 王一 | 办成JY01 | 承办：王一；月度联系期限到：04-02 17:00；王一的工作台：红0黄0绿0；王一的工作台：另有1人无需今日处理；王一的工作台：不含失业人员在册；王一的台账：测试甲
    04-02 09:00 | 王一 | 再看JY01 | 王一的工作台：失业人员在册；王一的工作台：红0黄1绿0；王一的工作台：另有0人无需今日处理
    04-02 17:30 | 时限 | | 月度联系期限到：04-02 17:00超期；王一的工作台：失业人员在册；王一的工作台：红1黄0绿0
    04-03 09:00 | 王一 | 登记月度联系：推荐岗位 | 王一的工作台：不含失业人员在册；王一的工作台：红0黄0绿0；王一的工作台：另有1人无需今日处理
    04-03 09:10 | 王一 | 移交承办 | 李二的工作台：失业人员在册；李二的工作台：另有0人无需今日处理；王一的工作台：另有1人无需今日处理
    04-10 09:00 | 王一 | 提出退出：录用 | 在册：退出待确认；赵三的工作台：失业人员在册；王一的工作台：失业人员在册
    04-10 09:30 | 王一 | 办成JY05 | 王一的工作台：另有1人无需今日处理
    05-06 09:00 | 王一 | 办成JY12 | 此人共：3条，3条在册；王一的工作台：另有1人无需今日处理
    05-06 09:10 | 王一 | 办成JY02 | 王一的工作台：另有2人无需今日处理
  `))

for (const { server } of [one, two, three, four, five, six])
  test('照日志重做一遍，与现存的一样；一件办件只带出一条在册 (7.4)', async () => {
    const scope = { tenant: demoTenant, paths: [demoPath('cs')] }
    const { rows } = await server.owner.query<{ id: string }>('select id from matter')
    const ids = rows.map(({ id }) => id)
    const differences = await server.db.read(scope, (tx) => replayMatters(server.world, tx, demoTenant, ids))
    assert.deepEqual(differences, [])
    const twice = await server.owner.query(
      `select matter_id from matter_following group by tenant_id, matter_id having count(*) > 1`,
    )
    assert.equal(twice.rowCount, 0)
    const open = await server.owner.query(
      `select facts->'idNumber'->>'blind' from matter where kind = 'enrolment' and closed_at is null group by service, 1 having count(*) > 1`,
    )
    assert.equal(open.rowCount, 0)
    // A clock that began anew while the one before stood has nothing of its pauses.
    const stale = await server.owner.query(
      `select name from clock join clock_pause p on (p.tenant_id, p.matter_id, p.clock) = (clock.tenant_id, clock.matter_id, name)
       where p.until_at is null and is_now <> 'paused'`,
    )
    assert.deepEqual(stale.rows, [])
  })
