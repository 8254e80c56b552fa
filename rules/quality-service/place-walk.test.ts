import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { dayOf } from '#core/day.ts'
import type { MatterPage } from '#core/view.ts'
import { type Answer, type DeskWalk, desks, type Person } from '#house/desk.ts'
import { contactInput } from '#house/forms.ts'
import { demoOffice } from '#office/seed.ts'

// 按条款手写：大厅、便民用品和自助终端。周四是示例街道所所长，吴五、郑六、赵三各管几样用品，孙十三是旁边样本街道所的所长。
// 2026年3月2日是星期一。每一句结果都另发一次请求去看，平面图和自助终端由没有登录的人看。

const server = await testServer('place-walk', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)

type Told = readonly { readonly clause: string; readonly says: string }[]
type Item = {
  readonly id: string
  readonly name: string
  readonly quantity: number
  readonly note: string
  readonly nextOn: string
  readonly history: readonly { readonly says: string }[]
}
type Place = { readonly gaps: Told; readonly versions: readonly object[] }

const saysOf = (told: Told) => told.map(({ clause, says }) => `${clause} ${says}`)

// 便民用品

const kinds: Readonly<Record<string, string>> = {
  ...{ 照明灯具: 'lighting', 休息座椅: 'seat', 老花镜: 'glasses', 饮水机: 'water', 无障碍设施: 'access' },
  ...{ '宣传栏、展台': 'rack', 政策资料和办事指南: 'leaflet' },
}
const items = () => of('周四').get<{ readonly rows: readonly Item[]; readonly gaps: Told }>('/api/items')
async function item(name: string): Promise<Item> {
  const found = (await items()).rows.find((one) => one.name === name)
  assert.ok(found, `清单上没有${name}`)
  return found
}
const onItem = async (by: Person, name: string, what: string, body: object) =>
  by.post(`/api/items/${(await item(name)).id}/${what}`, body)

const itemDeeds: DeskWalk['deeds'] = {
  '配备某“某”，应有某件，现有某件，由某保管，某天一查': (by, kind = '', name = '', ...rest) => {
    const [required, quantity, keeper = '', days] = rest
    const counts = { required: Number(required), quantity: Number(quantity), intervalDays: Number(days) }
    return by.post('/api/items', { kind: kinds[kind], name, place: '大厅', ...counts, keeper: of(keeper).id })
  },
  '检查某：现有某件，完好': (by, name = '', quantity = '') =>
    onItem(by, name, 'check', { quantity: Number(quantity), ok: true }),
  '检查某：现有某件，坏了，不写情况': (by, name = '', quantity = '') =>
    onItem(by, name, 'check', { quantity: Number(quantity), ok: false }),
  '检查某：现有某件，坏了，某': (by, name = '', quantity = '', says = '') =>
    onItem(by, name, 'check', { quantity: Number(quantity), ok: false, says }),
  '某补充某件：某': (by, name = '', change = '', says = '') =>
    onItem(by, name, 'stock', { change: Number(change), says }),
  '某发放某件：某': (by, name = '', change = '', says = '') =>
    onItem(by, name, 'stock', { change: -Number(change), says }),
  '撤除某，不写原因': (by, name = '') => onItem(by, name, 'removal', { reason: ' ' }),
  '撤除某：某': (by, name = '', reason = '') => onItem(by, name, 'removal', { reason }),
  看用品某: async (by, name = '') => by.look(`/api/items/${(await item(name)).id}`),
}

const itemClaims: DeskWalk['claims'] = {
  用品缺口: async () => saysOf((await items()).gaps),
  某的数量: async (name = '') => `${(await item(name)).quantity}件`,
  某的情况: async (name = '') => (await item(name)).note || '完好',
  某下次检查: async (name = '') => (await item(name)).nextOn,
  某的经历: async (name = '') =>
    (await of('周四').get<Item>(`/api/items/${(await item(name)).id}`)).history.map(({ says }) => says),
}

// 场地

const zone = (kind: string, name: string, x: number) => ({ kind, name, x, y: 1, width: 6, height: 8 })
const zones = [
  zone('information', '信息发布查询区', 1),
  zone('guidance', '职业指导与介绍区', 7),
  zone('service', '综合服务区', 13),
]
const sign = (kind: string, text: string) => ({ kind, text, place: '大厅', up: true })
const signs = [
  ...[sign('site', '公共就业服务'), sign('name', '示例街道人力资源和社会保障所'), sign('guide', '办事请往里走')],
  ...zones.map(({ name }) => sign('zone', name)),
  ...['1号综合窗口', '2号综合窗口', '3号就业援助窗口'].map((name) => sign('window', name)),
]
const area = (use: string, m2: number, measuredOn = '2026-05-11') => ({ name: '实测', use, m2, measuredOn })
const whole = {
  ...{ shared: false, columns: 18, rows: 8, zones, signs },
  areas: [area('service', 50), area('archive', 10)],
  windows: [1, 2, 3].map((number) => ({ number, x: 12 + number, y: 8 })),
}
const record = (by: Person, more: object = {}) =>
  by.post('/api/venue', { from: dayOf(server.now()), ...whole, ...more })
/** What is read on a page. */
const wordsIn = (body: string) => body.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')
const page = async (url: string, cookie = '') => {
  const { statusCode: status, body } = await server.app.inject({ url, headers: { accept: 'text/html', cookie } })
  return { status, text: wordsIn(body) }
}

const venueDeeds: DeskWalk['deeds'] = {
  登记场地: (by) => record(by),
  '登记场地：大厅某平方米，档案室某平方米': (by, hall = '', archive = '') =>
    record(by, { areas: [area('service', Number(hall)), area('archive', Number(archive))] }),
  '登记场地：没有设某': (by, name = '') => record(by, { zones: zones.filter((one) => one.name !== name) }),
  '登记场地：两个功能区重叠': (by) => record(by, { zones: [zones[0], { ...zones[1], x: 6 }] }),
  '登记场地：某号窗口不在区里': (by, number = '') =>
    record(by, { windows: whole.windows.filter((one) => one.number !== Number(number)) }),
  '登记场地：某号窗口放在大厅': (by, number = '') => record(by, { windows: [{ number: Number(number), x: 1, y: 1 }] }),
  '登记场地：明天才测量': (by) => record(by, { areas: [area('service', 60, '2026-05-12')] }),
  '登记场地：某还没有挂': (by, text = '') =>
    record(by, { signs: signs.map((one) => ({ ...one, up: one.text !== text })) }),
  '登记场地：某没有标识': (by, text = '') => record(by, { signs: signs.filter((one) => one.text !== text) }),
  '登记场地，自某起只留综合服务区': (by, from = '') => record(by, { from, zones: zones.slice(2) }),
  看示例街道所的场地: (by) => by.look(`/api/venue?office=${demoOffice('sljd')}`),
}
const venueClaims: DeskWalk['claims'] = {
  场地缺口: async () => saysOf((await of('周四').get<Place>('/api/venue')).gaps),
  场地登记: async () => `${(await of('周四').get<Place>('/api/venue')).versions.length}版`,
  公开的平面图: async () => [(await page('/plan/sljd')).text],
}

// 自助终端

const kiosk = { code: '', cookie: '', id: '' }
const shows = async (url: string) => [(await page(`/hall/kiosk${url}`, kiosk.cookie)).text]
const contacts = new Map<string, { readonly number: string; readonly code: string }>()

const kioskDeeds: DeskWalk['deeds'] = {
  要终端配对码: async (by) => {
    const made = await by.post<{ readonly id: string; readonly code: string }>('/api/hall/kiosks')
    if (made.status === 201) kiosk.code = made.code
    return made
  },
  在终端输入配对码: async () => paired(kiosk.code),
  在终端乱输一个配对码: async () => paired(kiosk.code === '000000' ? '000001' : '000000'),
  停用终端: (by) => by.remove(`/api/hall/devices/${kiosk.id}`),
  登记某的首问: async (by, name = '') => {
    const input = { ...contactInput, name }
    const made = await by.post<MatterPage & { visitorCode: string }>('/api/matters', { kind: 'contact', input })
    if (made.status === 201) contacts.set(name, { number: made.matter.number, code: made.visitorCode })
    return made
  },
  为某登记病假: (by, who = '') => {
    const period = { from: '2026-06-09', until: '2026-06-09' }
    return by.post('/api/office/absences', { staff: of(who).id, kind: 'sick', reason: '去医院看病', ...period })
  },
}

async function paired(code: string): Promise<Answer> {
  const payload = { code, kind: 'kiosk' }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const done = await server.app.inject({ method: 'POST', url: '/api/hall/pair', payload, headers })
  const said = done.json<Answer & { readonly id: string }>()
  if (done.statusCode === 201) {
    kiosk.id = said.id
    kiosk.cookie = done.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  }
  return { ...said, status: done.statusCode }
}

const kioskClaims: DeskWalk['claims'] = {
  终端首页: () => shows(''),
  终端办事指南: () => shows('/guide'),
  终端的某指南: (code = '') => shows(`/guide/${code}`),
  终端带走的某材料单: (code = '') => shows(`/slip/${code}`),
  终端平面图: () => shows('/plan'),
  终端谁在岗: () => shows('/people'),
  '终端凭某的编号、某的查询码看到': async (name = '', other = '') => {
    const origin = { origin: 'http://localhost:3000', host: 'localhost:3000' }
    const headers = { ...origin, 'content-type': 'application/x-www-form-urlencoded', cookie: kiosk.cookie }
    const claim = { number: contacts.get(name)?.number ?? '', code: contacts.get(other)?.code ?? '' }
    const payload = new URLSearchParams(claim).toString()
    const found = await server.app.inject({ method: 'POST', url: '/hall/kiosk/track', headers, payload })
    return [wordsIn(found.body)]
  },
}
const walk = walks({
  deeds: { ...itemDeeds, ...venueDeeds, ...kioskDeeds },
  claims: { ...itemClaims, ...venueClaims, ...kioskClaims },
})
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '照明要备齐，有人管、定期看；该看没看的，提醒保管人和负责人，别人不受打扰 (10.4.1)',
  `
  03-02 09:00 | 时限 | 什么也没备 | 用品缺口：10.4.1 还没有配备照明灯具；周四的10.4.1提醒：还没有配备照明灯具；吴五的10.4.1提醒：无
  03-02 09:01 | 王一 | 配备照明灯具“大厅吊灯”，应有4件，现有4件，由吴五保管，30天一查 | 不能（10.4.1）：负责人；用品缺口：10.4.1 还没有配备
  03-02 09:02 | 周四 | 配备照明灯具“大厅吊灯”，应有4件，现有4件，由钱十二保管，30天一查 | 不能（10.4.1）：不是本单位人员；用品缺口：10.4.1 还没有配备
  03-02 09:03 | 周四 | 配备照明灯具“大厅吊灯”，应有4件，现有4件，由吴五保管，30天一查 | 用品缺口：不含10.4.1；大厅吊灯下次检查：2026-04-01
  03-02 09:04 | 孙十三 | 看用品大厅吊灯 | 不能：没有这件用品
  04-01 17:00 | 时限 | 该看的这一天 | 吴五的10.4.1提醒：无
  04-02 09:00 | 时限 | 过了这一天 | 吴五的10.4.1提醒：您保管的大厅吊灯过了检查日期；周四的10.4.1提醒：大厅吊灯过了检查日期没有检查；王一的10.4.1提醒：无
  04-02 09:01 | 王一 | 检查大厅吊灯：现有4件，完好 | 不能（10.4.1）：由保管人吴五或负责人登记；大厅吊灯下次检查：2026-04-01
  04-02 09:02 | 吴五 | 检查大厅吊灯：现有3件，完好 | 吴五的10.4.1提醒：无；用品缺口：10.4.1 大厅吊灯应有4件，现有3件；周四的10.4.1提醒：大厅吊灯应有4件，现有3件
`,
)

walked(
  '座椅、老花镜、饮水、无障碍一样不能少；坏了写明情况，重名的不收 (10.4.2)',
  `
  04-07 09:00 | 时限 | 什么也没备 | 用品缺口：10.4.2 还没有配备休息座椅、老花镜、饮水机、无障碍设施
  04-07 09:01 | 周四 | 配备休息座椅“休息座椅”，应有8件，现有8件，由郑六保管，7天一查 | 用品缺口：10.4.2 还没有配备老花镜、饮水机、无障碍设施
  04-07 09:02 | 周四 | 配备休息座椅“休息座椅”，应有2件，现有2件，由郑六保管，7天一查 | 不能（10.4.2）：已经在清单上；休息座椅的数量：8件
  04-07 09:03 | 周四 | 配备老花镜“老花镜”，应有0件，现有1件，由郑六保管，7天一查 | 不能（10.4.2）：应有数量；用品缺口：10.4.2 还没有配备老花镜
  04-07 09:03 | 周四 | 配备老花镜“老花镜”，应有2件，现有1件，由郑六保管，7天一查 | 用品缺口：10.4.2 老花镜应有2件，现有1件
  04-07 09:04 | 周四 | 配备饮水机“饮水机”，应有1件，现有1件，由郑六保管，1天一查 | 饮水机下次检查：2026-04-08
  04-07 09:05 | 周四 | 配备无障碍设施“无障碍坡道”，应有1件，现有1件，由郑六保管，7天一查 | 用品缺口：不含还没有配备休息座椅；用品缺口：不含无障碍
  04-07 09:06 | 郑六 | 老花镜补充1件：买来 | 老花镜的数量：2件；用品缺口：不含老花镜
  04-09 09:00 | 时限 | 饮水机昨天没看 | 郑六的10.4.2提醒：您保管的饮水机过了检查日期；周四的10.4.2提醒：饮水机过了检查日期没有检查
  04-09 09:01 | 郑六 | 检查饮水机：现有1件，坏了，不写情况 | 不能（10.4.2）：写明情况；饮水机的情况：完好；饮水机下次检查：2026-04-08
  04-09 09:02 | 郑六 | 检查饮水机：现有1件，坏了，滤芯到期 | 饮水机的情况：滤芯到期；饮水机下次检查：2026-04-10；郑六的10.4.2提醒：无；用品缺口：10.4.2 饮水机不完好：滤芯到期；周四的10.4.2提醒：饮水机不完好：滤芯到期
  04-10 09:00 | 郑六 | 检查饮水机：现有1件，完好 | 饮水机的情况：完好；饮水机下次检查：2026-04-13；饮水机的经历：不完好，滤芯到期；用品缺口：不含饮水机不完好
`,
)

walked(
  '宣传架上的政策资料和办事指南备足，发少了补，补了多少、发了多少都有账 (10.4.3)',
  `
  04-20 09:00 | 时限 | 什么也没备 | 用品缺口：10.4.3 还没有配备宣传栏、展台、政策资料和办事指南
  04-20 09:01 | 周四 | 配备政策资料和办事指南“失业登记办事指南”，应有50件，现有20件，由赵三保管，7天一查 | 用品缺口：10.4.3 失业登记办事指南应有50件，现有20件；用品缺口：10.4.3 还没有配备宣传栏、展台
  04-20 09:02 | 周四 | 配备宣传栏、展台“宣传架”，应有1件，现有1件，由赵三保管，7天一查 | 用品缺口：不含还没有配备宣传栏
  04-20 09:03 | 李二 | 失业登记办事指南补充40件：印刷厂送来 | 不能（10.4.3）：由保管人赵三或负责人登记；失业登记办事指南的数量：20件
  04-20 09:04 | 赵三 | 失业登记办事指南补充40件：印刷厂送来 | 失业登记办事指南的数量：60件；用品缺口：不含办事指南
  04-20 09:05 | 赵三 | 失业登记办事指南发放70件：社区宣讲 | 不能（10.4.3）：现有60件，不够减；失业登记办事指南的数量：60件
  04-20 09:05 | 赵三 | 失业登记办事指南补充0件：没有 | 不能（10.4.3）：不能是0
  04-20 09:06 | 赵三 | 失业登记办事指南发放15件：社区宣讲 | 用品缺口：10.4.3 失业登记办事指南应有50件，现有45件；周四的10.4.3提醒：现有45件；失业登记办事指南的经历：减少15件，现有45件：社区宣讲
  04-20 09:07 | 赵三 | 撤除宣传架：换新 | 不能（10.4.3）：负责人；宣传架的数量：1件
  04-20 09:08 | 周四 | 撤除宣传架，不写原因 | 不能：撤除原因；宣传架的数量：1件
  04-20 09:09 | 周四 | 撤除宣传架：换新 | 用品缺口：10.4.3 还没有配备宣传栏、展台
`,
)

walked(
  '三个功能区、窗口在区里，登记成图对外公开；自相矛盾的不收，缺哪样说哪样，改动自那一天起，旧的还在 (10.1.3)',
  `
  05-11 09:00 | 时限 | 登记之前 | 场地缺口：10.1.3 场地还没有登记；周四的10.1.3提醒：场地还没有登记；王一的10.1.3提醒：无；公开的平面图：还没有公布平面图
  05-11 09:01 | 王一 | 登记场地 | 不能（10.1.3）：负责人；场地登记：0版
  05-11 09:02 | 周四 | 登记场地：两个功能区重叠 | 不能（10.1.3）：界线要清楚；场地登记：0版
  05-11 09:02 | 周四 | 登记场地：9号窗口放在大厅 | 不能（10.1.3）：本单位没有9号窗口；场地登记：0版
  05-11 09:02 | 周四 | 登记场地：明天才测量 | 不能（10.1.3）：测量日期不能晚于今天；场地登记：0版
  05-11 09:03 | 周四 | 登记场地：没有设信息发布查询区 | 场地缺口：10.1.3 没有设信息发布查询区；周四的10.1.3提醒：没有设信息发布查询区；场地登记：1版
  05-11 09:04 | 周四 | 登记场地：3号窗口不在区里 | 场地缺口：10.1.3 3号就业援助窗口不在任何功能区里；场地缺口：不含没有设
  05-11 09:05 | 周四 | 登记场地 | 场地缺口：无；周四的10.1.3提醒：不含信息发布；公开的平面图：综合服务区；公开的平面图：1号综合窗口、2号综合窗口、3号就业援助窗口
  05-11 09:06 | 孙十三 | 看示例街道所的场地 | 不能：没有这个单位
  05-11 09:07 | 周四 | 登记场地，自2026-05-10起只留综合服务区 | 不能（10.1.1）：不能早于这一天；场地登记：3版
  05-11 09:08 | 周四 | 登记场地，自2026-06-01起只留综合服务区 | 场地登记：4版；场地缺口：无；公开的平面图：职业指导与介绍区
  06-01 00:00 | 时限 | 到了那一天 | 公开的平面图：不含职业指导与介绍区；公开的平面图：综合服务区；场地缺口：10.1.3 没有设信息发布查询区、职业指导与介绍区
`,
)

walked(
  '服务场所不小于50平方米，档案室不小于10平方米：正好的算够，差一点也说出来 (10.1.1)',
  `
  06-02 09:00 | 周四 | 登记场地：大厅50平方米，档案室10平方米 | 场地缺口：无
  06-02 09:01 | 周四 | 登记场地：大厅49.9平方米，档案室10平方米 | 场地缺口：10.1.1 服务场所49.9平方米，应不小于50平方米；场地缺口：不含档案室；周四的10.1.1提醒：服务场所49.9平方米；王一的10.1.1提醒：无
  06-02 09:02 | 周四 | 登记场地：大厅86.5平方米，档案室9.99平方米 | 场地缺口：10.1.1 档案室9.99平方米，应不小于10平方米
`,
)

walked(
  '场所、名称、功能区、窗口和引导的标识齐全，没挂上的也是缺口 (10.4.5)',
  `
  06-02 10:00 | 周四 | 登记场地：公共就业服务没有标识 | 场地缺口：10.4.5 缺场所标识；周四的10.4.5提醒：缺场所标识；王一的10.4.5提醒：无
  06-02 10:01 | 周四 | 登记场地：职业指导与介绍区没有标识 | 场地缺口：10.4.5 职业指导与介绍区没有功能区域名称标识
  06-02 10:02 | 周四 | 登记场地：3号就业援助窗口没有标识 | 场地缺口：10.4.5 3号就业援助窗口没有窗口名称标识
  06-02 10:03 | 周四 | 登记场地：办事请往里走还没有挂 | 场地缺口：10.4.5 标识还没有设置：办事请往里走
  06-02 10:04 | 周四 | 登记场地 | 场地缺口：无；周四的10.4.5提醒：不含标识
`,
)

walked(
  '自助终端：窗口在岗的人配对，十分钟内有效；办事指南、进度、平面图、谁在岗都能自己看，停用即不能用 (10.4.4)',
  `
  06-08 09:00 | 赵三 | 要终端配对码 | 不能（10.4.4）：单位负责人或窗口在岗的人；终端首页：接入自助终端
  06-08 09:01 | 王一 | 要终端配对码 | 终端首页：接入自助终端；终端办事指南：接入自助终端
  06-08 09:02 | 服务对象 | 在终端乱输一个配对码 | 不能：配对码不正确；终端首页：接入自助终端
  06-08 09:11 | 服务对象 | 在终端输入配对码 | 不能：已经过期；终端首页：接入自助终端
  06-08 09:12 | 王一 | 要终端配对码 | 终端首页：接入自助终端
  06-08 09:20 | 服务对象 | 在终端输入配对码 | 终端首页：示例街道人力资源和社会保障所；终端办事指南：就业困难人员认定；终端平面图：综合服务区
  06-08 09:21 | 时限 | 看一件事怎么办 | 终端的JY02指南：就业困难人员认定；终端带走的JY02材料单：1号综合窗口
  06-08 10:00 | 王一 | 登记测试甲的首问 | 终端凭测试甲的编号、测试甲的查询码看到：首问接待中
  06-08 10:01 | 王一 | 登记测试乙的首问 | 终端凭测试甲的编号、测试乙的查询码看到：不含首问接待中；终端凭测试乙的编号、测试乙的查询码看到：首问接待中
  06-09 09:00 | 时限 | 王一在岗 | 终端谁在岗：王一；终端谁在岗：不含）代行
  06-09 09:01 | 周四 | 为王一登记病假 | 终端谁在岗：李二（工号CS002）代行；终端谁在岗：不含王一；终端谁在岗：不含看病；终端谁在岗：不含病假
  06-09 09:02 | 孙十三 | 停用终端 | 不能：不属于本单位；终端首页：示例街道人力资源和社会保障所
  06-09 09:03 | 周四 | 停用终端 | 终端首页：接入自助终端；终端办事指南：接入自助终端；终端凭测试甲的编号、测试甲的查询码看到：不含首问接待中
`,
)
