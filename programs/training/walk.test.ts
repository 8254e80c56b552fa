import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Page, testServer } from '#apps/server/testing.ts'
import { type DeskWalk, desks, type Person } from '#house/desk.ts'
import { apply, grant } from './testing.ts'
import type { classView, listView, wholeClass } from './view.ts'

// 按职责手写：王一、李二、赵三是街道所的人，周四是所长，冯七是区里的局长，孙十三在旁边的所。2026年3月2日是星期一。
// 学员都是测试数据；每一句结果都另发一次请求去看。

const server = await testServer('training-walk', '2026-03-02T09:00:00+08:00')
const { of, walks, alarms } = desks(server)
const now = '2026-03-10T08:00:00+08:00'

type View = ReturnType<typeof classView> & Awaited<ReturnType<typeof wholeClass>> & { history: { says: string }[] }
type List = { readonly rows: readonly View[]; readonly institutions: number }
type Line = { readonly rows: readonly { readonly id: string; readonly name: string; readonly subjectLabel: string }[] }
type Institutions = { readonly rows: readonly { readonly id: string; readonly name: string; readonly word: string }[] }

const cases = new Map<string, Page>()
before(async () => {
  const people = ['甲', '乙', '丙', '丁', '戊']
  const wishes = people.map((name, i) => ({ code: 'JY14', name: `测试${name}`, n: i + 1 }) as const)
  const other = { trade: '育婴员', takenThisYear: 0 }
  const more = [
    { code: 'JY14', name: '测试甲', n: 1, form: other },
    { code: 'JY14', name: '测试甲', n: 1, form: { trade: '家政服务员' } },
    { code: 'JY15', name: '测试己', n: 6 },
    { code: 'JY14', name: '测试甲', n: 1 },
  ] as const
  const pages = await apply(server, [...wishes, ...more])
  for (const page of pages) if (!cases.has(page.matter.title)) cases.set(page.matter.title, page)
  server.setClock(now)
  await grant(server, pages)
})

const trades: Readonly<Record<string, object>> = {
  护理班: { service: 'JY14', trade: '养老护理员', level: '5' },
  育婴班: { service: 'JY14', trade: '育婴员', level: '5' },
  家政班: { service: 'JY14', trade: '家政服务员', level: '5' },
  二期护理班: { service: 'JY14', trade: '养老护理员', level: '5' },
  创业班: { service: 'JY15', course: 'syb' },
  创业二期班: { service: 'JY15', course: 'syb' },
}
const spoken = (first: string, days: number) =>
  Array.from({ length: days }, (_, i) => {
    const on = new Date(Date.UTC(2026, Number(first.slice(0, 2)) - 1, Number(first.slice(3)) + i))
    return `${on.toISOString().slice(0, 10)} 6 第${i + 1}天`
  }).join('\n')

const all = async () => (await of('周四').get<List>('/api/training/classes')).rows
async function one(name: string): Promise<View> {
  const found = (await all()).find((row) => row.name === name)
  assert.ok(found, `没有${name}`)
  return of('周四').get<View>(`/api/training/classes/${found.id}`)
}
const idOf = async (name: string) => (await one(name)).id
const act = async (by: Person, name: string, word: string, body: object = {}) =>
  by.post(`/api/training/classes/${await idOf(name)}/${word}`, body)
const seat = async (name: string, who: string) => {
  const found = (await one(name)).seats.findLast((each) => each.name === `测试${who}`)
  assert.ok(found, `${name}里没有${who}`)
  return found
}
const institution = async () =>
  (await of('周四').get<Institutions>('/api/training/institutions')).rows.find(({ word }) => word === '可开班')?.id
const agency = { services: ['JY14', 'JY15'], phone: '0432-62000001', qualification: '定点机构公布文号（测试）' }
const enrol = async (by: Person, names: string, name: string, more: object = {}) => {
  const { applicants } = await one(name)
  const chosen = names.split('、').map((who) => applicants.find((each) => each.name === `测试${who}`)?.id)
  const line = (await of('王一').get<Line>('/api/training/applicants')).rows
  const fallback = (who: string) => line.find((each) => each.name === `测试${who}`)?.id ?? demoNobody
  return act(by, name, 'enrol', {
    applicants: chosen.map((id, i) => id ?? fallback(names.split('、')[i] ?? '')),
    ...more,
  })
}
const demoNobody = '01900000-0000-7000-8009-00000000ffff'
const words: Readonly<Record<string, string>> = { 到: 'present', 迟到: 'late', 请假: 'leave', 缺勤: 'absent' }
const attend = async (by: Person, name: string, on: string, said: string, reason?: string) => {
  const marks = await Promise.all(
    said.split('、').map(async (each) => ({ seat: (await seat(name, each[0] ?? '')).id, mark: words[each.slice(1)] })),
  )
  return act(by, name, 'attendance', { day: `2026-${on}`, marks, ...(reason && { reason }) })
}
const score = async (by: Person, name: string, said: string, more: object) => {
  const rows = await Promise.all(
    said.split('、').map(async (each) => {
      const [theory, practice] = each
        .slice(1)
        .split('和')
        .map((mark) => (mark === '' ? undefined : Number(mark)))
      return { seat: (await seat(name, each[0] ?? '')).id, theory, practice }
    }),
  )
  return act(by, name, 'test', { rows, again: false, ...more })
}
const lists = async (name: string) => (await one(name)).lists as readonly ReturnType<typeof listView>[]
const list = async (by: Person, name: string, word: string, body: object) =>
  by.post(`/api/training/subsidies/${(await lists(name)).at(-1)?.id ?? demoNobody}/${word}`, body)
const papers = ['approval', 'roll', 'identity', 'attendance', 'papers']
const unitAccount = async (by: Person, account: string) => {
  const { rows } = await by.get<{ rows: { id: string; name: string }[] }>('/api/subsidies/payables?kind=training')
  const [first] = rows
  return by.post(`/api/subsidies/payables/${first?.id ?? demoNobody}/unit`, {
    ...{ name: first?.name, creditCode: '91220201MA00000005', bank: '测试银行示例支行', account },
    statement: '单位账户说明（测试数据）',
  })
}
const page = async (url: string) =>
  (await of('服务对象').look<{ readonly text: string }>(url)).text.replaceAll(/<[^>]*>/g, '')

const walk: DeskWalk = {
  deeds: {
    '登记机构某，资质到某': (by, name = '', validUntil = '') =>
      by.post('/api/training/institutions', { ...agency, name, validUntil }),
    '起草某，某起某天，名额某': async (by, name = '', first = '', days = '', places = '') =>
      by.post('/api/training/classes', {
        ...trades[name],
        ...{ name, institution: (await institution()) ?? demoNobody, place: '测试路9号', phone: '0432-62000002' },
        ...{ places: Number(places), keeper: of('王一').id, plan: spoken(first, Number(days)) },
      }),
    '起草某，计划写某': async (by, name = '', plan = '') =>
      by.post('/api/training/classes', {
        ...trades[name],
        ...{ name, institution: await institution(), place: '测试路9号', phone: '0432-62000002' },
        ...{ places: 2, keeper: of('王一').id, plan },
      }),
    某申请开班: (by, name = '') => act(by, name, 'submit'),
    '批准某，不写分数': (by, name = '') => act(by, name, 'approve', { opinion: '同意开班' }),
    批准某: (by, name = '') => act(by, name, 'approve', { opinion: '同意开班', theory: 60, practice: 60 }),
    退回某: (by, name = '') => act(by, name, 'return', { reason: '地点不合适' }),
    把某编入某: (by, names = '', name = '') => enrol(by, names, name),
    '把某编入某，满员候补': (by, names = '', name = '') => enrol(by, names, name, { queue: true }),
    '某退出某：某': async (by, who = '', name = '', reason = '') =>
      act(by, name, 'leave', { seat: (await seat(name, who)).id, reason }),
    递补某: (by, name = '') => act(by, name, 'promote'),
    '某的某出勤：某': (by, name = '', on = '', said = '') => attend(by, name, on, said),
    '某的某出勤：某，因为某': (by, name = '', on = '', said = '', why = '') => attend(by, name, on, said, why),
    '某的成绩：某': (by, name = '', said = '') => score(by, name, said, {}),
    '某的成绩：某，因为某': (by, name = '', said = '', reason = '') => score(by, name, said, { reason }),
    '某的补考：某': (by, name = '', said = '') => score(by, name, said, { again: true }),
    '某的补考：某，因为某': (by, name = '', said = '', reason = '') => score(by, name, said, { again: true, reason }),
    '准予某参加某考核：某': async (by, who = '', name = '', reason = '') =>
      act(by, name, 'admit', { seat: (await seat(name, who)).id, reason }),
    给某发合格证: (by, name = '') => act(by, name, 'papers'),
    '作废某里某的合格证：某': async (by, name = '', who = '', reason = '') =>
      act(by, name, 'revoke', { seat: (await seat(name, who)).id, reason }),
    '给某造补贴名册，缺花名册': (by, name = '') =>
      act(by, name, 'subsidy', { payee: 'provider', enclosures: papers.filter((each) => each !== 'roll') }),
    给某造补贴名册: (by, name = '') => act(by, name, 'subsidy', { payee: 'provider', enclosures: papers }),
    复核某的名册: (by, name = '') => list(by, name, 'check', { opinion: '相符' }),
    批准某的名册: (by, name = '') => list(by, name, 'approve', { opinion: '同意' }),
    登记某的某账户: async (by, _name = '', number = '') => unitAccount(by, number),
    '退回某的名册：某': (by, name = '', reason = '') => list(by, name, 'return', { reason }),
    '结班某：某': (by, name = '', says = '') => act(by, name, 'close', { says }),
    '结班某，不申报补贴：某': (by, name = '', unclaimed = '') => act(by, name, 'close', { says: '办完', unclaimed }),
    '取消某：某': (by, name = '', reason = '') => act(by, name, 'cancel', { reason }),
    通知某里被撤出的人: async (by, name = '') =>
      act(by, name, 'told', {
        seats: (await one(name)).seats.filter((each) => each.toTell).map(({ id }) => id),
        how: 'call',
      }),
    定某的某为某: (by, service = '', key = '', value = '') =>
      by.post('/api/policy-figures', {
        ...{
          service,
          key,
          value: Number(value),
          source: '测试文件〔2026〕1号',
          from: new Date(server.now() + 28_800_000).toISOString().slice(0, 10),
        },
      }),
    看某: async (by, name = '') => by.look(`/api/training/classes/${await idOf(name)}`),
    印某的某: async (by, name = '', what = '') =>
      by.look(`/api/training/classes/${await idOf(name)}/${what === '花名册' ? 'roll' : 'papers'}.pdf`),
  },
  claims: {
    某的状态: async (name = '') => (await one(name)).stageLabel,
    某的下一步: async (name = '') => {
      const { next } = await one(name)
      return next ? `${next.label} ${next.day.slice(5)}` : '没有'
    },
    某的名册: async (name = '') =>
      (await one(name)).seats
        .filter(({ state }) => state === 'in')
        .map((each) => each.name.slice(2))
        .join(''),
    某的候补: async (name = '') =>
      (await one(name)).seats.filter(({ state }) => state === 'waiting').map((each) => each.name),
    某里某的出勤率: async (name = '', who = '') => `${(await seat(name, who)).percent}%`,
    某里某的评定: async (name = '', who = '') => (await seat(name, who)).resultLabel ?? '未定',
    某的经历: async (name = '') => (await one(name)).history.map(({ says }) => says),
    等待编班: async () => (await of('周四').get<Line>('/api/training/applicants')).rows.map(({ name }) => name),
    公开页面: async () => [await page('/courses')],
    查验某里某的合格证: async (name = '', who = '') => [await page(`/verify/${(await seat(name, who)).paper?.code}`)],
    某的案件文书: async (who = '') => {
      const file = cases.get(`测试${who}：职业培训`)
      const seen = await of('王一').get<Page>(`/api/matters/${file?.matter.id}`)
      return seen.sheets.map(({ title }) => title)
    },
    某的补贴: async (name = '') =>
      (await lists(name)).map((each) => `${each.stateLabel}：${each.people}人${each.total}元`),
    某的拨付: async (name = '') => (await one(name)).lists.flatMap((each) => each.payments).map(({ says }) => says),
    某的提醒: (who = '') => alarms(who, '1.3'),
  },
}
const walked = (title: string, table: string) => test(title, () => walks(walk)(table))

walked(
  '机构先登记，资质过期的、重名的不收；别的单位看不见 (1.3)',
  `
  03-10 09:00 | 王一 | 登记机构测试培训学校，资质到2026-12-31 | 不能（1.3）：负责人
  03-10 09:01 | 周四 | 登记机构测试培训学校，资质到2026-03-09 | 不能（1.3）：资质已经过期
  03-10 09:02 | 周四 | 登记机构测试培训学校，资质到2026-12-31 |
  03-10 09:03 | 周四 | 登记机构测试培训学校，资质到2026-12-31 | 不能（1.3）：已有
`,
)

walked(
  '开班由另一个人批准；没有定的标准由批准人定，定了的不能超 (1.3, 6.2)',
  `
  03-10 09:10 | 王一 | 起草护理班，03-10起3天，名额2 | 不能（1.3）：要晚于今天
  03-10 09:11 | 王一 | 起草护理班，计划写明天上课 | 不能（1.3）：第1行看不懂
  03-10 09:12 | 王一 | 起草护理班，03-16起3天，名额2 | 护理班的状态：草稿；公开页面：不含护理班
  03-10 09:13 | 王一 | 把甲编入护理班 | 不能（1.3）：草稿；护理班的名册：
  03-10 09:14 | 王一 | 护理班申请开班 | 护理班的状态：待批准；护理班的下一步：批准开班 03-15；周四的提醒：护理班申请开班；王一的提醒：无
  03-10 09:15 | 王一 | 批准护理班 | 不能（1.3）：负责人
  03-10 09:16 | 周四 | 批准护理班，不写分数 | 不能（6.2）：实操合格分数
  03-10 09:17 | 周四 | 退回护理班 | 护理班的状态：草稿；周四的提醒：无
  03-10 09:18 | 王一 | 护理班申请开班 |
  03-10 09:19 | 周四 | 批准护理班 | 护理班的状态：招生中；护理班的下一步：开班 03-16；公开页面：还有2个名额；护理班的经历：由批准人决定
  03-10 09:20 | 周四 | 起草育婴班，03-17起2天，名额5 | 育婴班的状态：草稿
  03-10 09:21 | 周四 | 育婴班申请开班 |
  03-10 09:22 | 周四 | 批准育婴班 | 不能（1.3）：不能自己批准
  03-10 09:23 | 冯七 | 批准育婴班 | 育婴班的状态：招生中
  03-10 09:24 | 周四 | 定JY14的mostPlaces为10 |
  03-10 09:25 | 王一 | 起草家政班，04-20起2天，名额11 | 不能（6.2）：最多10人
  03-10 09:26 | 孙十三 | 看护理班 | 不能：没有这个培训班
`.replaceAll('护理班的名册：\n', '护理班的状态：草稿\n'),
)

walked(
  '编班：只编核准了的人；满员可以候补，退班以后由人递补；不能同时两个班 (1.3)',
  `
  03-10 10:00 | 王一 | 把己编入护理班 | 不能（1.3）：不是这个工种
  03-10 10:01 | 王一 | 把甲、乙编入护理班 | 护理班的名册：甲乙；公开页面：名额已满；等待编班：不含测试乙
  03-10 10:02 | 王一 | 把丙编入护理班 | 不能（1.3）：名额已满；护理班的名册：甲乙
  03-10 10:03 | 王一 | 把丙编入护理班，满员候补 | 护理班的名册：甲乙；护理班的候补：测试丙
  03-10 10:04 | 王一 | 递补护理班 | 不能（1.3）：没有空位
  03-10 10:05 | 王一 | 把甲编入育婴班 | 不能（1.3）：时间重叠
  03-10 10:06 | 王一 | 把甲编入护理班 | 不能（1.3）：同一工种（课程）同一等级
  03-10 10:07 | 孙十三 | 把丁编入护理班 | 不能：没有这个培训班
  03-10 10:08 | 王一 | 乙退出护理班：临时有事 | 护理班的名册：甲；等待编班：测试乙；公开页面：还有1个名额
  03-10 10:09 | 王一 | 递补护理班 | 护理班的名册：甲丙；护理班的候补：无
  03-10 10:10 | 王一 | 递补护理班 | 不能（1.3）：没有候补
`,
)

walked(
  '每年次数有上限：次数按本单位的标准，从批准的班起执行 (1.3, 6.2)',
  `
  03-10 11:00 | 周四 | 定JY14的timesAYear为1 |
  03-10 11:01 | 王一 | 起草家政班，04-20起2天，名额5 | 家政班的状态：草稿
  03-10 11:02 | 王一 | 家政班申请开班 |
  03-10 11:03 | 周四 | 批准家政班 |
  03-10 11:04 | 王一 | 把甲编入家政班 | 不能（1.3）：每年最多1次
  03-10 11:05 | 周四 | 取消家政班：报名的人少 | 家政班的状态：已取消；家政班的下一步：没有；公开页面：不含家政班
`,
)

walked(
  '每天登记出勤：一个不漏；更正留痕；过了天数由负责人补登 (1.3)',
  `
  03-15 09:00 | 时限 | 开班前一天 | 王一的提醒：护理班：2026年3月16日开班，在册2人；李二的提醒：无
  03-15 09:01 | 王一 | 护理班的03-16出勤：甲到、丙到 | 不能（1.3）：不能提前
  03-16 17:00 | 王一 | 护理班的03-16出勤：甲到 | 不能（1.3）：还有1人没有登记
  03-16 17:01 | 王一 | 护理班的03-16出勤：甲到、丙缺勤 | 护理班里甲的出勤率：100%；护理班里丙的出勤率：0%；护理班的下一步：登记出勤 03-17；王一的提醒：不含出勤要登记
  03-16 17:02 | 李二 | 护理班的03-16出勤：丙迟到 | 不能（1.3）：更正原因；护理班里丙的出勤率：0%
  03-16 17:03 | 李二 | 护理班的03-16出勤：丙迟到，因为签到表漏看 | 护理班里丙的出勤率：100%；护理班的经历：测试丙由缺勤改为迟到；护理班的经历：原因：签到表漏看
  03-16 17:04 | 王一 | 把丁编入护理班 | 不能（1.3）：已经登记过出勤；护理班的名册：甲丙
  03-17 08:00 | 王一 | 把丁编入护理班，满员候补 | 不能（1.3）：已开班
  03-17 09:00 | 时限 | 第二天 | 王一的提醒：2026年3月17日的出勤要登记
  03-21 09:00 | 王一 | 护理班的03-17出勤：甲到、丙请假 | 不能（1.3）：负责人补登
  03-21 09:01 | 周四 | 护理班的03-17出勤：甲到、丙请假 | 不能（1.3）：补登原因
  03-21 09:02 | 周四 | 护理班的03-17出勤：甲到、丙请假，因为停电 | 护理班里丙的出勤率：50%；护理班的经历：补登原因：停电
`,
)

walked(
  '出勤不够的没有负责人的理由不能考；合格按分数；补考一次，只考没有合格的一项；成绩更正由负责人办 (1.3)',
  `
  03-21 09:10 | 王一 | 护理班的成绩：甲90和90 | 不能（1.3）：还有1天没有登记出勤
  03-21 09:11 | 王一 | 护理班的03-18出勤：甲到、丙到 | 护理班里丙的出勤率：66%；护理班的下一步：登记考核成绩 03-28
  03-21 09:12 | 王一 | 护理班的成绩：甲50和90、丙90和90 | 不能（1.3）：测试丙出勤率66%，低于80%；护理班里甲的评定：未定
  03-21 09:13 | 王一 | 准予丙参加护理班考核：住院 | 不能（1.3）：负责人
  03-21 09:14 | 周四 | 准予丙参加护理班考核：住院期间由学校补课 |
  03-21 09:15 | 王一 | 护理班的成绩：甲50和90、丙90和90 | 护理班里甲的评定：未定；护理班里丙的评定：合格
  03-21 09:16 | 王一 | 护理班的补考：丙90和90 | 不能（1.3）：不用补考
  03-21 09:17 | 王一 | 护理班的成绩：甲70和90 | 不能（1.3）：负责人更正
  03-21 09:17 | 王一 | 护理班的补考：甲59和60 | 不能（1.3）：测试甲的实操已经合格，原来的成绩有效
  03-21 09:17 | 王一 | 护理班的补考：甲和95 | 不能（1.3）：实操已经合格；护理班里甲的评定：未定
  03-21 09:18 | 王一 | 护理班的补考：甲59和 | 护理班里甲的评定：不合格
  03-21 09:19 | 周四 | 护理班的补考：甲80和 | 不能（1.3）：更正原因
  03-21 09:19 | 周四 | 护理班的补考：甲80和，因为登分有误 | 护理班里甲的评定：合格
  03-21 09:19 | 周四 | 护理班的补考：甲59和，因为再次核对 | 护理班里甲的评定：不合格
  03-21 09:20 | 周四 | 护理班的成绩：甲50和90，因为登分有误 | 不能（1.3）：只能更正补考
  03-21 09:21 | 王一 | 护理班的补考：甲80和 | 不能（1.3）：负责人更正；护理班里甲的评定：不合格
`,
)

walked(
  '合格证有编号能查验，印多份；作废写原因，查验即说作废；记回办件 (1.3)',
  `
  03-23 09:00 | 王一 | 印护理班的合格证 | 不能（1.3）：还没有可印
  03-23 09:01 | 王一 | 给护理班发合格证 | 查验护理班里丙的合格证：确有这份文书；查验护理班里丙的合格证：职业培训合格证；护理班的下一步：造补贴名册 05-17
  03-23 09:02 | 王一 | 给护理班发合格证 | 不能（1.3）：没有要发
  03-23 09:03 | 王一 | 印护理班的合格证 | 丙的案件文书：职业培训合格证；甲的案件文书：不含合格证
  03-23 09:04 | 王一 | 作废护理班里丙的合格证：姓名印错 | 不能（1.3）：负责人
  03-23 09:05 | 周四 | 作废护理班里丙的合格证：姓名印错 | 查验护理班里丙的合格证：这份文书已作废
  03-23 09:06 | 周四 | 作废护理班里丙的合格证：姓名印错 | 不能（1.3）：没有在用
  03-23 09:07 | 王一 | 给护理班发合格证 | 查验护理班里丙的合格证：确有这份文书
  03-23 09:08 | 王一 | 印护理班的花名册 |
`,
)

walked(
  '补贴：标准由本单位填，附件要齐，三个人办，批准即列入拨付；不重复 (1.3, 6.2)',
  `
  03-23 10:00 | 王一 | 给护理班造补贴名册 | 不能（6.2）：待本单位确认
  03-23 10:01 | 周四 | 定JY14的standard为0 |
  03-23 10:01 | 王一 | 给护理班造补贴名册 | 不能（6.2）：待本单位确认
  03-23 10:01 | 周四 | 定JY14的standard为1500.5 |
  03-23 10:02 | 王一 | 给护理班造补贴名册，缺花名册 | 不能（1.3）：还缺花名册
  03-23 10:03 | 王一 | 给护理班造补贴名册 | 护理班的补贴：待复核：1人1500.5元；护理班的下一步：结班 05-17；赵三的提醒：等待复核；王一的提醒：不含等待复核
  03-23 10:04 | 王一 | 给护理班造补贴名册 | 不能（1.3）：没有可以列入
  03-23 10:05 | 王一 | 复核护理班的名册 | 不能（1.3）：不同的人
  03-23 10:06 | 周四 | 批准护理班的名册 | 不能（1.3）：待复核
  03-23 10:07 | 赵三 | 复核护理班的名册 | 护理班的补贴：待批准；周四的提醒：等待批准
  03-23 10:08 | 赵三 | 批准护理班的名册 | 不能（1.3）：不同的人
  03-23 10:09 | 李二 | 批准护理班的名册 | 不能（1.3）：负责人
  03-23 10:10 | 周四 | 作废护理班里丙的合格证：再印 | 不能（1.3）：先退回名册
  03-23 10:11 | 周四 | 批准护理班的名册 | 护理班的补贴：已批准，列入拨付：1人1500.5元；护理班的拨付：待入批1笔，缺账户
  03-23 10:12 | 周四 | 登记测试培训学校的6217000000000000004账户 | 护理班的拨付：待入批1笔
  03-23 10:13 | 王一 | 退回护理班的名册：再核 | 不能（1.3）：已批准的名册由
  03-23 10:14 | 王一 | 给护理班造补贴名册 | 不能（1.3）：没有可以列入
  03-23 10:15 | 王一 | 结班护理班，不申报补贴：机构放弃 | 不能（1.3）：这一项不用填；护理班的状态：课程已完，待结班
  03-23 10:16 | 王一 | 结班护理班：考核、发证、补贴已办 | 护理班的状态：已结班；护理班的下一步：没有；护理班里甲的评定：不合格
`,
)

walked(
  '取消班级要写原因，名册上的人回到等待编班，逐个通知到为止 (1.3)',
  `
  03-23 11:00 | 王一 | 起草创业班，04-01起3天，名额30 | 创业班的状态：草稿
  03-23 11:01 | 王一 | 创业班申请开班 |
  03-23 11:02 | 周四 | 批准创业班 | 公开页面：创办你的企业
  03-23 11:03 | 王一 | 把己编入创业班 | 创业班的名册：己
  03-23 11:04 | 王一 | 取消创业班：教师生病 | 不能（1.3）：负责人取消
  03-23 11:05 | 周四 | 取消创业班：教师生病 | 创业班的状态：已取消；创业班的下一步：通知学员 03-23；等待编班：测试己；王一的提醒：还没有通知到
  03-23 11:06 | 王一 | 通知创业班里被撤出的人 | 创业班的下一步：没有；王一的提醒：不含还没有通知到
`,
)

walked(
  '创业培训：班额按事项文件，合格发创业培训合格证，造册要有创业计划书；补贴名册没有造的不能结班，不申报的写明原因 (1.3, 6.2)',
  `
  03-24 09:00 | 王一 | 起草创业二期班，04-07起2天，名额31 | 不能（6.2）：最多30人
  03-24 09:01 | 王一 | 起草创业二期班，04-07起2天，名额30 | 创业二期班的状态：草稿
  03-24 09:02 | 王一 | 创业二期班申请开班 |
  03-24 09:03 | 周四 | 批准创业二期班 |
  03-24 09:04 | 王一 | 把己编入创业二期班 | 创业二期班的名册：己
  04-07 17:00 | 王一 | 创业二期班的04-07出勤：己到 |
  04-13 17:00 | 王一 | 创业二期班的04-07出勤：己迟到，因为签到表漏看 | 不能（1.3）：只能在2026年4月10日前
  04-13 17:00 | 王一 | 创业二期班的04-08出勤：己到 | 创业二期班的下一步：登记考核成绩 04-18
  04-13 17:09 | 王一 | 创业二期班的成绩：己80和74.3 | 不能（1.3）：0.5的倍数；创业二期班里己的评定：未定
  04-13 17:10 | 王一 | 创业二期班的成绩：己80和74.5 | 创业二期班的经历：测试己80、74.5；创业二期班里己的评定：合格；创业二期班的下一步：制发合格证 04-28
  04-13 17:11 | 王一 | 结班创业二期班：办完 | 不能（1.3）：还没有制发合格证
  04-13 17:20 | 王一 | 给创业二期班发合格证 | 查验创业二期班里己的合格证：创业培训合格证
  04-13 17:30 | 王一 | 给创业二期班造补贴名册 | 不能（1.3）：还缺创业计划书；创业二期班的补贴：无
  06-08 09:00 | 时限 | 过了申报的日子 | 王一的提醒：已经过了期限
  06-08 09:01 | 王一 | 给创业二期班造补贴名册 | 不能（1.3）：逾期由
  06-08 09:02 | 王一 | 结班创业二期班：办完 | 不能（1.3）：测试己共1名合格学员还没有造补贴名册；创业二期班的状态：课程已完，待结班
  06-08 09:03 | 王一 | 结班创业二期班，不申报补贴：机构没有按期交齐附件，已告知本人 | 创业二期班的状态：已结班；创业二期班的经历：测试己不申报补贴：机构没有按期交齐附件
`,
)
