import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewOf, reviewRows } from '#apps/server/forms.ts'
import { type Page, testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import { type Answer, type DeskWalk, desks, type Person } from '#house/desk.ts'
import { formOf } from '#house/forms.ts'

// 按领域事实手写：王一、李二是示例街道所的窗口人员（综合窗口A、B角），赵三是复核岗A角，周四是所长，冯七是区里的局长，孙十三是旁边样本街道所的所长。2026年3月2日是星期一。测试数据。

const server = await testServer('labour-market', '2026-03-02T08:00:00+08:00')
const { of, walks, alarms } = desks(server)

type Row = { readonly id: string; readonly stageLabel: string; readonly history: readonly { readonly says: string }[] }
type Vacancy = Row & {
  readonly data: { readonly jobTitle?: string; readonly company?: string }
  readonly offers: readonly string[]
  readonly flags: readonly { readonly word: string; readonly label: string; readonly from: number }[]
  readonly headcount: number
  readonly filled: number
  readonly ofCase: { readonly wanted: number; readonly hired: number; readonly all: number }
  readonly counts: { readonly open: number; readonly hired: number; readonly all: number }
}
type Seeker = Row & { readonly name: string; readonly validUntil: string; readonly refusals: number }
type Pair = { readonly title: string; readonly percent: number; readonly fits: readonly { readonly says: string }[] }

const people: Readonly<Record<string, string>> = {
  甲: '220202199001010012',
  乙: '220204198512310023',
  丙: '220203197512311017',
  丁: '220202196504011232',
}
const seekers = new Map<string, string>()
const vacancies = new Map<string, string>()
const referrals = new Map<string, string>()
const idIn = (book: ReadonlyMap<string, string>, name: string) => {
  const found = book.get(name)
  assert.ok(found, `没有“${name}”`)
  return found
}
let page: Page

async function press(by: Person, label: string, more: object = {}): Promise<Answer> {
  const shown = await by.get<Page>(`/api/matters/${page.matter.id}`)
  const offer = shown.offers.find((one) => one.label === label)
  assert.ok(offer, `${by.name}没有“${label}”：${shown.offers.map((one) => one.label).join(' ')}`)
  const { properties = {} } = offer.input as { properties?: Readonly<Record<string, unknown>> }
  const asked = 'opinion' in properties ? { opinion: '符合条件，对照最低工资文件不低于（测试数据）' } : {}
  const input = offer.move === 'check' ? reviewOf(shown) : asked
  return by.post(`/api/matters/${page.matter.id}/moves/${offer.move}`, {
    version: shown.matter.version,
    ...input,
    ...more,
  })
}

async function apply(by: Person, code: string, form: object): Promise<Answer> {
  const opened = await by.post<Page>('/api/matters', {
    kind: 'case',
    input: { service: code, form: { ...formOf(code), ...form } },
  })
  if (opened.status < 400) page = opened
  return opened
}
const done = (answer: Answer) => assert.ok(answer.status < 400, `${answer.says}`)

/** Somebody walks in and registers; their case is done on the spot. */
async function registered(by: Person, name: string, form: object): Promise<Answer> {
  const person = { name: `测试${name}`, idNumber: people[name], startFrom: dayOf(server.now()), truthful: true }
  const opened = await apply(by, 'JY07', { ...person, ...form })
  if (opened.status >= 400) return opened
  done(await press(by, '逐项审查'))
  const ended = await press(by, '即时办结')
  seekers.set(name, page.matter.id)
  return ended
}

const job = (title: string, more: object = {}) => ({
  ...{ company: '测试公司', jobTitle: title, jobType: title, workPlace: '测试市示例区测试路1号', headcount: 1 },
  ...{
    payLow: 3500,
    payTop: 4500,
    publishFrom: dayOf(server.now()),
    publishUntil: '2026-03-31',
    requirement: '持上岗证',
    ...more,
  },
})
/** A vacancy's case up to its review by the second person. */
async function collected(by: Person, title: string, more: object = {}): Promise<Answer> {
  const opened = await apply(by, 'JY08', job(title, more))
  if (opened.status >= 400) return opened
  for (const label of ['逐项审查', '受理', '核实岗位通过']) {
    const said = await press(by, label)
    if (said.status >= 400) return said
  }
  return opened
}
async function found(by: Person, title: string): Promise<void> {
  const { rows } = await by.get<{ rows: readonly Vacancy[] }>('/api/market/vacancies')
  const row = rows.find(({ data }) => data.jobTitle === title)
  if (row) vacancies.set(title, row.id)
}
async function released(by: Person, title: string): Promise<Answer> {
  const ended = await press(by, '办结并发放结果')
  await found(by, title)
  return ended
}
const onVacancy = (by: Person, title: string, act: string, body: object = {}) =>
  by.post(`/api/market/vacancies/${idIn(vacancies, title)}/${act}`, body)
const onSeeker = (by: Person, name: string, act: string, body: object = {}) =>
  by.post(`/api/market/seekers/${idIn(seekers, name)}/${act}`, body)
async function refer(by: Person, name: string, title: string): Promise<Answer> {
  const asked = { seeker: idIn(seekers, name), vacancy: idIn(vacancies, title), agrees: true }
  const made = await by.post<{ id: string; letter: { title: string } | null }>('/api/market/referrals', asked)
  if (made.status < 400) referrals.set(`${name}${title}`, made.id)
  return made
}
async function answer(by: Person, key: string, move: string, input: object): Promise<Answer> {
  const id = idIn(referrals, key)
  const { matter } = await by.get<Page>(`/api/matters/${id}`)
  return by.post(`/api/matters/${id}/moves/${move}`, { version: matter.version, ...input })
}
const text = async (url: string) => {
  const { body, statusCode } = await server.app.inject({ url })
  return statusCode === 404 ? '没有这个岗位' : body.replaceAll(/<[^>]*>/g, ' ')
}
const vacancy = (title: string) => of('周四').get<Vacancy>(`/api/market/vacancies/${idIn(vacancies, title)}`)
const seeker = (name: string) => of('周四').get<Seeker>(`/api/market/seekers/${idIn(seekers, name)}`)
const hintOf = (row: object) => ('hint' in row ? String(row.hint) : '')
const pairs = async (url: string) => (await of('王一').get<{ rows: readonly Pair[] }>(url)).rows

const whole = (by: Person, title: string, more: object = {}) => {
  const { company, jobTitle, jobType, workPlace, headcount, payLow, payTop, publishFrom, publishUntil, requirement } =
    job(title)
  return onVacancy(by, title, 'edit', {
    ...{ company, jobTitle, jobType, workPlace, headcount, payLow, payTop, publishFrom, publishUntil, requirement },
    ...{
      companyIntro: '测试单位',
      hotline: '0432-62012345',
      workKind: 'full',
      educationAtLeast: 'any',
      skillAtLeast: 'none',
    },
    ...{
      duties: '维护设备',
      payUnit: 'month',
      benefits: '按国家规定',
      hiringSteps: '面试',
      applyBy: '电话预约',
      ...more,
    },
  })
}

const deeds: DeskWalk['deeds'] = {
  '登记求职：某想做某，在某，月薪不低于某': (by, name = '', wantedJob = '', workPlace = '', pay = '') =>
    registered(by, name, { wantedJob, workPlace, payLow: Number(pay), skills: ['电焊'] }),
  '采集岗位“某”': (by, title = '') => collected(by, title),
  '采集岗位“某”，条件写某': (by, title = '', requirement = '') => collected(by, title, { requirement }),
  '办结岗位“某”': released,
  一次性告知: (by) => press(by, '一次性告知'),
  发布前审核通过: (by) => press(by, '发布前审核通过'),
  '发布前审核通过，意见某': (by, opinion = '') => press(by, '发布前审核通过', { opinion }),
  '采集用工需求“某”某人': async (by, title = '', count = '') => {
    const jobs = [{ title, headcount: Number(count), payLow: 3500, payTop: 4500, requirement: '持上岗证' }]
    const opened = await apply(by, 'JY03', { jobs })
    if (opened.status >= 400) return opened
    for (const label of ['逐项审查', '受理']) done(await press(by, label))
    const passed = await press(by, '核对需求通过')
    await found(by, title)
    return passed
  },
  '补全“某”': (by, title = '') => whole(by, title),
  '补全“某”，条件写某': (by, title = '', requirement = '') => whole(by, title, { requirement }),
  '补全“某”，月薪下限某': (by, title = '', low = '') => whole(by, title, { payLow: Number(low) }),
  '补全“某”，发布某截止某': (by, title = '', publishFrom = '', publishUntil = '') =>
    whole(by, title, { publishFrom, publishUntil }),
  '提交“某”': (by, title = '') => onVacancy(by, title, 'submit'),
  '审核“某”：某': (by, title = '', opinion = '') => onVacancy(by, title, 'publish', { opinion }),
  '退回“某”：某': (by, title = '', reason = '') => onVacancy(by, title, 'return', { reason }),
  '撤下“某”：某': (by, title = '', reason = '') => onVacancy(by, title, 'withdraw', { reason }),
  '撤下改正“某”：某': (by, title = '', reason = '') => onVacancy(by, title, 'revise', { reason }),
  '续期“某”': (by, title = '') => onVacancy(by, title, 'renew'),
  '记“某”的单位反馈：某': (by, title = '', feedback = '') => onVacancy(by, title, 'feedback', { feedback }),
  '看“某”': (by, title = '') => by.look(`/api/market/vacancies/${idIn(vacancies, title)}`),
  定某的某为某: (by, service = '', key = '', value = '') =>
    by.post('/api/policy-figures', {
      ...{ service, key, value: Number(value), from: dayOf(server.now()), source: '测试文件（测试数据）' },
    }),
  某改想做某: (by, name = '', wantedJob = '') =>
    onSeeker(by, name, 'wish', {
      ...{
        wantedJob,
        otherJobs: [],
        payLow: 3000,
        workPlace: '示例区',
        kinds: ['full'],
        startFrom: dayOf(server.now()),
      },
    }),
  某撤回提供信息的同意: (by, name = '') => onSeeker(by, name, 'share', { shares: false }),
  某续期: (by, name = '') => onSeeker(by, name, 'renew'),
  '某停止求职：某': (by, name = '', reason = '') => onSeeker(by, name, 'end', { reason }),
  '某事先不去“某”：某': (by, name = '', title = '', reason = '') =>
    onSeeker(by, name, 'pass-over', { vacancy: idIn(vacancies, title), reason }),
  '推荐某到“某”': refer,
  '某在“某”录用，某到岗': (by, name = '', title = '', startsOn = '') =>
    answer(by, `${name}${title}`, 'hire', { startsOn, contract: 'signed' }),
  '“某”不要某：某': (by, title = '', name = '', reason = '') =>
    answer(by, `${name}${title}`, 'not-hired', { why: 'skill', reason }),
  '某不去“某”：某': (by, name = '', title = '', reason = '') =>
    answer(by, `${name}${title}`, 'decline', { why: 'other', reason, justified: false }),
  '某没去“某”也联系不上': (by, name = '', title = '') =>
    answer(by, `${name}${title}`, 'no-show', { reason: '两次电话无人接听' }),
  '失业登记：某': async (by, name = '') => {
    done(await apply(by, 'JY01', { name: `测试${name}`, idNumber: people[name] }))
    done(await press(by, '逐项审查'))
    return press(by, '即时办结')
  },
  '核对某在“某”的失业登记': (by, name = '', title = '') =>
    by.post(`/api/market/referrals/${idIn(referrals, `${name}${title}`)}/seen`),
}

const claims: DeskWalk['claims'] = {
  状态: async () => (await of('王一').get<Page>(`/api/matters/${page.matter.id}`)).matter.stateLabel,
  审查提示: async () => reviewRows(await of('王一').get<Page>(`/api/matters/${page.matter.id}`)).conditions.map(hintOf),
  告知书: async () => {
    const { matter } = await of('王一').get<Page>(`/api/matters/${page.matter.id}`)
    const { notices = [] } = matter.facts as { notices?: readonly { gaps: readonly { reason: string }[] }[] }
    return notices.flatMap(({ gaps }) => gaps.map(({ reason }) => reason))
  },
  '“某”': async (title = '') => (await vacancy(title)).stageLabel,
  '“某”已招': async (title = '') => {
    const { filled, headcount } = await vacancy(title)
    return `${filled}/${headcount}`
  },
  '“某”推荐': async (title = '') => {
    const { counts } = await vacancy(title)
    return `在途${counts.open}，到岗${counts.hired}，共${counts.all}`
  },
  '“某”的用工需求': async (title = '') => {
    const { ofCase } = await vacancy(title)
    return `要${ofCase.wanted}人，推荐${ofCase.all}人次，到岗${ofCase.hired}人`
  },
  '“某”的经历': async (title = '') => (await vacancy(title)).history.map(({ says }) => says),
  '“某”先办': async (title = '') => (await vacancy(title)).offers[0] ?? '',
  '“某”的提示': async (title = '') =>
    (await vacancy(title)).flags.map(({ label, from, word }) => `${label}第${from + 1}字${word}`),
  某求职: async (name = '') => (await seeker(name)).stageLabel,
  某有效到: async (name = '') => (await seeker(name)).validUntil,
  某拒绝: async (name = '') => `${(await seeker(name)).refusals}次`,
  某的经历: async (name = '') => (await seeker(name)).history.map(({ says }) => says),
  某适合的岗位: async (name = '') =>
    (await pairs(`/api/market/seekers/${idIn(seekers, name)}/matches`)).map(
      ({ title, fits }) => `${title}：${fits.map(({ says }) => says).join('，')}`,
    ),
  '适合“某”的人': async (title = '') =>
    (await pairs(`/api/market/vacancies/${idIn(vacancies, title)}/matches`)).map((one) => one.title),
  网上: async () => [await text('/jobs')],
  '“某”的网页': async (title = '') => [await text(`/jobs/${idIn(vacancies, title)}`)],
  '推荐某到“某”': async (name = '', title = '') => {
    const { matter, sheets } = await of('周四').get<Page>(`/api/matters/${idIn(referrals, `${name}${title}`)}`)
    return [matter.stateLabel, ...sheets.map((sheet) => sheet.title)]
  },
  某的提醒: (who = '') => alarms(who, '1.3'),
}

const walk = walks({ deeds, claims })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '从上门求职和单位采集到录用：办结进名册，另一人审核才发布，匹配有理由，推荐出信，录用后招满撤下 (1.3)',
  `
  03-02 09:00 | 王一 | 失业登记：甲 | 状态：已办结
  03-02 09:05 | 王一 | 登记求职：甲想做电工，在示例区，月薪不低于3500 | 甲求职：求职中；甲有效到：2026-06-02；甲的经历：列入求职者名册
  03-02 09:10 | 王一 | 采集岗位“维修电工” | 状态：发布前审核；网上：不含维修电工
  03-02 09:20 | 赵三 | 发布前审核通过 | 状态：待发结果；网上：不含维修电工
  03-02 09:25 | 王一 | 办结岗位“维修电工” | 状态：已办结；“维修电工”：正在发布；网上：维修电工；“维修电工”的网页：电话预约；“维修电工”的网页：不含13800138000；“维修电工”的经历：经另一名工作人员审核
  03-02 09:30 | 王一 | 看“维修电工” | 甲适合的岗位：与期望的岗位（电工）相近；甲适合的岗位：不低于期望3,500元；适合“维修电工”的人：测试甲
  03-02 09:35 | 孙十三 | 看“维修电工” | 不能：没有这个岗位
  03-02 09:40 | 王一 | 推荐甲到“维修电工” | 推荐甲到“维修电工”：已推荐待反馈；推荐甲到“维修电工”：岗位推荐信；甲适合的岗位：无；“维修电工”推荐：在途1，到岗0，共1
  03-02 09:41 | 王一 | 推荐甲到“维修电工” | 不能（1.3）：已经推荐过
  03-03 10:00 | 王一 | 甲在“维修电工”录用，2026-03-01到岗 | 不能（1.3）：早于推荐的日期
  03-03 10:01 | 王一 | 甲在“维修电工”录用，2026-03-09到岗 | 推荐甲到“维修电工”：已录用到岗；“维修电工”：已招满；“维修电工”已招：1/1；甲求职：已就业；网上：不含维修电工；“维修电工”的网页：已招满；王一的提醒：请核对是否退出失业登记
  03-03 10:05 | 王一 | 核对甲在“维修电工”的失业登记 | 王一的提醒：不含请核对是否退出失业登记
  03-03 10:06 | 王一 | 核对甲在“维修电工”的失业登记 | 不能：没有等待核对的失业登记
  03-03 10:10 | 王一 | 登记求职：乙想做电工，在示例区，月薪不低于3000 | 乙求职：求职中
  03-03 10:15 | 王一 | 推荐乙到“维修电工” | 不能（1.3）：已经招满
  03-03 10:16 | 王一 | 续期“维修电工” | 不能（1.3）：没有招满的岗位可以续期
  03-03 10:20 | 王一 | 记“维修电工”的单位反馈：到岗表现好 | “维修电工”的经历：单位反馈：到岗表现好
`,
)

walked(
  '发布前审核：法律不许的一律退，提示的用词要逐个说明依据，每处说到第几字 (1.3)',
  `
  03-04 09:00 | 王一 | 采集岗位“仓管员”，条件写限男性，20-35岁 | 状态：发布前审核
  03-04 09:05 | 赵三 | 发布前审核通过 | 不能（1.3）：招聘条件第1字的“限男性”涉及性别；状态：发布前审核
  03-04 09:06 | 赵三 | 发布前审核通过，意见限男性按女职工禁忌劳动范围 | 不能（1.3）：招聘条件第5字的“20-35岁”涉及年龄
  03-04 09:07 | 赵三 | 发布前审核通过，意见限男性按女职工禁忌劳动范围，20-35岁按特种作业规定 | 不能（1.3）：还没有设定当地最低工资；状态：发布前审核
  03-04 09:08 | 赵三 | 发布前审核通过，意见限男性按女职工禁忌劳动范围，20-35岁按特种作业规定，对照最低工资文件不低于 | 状态：待发结果
  03-04 09:10 | 王一 | 办结岗位“仓管员” | “仓管员”：正在发布
  03-04 09:15 | 王一 | 采集岗位“导购”，条件写押　金500元，25－35岁，女生优先，五官端正，上交身份证原件，河南人勿扰 | 不能（8.3）：先一次性告知；审查提示：招聘条件第1字的“押　金”涉及押金；审查提示：“25－35岁”涉及年龄；审查提示：“女生优先”涉及性别；审查提示：“五官端正”涉及；审查提示：“上交身份证原件”涉及扣押证件；审查提示：“河南人勿扰”涉及户籍
  03-04 09:20 | 王一 | 一次性告知 | 状态：待补正；告知书：“押　金”涉及押金；告知书：“上交身份证原件”涉及扣押证件
  03-04 09:25 | 王一 | 采集岗位“保安”，条件写身份证由单位保管 | 不能（8.3）：先一次性告知；审查提示：扣押证件
  03-04 09:30 | 王一 | 采集岗位“焊接工”，条件写持焊工证，不收取任何押金，不限男女 | 状态：发布前审核
  03-04 09:35 | 赵三 | 发布前审核通过 | 状态：待发结果
  03-04 09:40 | 王一 | 撤下“仓管员”：单位停招 | “仓管员”：已撤下；网上：不含仓管员；“仓管员”的网页：没有这个岗位
  03-04 09:41 | 王一 | 续期“仓管员” | 不能（1.3）：已经撤下
`,
)

walked(
  '用工需求成为草稿，补全后由另一人审核；退回写明原因，自己不审自己，最低工资没设定要问人 (1.3)',
  `
  03-05 09:00 | 王一 | 采集用工需求“钳工”2人 | 状态：对接服务；“钳工”：草稿；“钳工”先办：edit；网上：不含钳工；王一的提醒：个招聘岗位还是草稿
  03-05 09:05 | 王一 | 提交“钳工” | 不能（1.3）：还没有填写单位基本情况
  03-05 09:06 | 王一 | 补全“钳工”，发布2026-03-20截止2026-03-10 | “钳工”：草稿
  03-05 09:07 | 王一 | 提交“钳工” | 不能（1.3）：截止日期早于发布日期
  03-05 09:08 | 王一 | 补全“钳工”，条件写收培训费 | “钳工”的提示：招聘条件第2字培训费；“钳工”先办：edit
  03-05 09:09 | 王一 | 提交“钳工” | 不能（1.3）：不能发布
  03-05 09:10 | 王一 | 补全“钳工” | “钳工”的提示：无；“钳工”先办：submit
  03-05 09:11 | 王一 | 审核“钳工”：可以 | 不能（1.3）：没有在等待审核
  03-05 09:12 | 王一 | 提交“钳工” | “钳工”：待审核；赵三的提醒：“钳工”等待发布前审核；周四的提醒：“钳工”等待发布前审核；王一的提醒：不含“钳工”等待
  03-05 09:13 | 王一 | 审核“钳工”：可以 | 不能（1.3）：不能自己审核
  03-05 09:14 | 李二 | 审核“钳工”：可以 | 不能（1.3）：由示例街道人力资源和社会保障所的复核岗或负责人审核
  03-05 09:15 | 赵三 | 退回“钳工”：写明工种证书 | “钳工”：草稿；“钳工”的经历：退回修改：写明工种证书
  03-05 09:20 | 王一 | 提交“钳工” | “钳工”：待审核
  03-05 09:25 | 赵三 | 审核“钳工”：可以 | 不能（1.3）：还没有设定当地最低工资
  03-05 09:26 | 赵三 | 审核“钳工”：对照最低工资文件，不低于 | “钳工”：正在发布；网上：钳工
  03-05 09:30 | 王一 | 撤下改正“钳工”：人数有变 | “钳工”：草稿；网上：不含钳工
`,
)

walked(
  '推荐有上限；单位不要、求职人不去、没去都写原因；事先说不去不算拒绝；不去计一次 (1.3)',
  `
  03-06 09:00 | 王一 | 采集岗位“焊工” | 状态：发布前审核
  03-06 09:05 | 赵三 | 发布前审核通过 | 状态：待发结果
  03-06 09:06 | 王一 | 办结岗位“焊工” | “焊工”：正在发布
  03-06 09:10 | 王一 | 登记求职：丙想做焊工，在不限，月薪不低于0 | 丙适合的岗位：正是期望的岗位（焊工）；丙适合的岗位：地点不限；丙适合的岗位：报酬可以面议
  03-06 09:15 | 王一 | 登记求职：丁想做电焊工，在别处区，月薪不低于9000 | 丁适合的岗位：薪资不够；丁适合的岗位：地点不在期望的别处区
  03-06 09:20 | 王一 | 丁事先不去“焊工”：路太远 | 丁拒绝：0次；丁适合的岗位：无；适合“焊工”的人：不含测试丁
  03-06 09:21 | 王一 | 推荐丁到“焊工” | 不能（1.3）：事先说过不去
  03-06 09:25 | 王一 | 推荐丙到“焊工” | “焊工”推荐：在途1，到岗0，共1
  03-06 09:26 | 王一 | 丙事先不去“焊工”：不想去 | 不能（1.3）：已经推荐
  03-06 10:00 | 王一 | “焊工”不要丙：手艺生疏 | 推荐丙到“焊工”：单位未录用；“焊工”推荐：在途0，到岗0，共1；“焊工”的经历：技能或经验不够
  03-06 10:05 | 王一 | 推荐丙到“焊工” | 推荐丙到“焊工”：已推荐待反馈
  03-06 10:10 | 王一 | 丙不去“焊工”：另有打算 | 推荐丙到“焊工”：求职人未去；丙拒绝：1次；丙求职：求职中
  03-06 10:15 | 王一 | 推荐丙到“焊工” | 推荐丙到“焊工”：已推荐待反馈
  03-06 10:20 | 王一 | 丙没去“焊工”也联系不上 | 推荐丙到“焊工”：未应聘也联系不上；丙拒绝：1次
  03-06 10:25 | 王一 | 丙停止求职：回乡 | 丙求职：已停止
  03-06 10:26 | 王一 | 推荐丙到“焊工” | 不能（1.3）：不能推荐
  03-06 10:27 | 王一 | 丙续期 | 不能（1.3）：需要时请重新登记
`,
)

walked(
  '数字都是本单位的标准：最低工资定了就自动挡，同时推荐的人数有上限；改意向、撤回同意随时可以 (1.3, 6.2)',
  `
  03-09 08:55 | 王一 | 采集用工需求“油漆工”1人 | “油漆工”：草稿
  03-09 09:00 | 周四 | 定JY08的minimumWage为4000 |
  03-09 09:01 | 周四 | 定JY08的referralsPerPlace为1 | 王一的提醒：1个正在发布的岗位薪资低于最低工资4,000.00元/月（2026年3月9日起）：焊工（测试公司），应在2026年3月10日前撤下改正；李二的提醒：不含低于最低工资
  03-09 09:06 | 王一 | 补全“油漆工” | “油漆工”：草稿
  03-09 09:07 | 王一 | 提交“油漆工” | 不能（1.3）：薪资下限低于当地最低工资4,000.00元/月；“油漆工”：草稿
  03-09 09:08 | 王一 | 补全“油漆工”，月薪下限4000 | “油漆工”：草稿
  03-09 09:09 | 王一 | 提交“油漆工” | “油漆工”：待审核
  03-09 09:10 | 赵三 | 审核“油漆工”：可以 | “油漆工”：正在发布
  03-09 09:15 | 王一 | 登记求职：甲想做油漆工，在示例区，月薪不低于4000 | 甲求职：求职中
  03-09 09:16 | 王一 | 推荐甲到“焊工” | 不能（1.3）：不能推荐：薪资下限低于现行最低工资4,000.00元/月
  03-09 09:20 | 王一 | 丁改想做油漆工 | 丁适合的岗位：正是期望的岗位（油漆工）；丁的经历：更改求职意向：油漆工
  03-09 09:25 | 王一 | 推荐丁到“油漆工” | “油漆工”推荐：在途1，到岗0，共1
  03-09 09:26 | 王一 | 推荐甲到“油漆工” | 不能（1.3）：还缺1人，已有1人推荐在途，最多1人；“油漆工”推荐：在途1，到岗0，共1
  03-09 09:30 | 王一 | “油漆工”不要丁：没有做过 | “油漆工”推荐：在途0，到岗0，共1
  03-09 09:31 | 王一 | 推荐甲到“油漆工” | “油漆工”推荐：在途1，到岗0，共2
  03-09 09:32 | 王一 | 甲撤回提供信息的同意 | 甲的经历：撤回同意
  03-10 09:00 | 王一 | 甲在“油漆工”录用，2026-03-16到岗 | “油漆工”：已招满；“油漆工”的用工需求：要1人，推荐2人次，到岗1人
  03-10 09:05 | 王一 | 记“油漆工”的单位反馈：到岗满意 | “油漆工”的经历：单位反馈：到岗满意
`,
)

walked(
  '有效期：到期前提示承办人，过了当天自动撤下，一点就续；到期的求职不再推荐 (1.3)',
  `
  03-25 09:00 | 王一 | 看“焊工” | “焊工”：即将到期；网上：焊工；王一的提醒：个招聘岗位即将到期
  03-31 17:00 | 王一 | 看“焊工” | “焊工”：即将到期；网上：焊工
  04-01 09:00 | 王一 | 看“焊工” | “焊工”：到期撤下；网上：不含焊工；“焊工”的网页：已到期
  04-01 09:05 | 王一 | 推荐乙到“焊工” | 不能（1.3）：没有发布
  04-01 09:08 | 王一 | 续期“焊工” | 不能（1.3）：不能续期：薪资下限低于现行最低工资4,000.00元/月
  04-01 09:09 | 周四 | 定JY08的minimumWage为2000 |
  04-01 09:10 | 王一 | 续期“焊工” | “焊工”：正在发布；网上：焊工；“焊工”的经历：续期到2026年5月1日
  05-28 09:00 | 王一 | 看“焊工” | 乙求职：即将到期；王一的提醒：位求职人的登记即将到期
  06-05 09:00 | 王一 | 续期“焊工” | 乙求职：已到期；“焊工”：正在发布；适合“焊工”的人：无
  06-05 09:05 | 王一 | 推荐乙到“焊工” | 不能（1.3）：求职登记已经到期
  06-05 09:10 | 王一 | 乙续期 | 乙求职：求职中；乙有效到：2026-09-05
  06-05 09:15 | 王一 | 登记求职：乙想做焊工，在示例区，月薪不低于3000 | 乙求职：求职中；适合“焊工”的人：测试乙
`,
)
