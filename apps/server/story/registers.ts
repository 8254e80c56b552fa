import { addMonths, dayOf, type Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { type Stand, standOf } from '#office/register.ts'
import { demoOffice, demoPath, demoStaff, demoTenant } from '#office/seed.ts'
import type { Tx } from '#platform/db/db.ts'
import { endOne, issueMissing } from '#rules/badges/issue.ts'
import { livingBadges } from '#rules/badges/store.ts'
import { add, check as checkItem } from '#rules/quality-service/items/change.ts'
import type { ItemKind } from '#rules/quality-service/items/contract.ts'
import { itemsOf } from '#rules/quality-service/items/store.ts'
import { check, checkAll, register } from '#rules/quality-service/machines/change.ts'
import type { MachineKind } from '#rules/quality-service/machines/contract.ts'
import { livingMachines } from '#rules/quality-service/machines/store.ts'
import { record } from '#rules/quality-service/venue/routes.ts'

type At = (daysBack: number, hour: number, minute?: number) => Instant
type Who = Parameters<typeof demoStaff>[0]

/** The demonstration's registers: badges, hall, machines and convenience items of the street office, with a few things amiss. */
export async function tellRegisters({ db }: Pick<World, 'db'>, at: At): Promise<void> {
  const as = (who: Who, when: Instant, work: (tx: Tx, stand: Stand) => Promise<void>) =>
    db.transaction({ tenant: demoTenant, paths: [demoPath('cs')] }, async (tx) => {
      const by = { tenant: demoTenant, staff: demoStaff(who), at: when }
      await work(tx, done(standOf(await current(tx, demoTenant, when), by, demoOffice('sljd'))))
    })
  await as('head', at(20, 9, 10), badges)
  await as('head', at(20, 10), venue)
  await as('head', at(20, 14), machines)
  await as('head', at(20, 15), items)
  for (const back of [12, 9, 6, 5, 4, 3, 2, 1])
    await as('zheng', at(back, 9, 3), async (tx, stand) => void done(await checkAll(tx, stand, new Set())))
  await as('head', at(1, 16), lookRound)
  await as('li', at(1, 16, 20), async (tx, stand) => {
    const printer = (await machinesNamed(tx, stand, 'PR-0001'))[0]
    if (printer) done(await check(tx, stand, printer, false, '卡纸，取出后仍不能打印（测试数据）'))
    const own = (await livingBadges(tx, stand.tenant, stand.org.id)).find(
      (row) => row.staff === stand.staff && row.kind === 'badge',
    )
    if (own) done(await endOne(tx, stand, own.id, 'lost', '乘车途中遗失（测试数据）'))
  })
}

async function badges(tx: Tx, stand: Stand): Promise<void> {
  done(await issueMissing(tx, stand, addMonths(dayOf(stand.at), 36)))
}

async function venue(tx: Tx, stand: Stand): Promise<void> {
  const measuredOn = dayOf(stand.at)
  const zone = (
    kind: 'information' | 'guidance' | 'service' | 'rest' | 'self',
    name: string,
    place: readonly [x: number, y: number, width: number, height: number],
  ) => {
    const [x, y, width, height] = place
    return { kind, name, x, y, width, height }
  }
  const zones = [
    zone('information', '信息发布查询区', [1, 1, 7, 6]),
    zone('guidance', '职业指导与介绍区', [8, 1, 7, 6]),
    zone('service', '综合服务区', [15, 1, 8, 10]),
    zone('rest', '休息等候区', [1, 8, 9, 5]),
    zone('self', '自助服务区', [10, 8, 5, 5]),
  ]
  const windows = stand.office.windows.get(stand.org.id) ?? []
  const sign = (kind: 'site' | 'name' | 'zone' | 'window' | 'guide', text: string, place: string, up = true) => ({
    kind,
    text,
    place,
    up,
  })
  done(
    await record(tx, stand, {
      ...{ from: measuredOn, shared: false, columns: 22, rows: 13, zones },
      areas: [
        { name: '一楼大厅', use: 'service', m2: 128.5, measuredOn },
        { name: '档案室', use: 'archive', m2: 14.2, measuredOn },
      ],
      windows: windows.map(({ number }, i) => ({ number, x: 16 + i * 2, y: 10 })),
      signs: [
        ...[sign('site', '公共就业服务', '大门上方'), sign('name', stand.org.name, '大门左侧')],
        ...zones.map(({ name }) => sign('zone', name, name)),
        ...windows.map(({ name }) => sign('window', name, name)),
        { ...sign('guide', '办事请往里走', '入口', false), arrow: 'right' as const },
      ],
    }),
  )
}

async function machines(tx: Tx, stand: Stand): Promise<void> {
  const one = async (
    kind: MachineKind,
    asset: string,
    name: string,
    network: 'employment' | 'internet' | null,
    more: { holder?: Who; window?: number } = {},
  ) => {
    const { holder, window } = more
    const people = { manager: demoStaff('zheng'), ...(holder && { holder: demoStaff(holder) }) }
    const thing = { kind, asset, name, networks: network ? [network] : [], note: '测试数据' }
    done(await register(tx, stand, { ...thing, ...people, ...(window && { window }) }))
  }
  await one('computer', 'PC-0001', '台式机', 'employment', { holder: 'wang', window: 1 })
  await one('computer', 'PC-0002', '台式机', 'employment', { holder: 'li', window: 2 })
  await one('computer', 'PC-0003', '台式机', 'employment', { holder: 'wu', window: 3 })
  await one('computer', 'PC-0004', '台式机', 'employment', { holder: 'zhao' })
  await one('computer', 'PC-0005', '台式机（信息发布）', 'internet', { holder: 'zheng' })
  await one('printer', 'PR-0001', '激光打印机', null)
  await one('display', 'DS-0001', '大厅显示屏', 'internet')
}

const list: readonly (readonly [ItemKind, string, string, number, Who, number])[] = [
  ['lighting', '大厅照明灯', '大厅', 12, 'zheng', 30],
  ['seat', '休息座椅', '休息等候区', 16, 'zheng', 7],
  ['glasses', '老花镜（测试数据）', '填单台', 3, 'wang', 7],
  ['water', '饮水机', '休息等候区', 1, 'zheng', 1],
  ['access', '无障碍坡道和扶手', '大门', 1, 'zheng', 30],
  ['rack', '政策宣传架', '信息发布查询区', 2, 'wu', 7],
  ['leaflet', '失业登记办事指南', '信息发布查询区', 100, 'wu', 7],
  ['leaflet', '就业困难人员认定办事指南', '信息发布查询区', 100, 'wu', 7],
  ['firstaid', '急救箱', '服务台', 1, 'zheng', 30],
]

async function items(tx: Tx, stand: Stand): Promise<void> {
  for (const [kind, name, place, required, keeper, intervalDays] of list) {
    const ask = {
      kind,
      name,
      place,
      required,
      quantity: required,
      keeper: demoStaff(keeper),
      intervalDays,
    }
    done(await add(tx, stand, ask))
  }
}

/** Yesterday's look: all is whole, leaflets run out; the glasses are their keeper's, who forgot them. */
async function lookRound(tx: Tx, stand: Stand): Promise<void> {
  for (const { id, name, quantity } of await itemsOf(tx, stand.tenant, stand.org.id)) {
    if (name.startsWith('老花镜')) continue
    done(await checkItem(tx, stand, id, { quantity: name.startsWith('失业登记') ? 36 : quantity, ok: true }))
  }
}

async function machinesNamed(tx: Tx, stand: Stand, asset: string): Promise<readonly string[]> {
  return (await livingMachines(tx, stand.tenant, stand.org.id)).flatMap((row) => (row.asset === asset ? [row.id] : []))
}

function done<T>(made: T | Refusal): T {
  if (isRefusal(made)) throw new Error(`story: ${made.says} ${JSON.stringify(made.problems ?? [])}`)
  return made
}
