import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addMonths, day, dayOf, spoken } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, type StaffId } from '#core/roster.ts'
import { rowsAfter } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { byOf } from '#office/caller.ts'
import { registerChores } from '#office/chore.ts'
import { current } from '#office/current.ts'
import { entryDoors, OfEntry, OfOffice, staff } from '#office/entries.ts'
import { badInput, notSeen } from '#office/refusals.ts'
import { formOf, headsWatch, peopleOf, registerDoors, type Stand, standOf } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { alter, beat, check, checkAll, register, repaired, reportFault, retire } from './change.ts'
import {
  CheckBody,
  FaultBody,
  MachineBody,
  MachineChangeBody,
  machineKinds,
  networks,
  RepairBody,
  RetireBody,
} from './contract.ts'
import { machineGaps } from './gaps.ts'
import { type Filter, faultsOf, findMachine, livingMachines, machinePage, pageSize, type Row } from './store.ts'
import { type Month, machineView, monthOf, seenIn, totalOf } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const OfList = Type.Object({
  office: Type.Optional(uuid),
  network: Type.Optional(choice('网络', networks)),
  kind: Type.Optional(choice('种类', machineKinds)),
  q: Type.Optional(Type.String({ title: '编号或名称', maxLength: 50 })),
  retired: Type.Optional(Type.Boolean({ title: '已停用' })),
  month: Type.Optional(Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$' })),
  after: Type.Optional(Type.String({ maxLength: 60 })),
})
const None = Type.Object({}, { additionalProperties: false })

/** The register of machines: one network, one holder, one manager each; looked at daily, repaired in time (10.3). */
export const machineRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  await app.register(machineBeat, { world })
  const doors = registerDoors(world)
  registerChores(headsWatch(machineGaps, '/machines'))

  app.get('/api/machines', { config: staff, schema: { summary: '设备台账', querystring: OfList } }, (request, reply) =>
    doors.read(request, reply, request.query.office, (tx, stand) => listOf(tx, stand, request.query)),
  )
  app.get(
    '/api/machines.xlsx',
    { config: staff, schema: { summary: '导出设备台账', querystring: OfList } },
    (request, reply) =>
      doors.spreadsheet(request, reply, request.query.office, async (tx, stand) => {
        const month = monthFor(request.query.month, stand)
        if (isRefusal(month)) return month
        const filter = request.query as Filter
        const rows = rowsAfter(
          async (after, limit) => {
            const [asset = '', afterId] = after?.split('\n') ?? []
            const from = { ...filter, after: asset, ...(afterId && { afterId }) }
            const page = await machinePage(tx, stand.tenant, stand.org.id, from, limit)
            const seen = await seenIn(tx, stand, page, month)
            return page.map((row) => machineView(stand, row, seen))
          },
          ({ asset, id }) => `${asset}\n${id}`,
        )
        return { sheet: '设备台账', columns: columnsOf(month), rows }
      }),
  )
  entries(app, world)
  app.post(
    '/api/machines/checks',
    { config: staff, schema: { summary: '今日检查：全部正常', querystring: OfOffice, body: None } },
    (request, reply) =>
      doors.change(request, reply, request.query.office, async (tx, stand) => {
        const ids = (await livingMachines(tx, stand.tenant, stand.org.id)).map(({ id }) => id)
        const faults = await faultsOf(tx, stand.tenant, ids, stand.at, (stand.at + 1) as Stand['at'])
        return checkAll(tx, stand, new Set(faults.map(({ machine }) => machine)))
      }),
  )
}

/** One machine and what was done to it; what changes it. */
function entries(app: Parameters<typeof machineRoutes>[0], world: World): void {
  const machines = entryDoors(app, world, {
    ...{ path: '/api/machines', register: 'machine' },
    find: findMachine,
    view: viewNow,
    unseen: notSeen('没有这台设备，或者它不属于您可以查看的单位'),
  })
  machines.one('一台设备和它的经历')
  machines.add('登记设备', MachineBody, register)
  machines.act('check', '检查一台设备', CheckBody, (tx, stand, id, { ok, says = '' }) => check(tx, stand, id, ok, says))
  machines.act('faults', '设备报修', FaultBody, (tx, stand, id, { says }) => reportFault(tx, stand, id, says), 201)
  machines.act('repaired', '设备已修复', RepairBody, (tx, stand, id, { says }) => repaired(tx, stand, id, says))
  machines.act('change', '变更设备', MachineChangeBody, alter)
  machines.act('retire', '停用设备', RetireBody, (tx, stand, id, { reason }) => retire(tx, stand, id, reason))
}

/** A machine as it stands now, with what this month saw of it. */
async function viewNow(tx: Tx, stand: Stand, { id }: Row) {
  const row = await findMachine(tx, stand.tenant, id)
  if (!row) throw new RangeError(`machine ${id}: gone while it was looked at`)
  const [seen, hint] = await Promise.all([
    seenIn(tx, stand, [row], monthOf(dayOf(stand.at).slice(0, 7), stand.at)),
    doubledSays(tx, stand, row),
  ])
  return { ...machineView(stand, row, seen), hint }
}

/** One machine for one person (10.3.1): who has another on the same network already is told, since both may be right. */
async function doubledSays(
  tx: Tx,
  stand: Stand,
  { id, kind, network, holder, retired_at }: Row,
): Promise<string | null> {
  if (kind !== 'computer' || network === 'none' || holder === null || retired_at !== null) return null
  const others = (await livingMachines(tx, stand.tenant, stand.org.id)).filter(
    (one) => one.id !== id && one.kind === kind && one.network === network && one.holder === holder,
  )
  const name = nameOf(stand.office.roster, holder as StaffId)
  const assets = others.map(({ asset }) => asset).join('、')
  return others.length === 0
    ? null
    : `${name}已有接入${networks[network]}的计算机${assets}，一机一人，请核对（依据 10.3.1）`
}

/** The sign of life of the desk that runs on a machine. */
const machineBeat: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  // A sign of life may come twice: it says the same.
  app.post(
    '/api/machines/:id/beat',
    {
      config: { allow: 'staff', key: 'none', passive: true },
      schema: { summary: '本机在用', params: OfEntry, body: None },
    },
    async (request, reply) => {
      const by = byOf(request, world.now())
      const scope = { tenant: by.tenant, paths: [request.session!.who.orgPath] }
      const done = await world.db.transaction(scope, async (tx): Promise<{ id: string } | Refusal> => {
        const stand = standOf(await current(tx, by.tenant, by.at), by, undefined)
        return isRefusal(stand) ? stand : beat(tx, stand, request.params.id)
      })
      return isRefusal(done) ? reply.refuse(done) : done
    },
  )
}

function monthFor(word: string | undefined, { at }: Stand): Month | Refusal {
  const month = monthOf(word ?? dayOf(at).slice(0, 7), at)
  return month.from < at ? month : badInput('10.3.3', '/month', '这个月还没有到')
}

/** This month and the eleven before it, the newest first. */
function monthsUntil({ at }: Stand): readonly string[] {
  return Array.from({ length: 12 }, (_, back) => addMonths(day(`${dayOf(at).slice(0, 7)}-01`), -back).slice(0, 7))
}

async function listOf(tx: Tx, stand: Stand, query: Filter & { readonly month?: string }) {
  const month = monthFor(query.month, stand)
  if (isRefusal(month)) return month
  const found = await machinePage(tx, stand.tenant, stand.org.id, query, pageSize + 1)
  const rows = found.slice(0, pageSize)
  const seen = await seenIn(tx, stand, rows, month)
  const people = peopleOf(stand)
  const windows = (stand.office.windows.get(stand.org.id) ?? []).map(({ number, name }) => ({
    id: number as never,
    name,
  }))
  const choices = { holder: people, manager: people, window: windows }
  return {
    office: { id: stand.org.id, name: stand.org.name },
    month: month.word,
    months: monthsUntil(stand),
    rows: rows.map((row) => machineView(stand, row, seen)),
    next: found.length > pageSize ? rows.at(-1)?.asset : null,
    total: totalOf(seen),
    gaps: await machineGaps(tx, stand),
    leads: stand.leads,
    forms: {
      register: formOf(MachineBody, choices),
      change: formOf(MachineChangeBody, choices),
      check: formOf(CheckBody),
      fault: formOf(FaultBody),
      repair: formOf(RepairBody),
      retire: formOf(RetireBody),
    },
  }
}

type View = ReturnType<typeof machineView>

function columnsOf({ word }: Month) {
  const hours = (minutes: number | undefined) => (minutes === undefined ? null : Math.round(minutes / 6) / 10)
  return [
    { title: '资产编号', width: 16, value: (row: View) => row.asset },
    { title: '种类', width: 10, value: (row: View) => row.kindLabel },
    { title: '名称型号', width: 20, value: (row: View) => row.name },
    { title: '序列号或网卡地址', width: 20, value: (row: View) => row.serial },
    { title: '网络', width: 10, value: (row: View) => row.networkLabel },
    { title: '使用人', width: 10, value: (row: View) => row.holder?.name ?? null },
    { title: '管理人', width: 10, value: (row: View) => row.manager?.name ?? null },
    { title: '窗口', width: 14, value: (row: View) => row.window?.name ?? null },
    { title: `${word}完好率（%）`, width: 16, value: (row: View) => row.uptime?.percent ?? null },
    { title: '故障时间（小时）', width: 16, value: (row: View) => hours(row.uptime?.down) },
    { title: '没有记录（小时）', width: 16, value: (row: View) => hours(row.uptime?.unseen) },
    {
      title: '登记日期',
      width: 16,
      value: (row: View) => row.registeredAt && spoken(row.registeredAt.slice(0, 10) as never),
    },
  ]
}
