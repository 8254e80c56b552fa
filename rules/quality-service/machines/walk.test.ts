import { test } from 'node:test'
import { testServer } from '#apps/server/testing.ts'
import { instant, spokenAt } from '#core/day.ts'
import { type DeskWalk, desks } from '#house/desk.ts'

// 按条款手写：周四是示例街道所所长，王一、李二、吴五是三个窗口的A角，郑六管设备；所里9:00至12:00、13:30至17:00办公。
// 2026年3月2日是星期一。每一句结果都另发一次请求去看。

const server = await testServer('machines-walk', '2026-03-02T08:00:00+08:00')
const { of, walks } = desks(server)

type Machine = {
  readonly id: string
  readonly asset: string
  readonly networkLabel: string
  readonly holder: { readonly name: string } | null
  readonly today: 'ok' | 'bad' | null
  readonly fault: { readonly dueAt: string } | null
  readonly uptime: Record<'up' | 'down' | 'unseen', number> & { readonly percent: number | null }
  readonly history: readonly { readonly says: string }[]
}
type Register = {
  readonly rows: readonly Machine[]
  readonly gaps: readonly { readonly clause: string; readonly says: string }[]
}

const register = () => of('周四').get<Register>('/api/machines')
async function machine(asset: string): Promise<Machine> {
  const found = (await register()).rows.find((one) => one.asset === asset)
  if (!found) throw new Error(`台账上没有${asset}`)
  return found
}
const lines: Readonly<Record<string, readonly string[]>> = {
  专网: ['employment'],
  互联网: ['internet'],
  专网和互联网: ['employment', 'internet'],
  不联网: [],
}
const computer = (asset: string, line: string, holder: string) => ({
  ...{ kind: 'computer', name: '台式机', asset, networks: lines[line] },
  ...{ holder: of(holder).id, manager: of('郑六').id },
})
const url = async (asset: string, what = '') => `/api/machines/${(await machine(asset)).id}${what}`

const deeds: DeskWalk['deeds'] = {
  '登记计算机某，接某，某使用': (by, asset = '', line = '', holder = '') =>
    by.post('/api/machines', computer(asset, line, holder)),
  '登记计算机某，网卡某，接某，某使用': (by, asset = '', serial = '', line = '', holder = '') =>
    by.post('/api/machines', { ...computer(asset, line, holder), serial }),
  '登记计算机某，接某，没有使用人': (by, asset = '', line = '') =>
    by.post('/api/machines', { ...computer(asset, line, '王一'), holder: undefined }),
  '登记计算机某，接某，由某管理': (by, asset = '', line = '', manager = '') =>
    by.post('/api/machines', { ...computer(asset, line, '王一'), manager: of(manager).id }),
  '把某改接某，由某使用': async (by, asset = '', line = '', holder = '') => {
    const { kind: _, asset: __, ...change } = computer(asset, line, holder)
    return by.post(await url(asset, '/change'), change)
  },
  看某: async (by, asset = '') => by.look(await url(asset)),
  一并检查设备: (by) => by.post('/api/machines/checks'),
  '检查某：坏了，不写现象': async (by, asset = '') => by.post(await url(asset, '/check'), { ok: false }),
  '检查某：坏了，某': async (by, asset = '', says = '') => by.post(await url(asset, '/check'), { ok: false, says }),
  在某上开着工作台: async (by, asset = '') => by.post(await url(asset, '/beat')),
  '报修某：某': async (by, asset = '', says = '') => by.post(await url(asset, '/faults'), { says }),
  '修好某：某': async (by, asset = '', says = '') => by.post(await url(asset, '/repaired'), { says }),
  '停用某：某': async (by, asset = '', reason = '') => by.post(await url(asset, '/retire'), { reason }),
  '停用某，不写原因': async (by, asset = '') => by.post(await url(asset, '/retire'), { reason: ' ' }),
}

const claims: DeskWalk['claims'] = {
  在册设备: async () => (await register()).rows.map(({ asset, networkLabel }) => `${asset}接${networkLabel}`),
  设备缺口: async () => (await register()).gaps.map(({ clause, says }) => `${clause} ${says}`),
  某的网络: async (asset = '') => (await machine(asset)).networkLabel,
  某的使用人: async (asset = '') => (await machine(asset)).holder?.name ?? '没有',
  某今天: async (asset = '') => ({ ok: '能用', bad: '坏了', none: '还没检查' })[(await machine(asset)).today ?? 'none'],
  某修复期限: async (asset = '') => {
    const { fault } = await machine(asset)
    return fault ? spokenAt(instant(Date.parse(fault.dueAt))) : '没有故障'
  },
  某当月: async (asset = '') => {
    const { up, down, unseen, percent } = (await machine(asset)).uptime
    return `能用${up}分钟，故障${down}分钟，没人看${unseen}分钟，完好率${percent}%`
  },
  某的经历: async (asset = '') => (await of('周四').get<Machine>(await url(asset))).history.map(({ says }) => says),
}

const walk = walks({ deeds, claims })
const walked = (title: string, table: string) => test(title, () => walk(table))

walked(
  '窗口人人有接专网的电脑，单位至少一台接互联网；一台电脑只接一张网，换编号、换写法登记也不行 (10.3.1)',
  `
  03-02 09:00 | 时限 | 登记之前 | 设备缺口：10.3.1 1号综合窗口的王一、2号综合窗口的李二、3号就业援助窗口的吴五没有接入就业专网的计算机；设备缺口：10.3.1 至少要有一台接入互联网的计算机
  03-02 09:00 | 时限 | 只提醒负责人 | 周四的10.3.1提醒：没有接入就业专网的计算机；王一的10.3.1提醒：无；孙十三的10.3.1提醒：不含王一
  03-02 09:01 | 王一 | 登记计算机PC-001，接专网，王一使用 | 不能（10.3.3）：负责人；在册设备：无
  03-02 09:02 | 周四 | 登记计算机PC-001，接专网和互联网，王一使用 | 不能（10.3.1）：物理隔离；在册设备：无
  03-02 09:03 | 周四 | 登记计算机PC-001，接专网，王一使用 | PC-001的网络：就业专网；设备缺口：不含王一；设备缺口：2号综合窗口的李二
  03-02 09:04 | 周四 | 登记计算机pc-001，接互联网，王一使用 | 不能（10.3.1）：不能再登记到互联网：内外网要物理隔离；PC-001的网络：就业专网
  03-02 09:05 | 周四 | 把PC-001改接专网和互联网，由王一使用 | 不能（10.3.1）：物理隔离；PC-001的网络：就业专网
  03-02 09:06 | 周四 | 登记计算机PC-002，网卡00:1A:2B:3C:4D:5E，接专网，李二使用 | PC-002的使用人：李二
  03-02 09:07 | 周四 | 登记计算机PC-009，网卡001a-2b3c-4d5e，接互联网，赵三使用 | 不能（10.3.1）：物理隔离；在册设备：不含PC-009
  03-02 09:08 | 周四 | 登记计算机PC-003，接专网，吴五使用 | 设备缺口：不含就业专网；设备缺口：至少要有一台接入互联网的计算机
  03-02 09:09 | 周四 | 登记计算机PC-004，接互联网，赵三使用 | 设备缺口：无；周四的10.3.1提醒：不含1号综合窗口
  03-02 09:10 | 孙十三 | 看PC-001 | 不能：没有这台设备
  03-02 09:11 | 周四 | 停用PC-004，不写原因 | 不能（10.3.3）：停用原因；PC-004的网络：互联网
  03-02 09:12 | 周四 | 停用PC-004：报废 | 在册设备：不含PC-004；设备缺口：至少要有一台接入互联网的计算机；周四的10.3.1提醒：至少要有一台
  03-02 09:13 | 周四 | 登记计算机PC-004，接互联网，赵三使用 | 设备缺口：无
`,
)

walked(
  '一机一人，专人管理；天天看一眼，坏了当场报修，三个工作日内修好，过期提醒负责人；完好率按上班时间算 (10.3.3)',
  `
  03-02 10:00 | 周四 | 登记计算机PC-005，接专网，没有使用人 | 不能（10.3.3）：一机一人；在册设备：不含PC-005
  03-02 10:00 | 周四 | 登记计算机PC-005，接专网，钱十二使用 | 不能（10.3.3）：使用人不是本单位人员
  03-02 10:00 | 周四 | 登记计算机PC-005，接专网，由钱十二管理 | 不能（10.3.3）：管理人不是本单位人员；在册设备：不含PC-005
  03-03 17:30 | 王一 | 一并检查设备 | 不能（10.3.3）：没有由您管理；PC-001今天：还没检查
  03-03 17:31 | 郑六 | 一并检查设备 | PC-001今天：能用；PC-004今天：能用
  03-04 14:00 | 王一 | 检查PC-001：坏了，不写现象 | 不能（10.3.3）：故障现象；PC-001今天：还没检查
  03-04 14:00 | 王一 | 检查PC-001：坏了，开不了机 | PC-001今天：坏了；PC-001修复期限：2026年3月6日 17:00
  03-04 14:01 | 李二 | 报修PC-001：还是坏的 | 不能（10.3.3）：已经报修
  03-04 14:02 | 李二 | 修好PC-001：不归我管 | 不能（10.3.3）：由设备管理人或负责人登记；PC-001修复期限：2026年3月6日 17:00
  03-04 14:03 | 钱十二 | 在PC-002上开着工作台 | 不能：没有这台设备；PC-002今天：还没检查
  03-04 14:03 | 李二 | 在PC-002上开着工作台 | PC-002今天：能用
  03-06 17:00 | 时限 | 到期 | 周四的10.3.3提醒：不含修复期限
  03-06 17:01 | 时限 | 过了期 | 周四的10.3.3提醒：计算机PC-001（台式机）超过修复期限还没有修好；王一的10.3.3提醒：无
  03-09 10:00 | 时限 | 星期五没人看 | 周四的10.3.3提醒：上个工作日有3台设备没有检查：PC-002、PC-003、PC-004
  03-09 10:01 | 郑六 | 修好PC-001：更换电源 | PC-001修复期限：没有故障；PC-001的经历：更换电源，超过修复期限；周四的10.3.3提醒：不含修复期限
  03-09 10:01 | 时限 | 星期一没人看，星期二能用，星期三14:00起坏到今天 | PC-001当月：能用600分钟，故障1021分钟，没人看387分钟，完好率37%
  03-09 10:02 | 郑六 | 修好PC-001：再修一次 | 不能（10.3.3）：没有待修的故障
  03-09 10:03 | 周四 | 一并检查设备 | 周四的10.3.3提醒：上个工作日有3台设备没有检查：PC-002、PC-003、PC-004
  03-10 10:00 | 时限 | 昨天都看过了 | 周四的10.3.3提醒：不含没有检查
`,
)
