import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { type Day, type Instant, parseInstant, spoken, spokenAt } from '#core/day.ts'
import { badInput } from '#core/offer.ts'
import type { Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Register, RegisterField } from '#core/register.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { misfit } from '#matter/misfit.ts'
import { whoOf } from '#matter/once.ts'
import { everyRow, pageRows } from '#matter/pages.ts'
import { type RegisterLine, registerPage, type Wanted } from '#matter/register.ts'
import { scopeOf } from '#matter/routes.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { leaving, sendPersonal } from '#office/personal.ts'
import { notSeen } from '#office/refusals.ts'
import { sees } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { hidden } from '#platform/crypto/personal.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { nameColumn, numberColumn } from '#platform/sheets/personal.ts'

const filters = {
  q: Type.Optional(Type.String({ title: '查找内容', minLength: 2, maxLength: 60, pattern: '\\S\\s*\\S' })),
  from: Type.Optional(Type.String({ title: '开始日期', format: 'date' })),
  until: Type.Optional(Type.String({ title: '结束日期', format: 'date' })),
  state: Type.Optional(Type.String({ title: '办理情况', maxLength: 60 })),
  holder: Type.Optional(Type.String({ title: '承办人', format: 'uuid' })),
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  late: Type.Optional(Type.Boolean({ title: '是否超期' })),
  is: Type.Optional(Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 60 }), { title: '登记内容' })),
}
const Search = Type.Object(
  {
    ...filters,
    cursor: Type.Optional(Type.String({ title: '翻页位置', format: 'uuid' })),
    limit: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 100, default: 50 })),
  },
  { additionalProperties: false },
)
const Export = Type.Object({ ...filters, ...leaving }, { additionalProperties: false })
type Filters = Omit<Static<typeof Export>, 'reason' | 'whole'>
const OfKind = Type.Object({ kind: Type.String({ maxLength: 40 }) })

/**
 * The ledgers of all kinds of matters (2.1, 3.3.1, 5.3, 10.5.4). Asked by POST: what is looked for may be a telephone
 * number, and that does not belong into an address.
 */
export const registerRoutes: FastifyPluginAsyncTypebox<{ world: World; registers: readonly Register[] }> = async (
  app,
  { world, registers },
) => {
  const asked = { allow: 'staff', key: 'none' } as const
  const registerOf = (kind: string): Register | Refusal =>
    registers.find((one) => one.kind === kind) ?? { refused: 'not-seen', clause: null, says: '没有这种登记簿' }

  app.get('/api/registers', { config: { allow: 'staff' }, schema: { summary: '有哪些登记簿' } }, () => ({
    rows: registers.map(({ kind, title, clause, fields, states }) => ({
      ...{ kind, title, clause, fields },
      states: Object.entries(states).map(([id, { label }]) => ({ id, label })),
    })),
  }))

  app.post(
    '/api/registers/:kind/search',
    { config: asked, attachValidation: true, schema: { summary: '查登记簿', params: OfKind, body: Search } },
    async (request, reply) => {
      const register = registerOf(request.params.kind)
      if (isRefusal(register)) return reply.refuse(register)
      const wrong = misfit(request, register.clause) ?? wrongFilter(register, request.body)
      if (wrong) return reply.refuse(wrong)
      const who = whoOf(request)
      const { cursor = null, limit = 50, ...wanted } = request.body
      const at = world.now()
      const page = await world.db.read(scopeOf(who), (tx) =>
        pageOf(world, tx, who, at, register, wanted, cursor, limit),
      )
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )

  app.post(
    '/api/registers/:kind/export',
    {
      config: asked,
      attachValidation: true,
      schema: { summary: '导出登记簿（脱敏，负责人可以说明理由导出完整的；留痕）', params: OfKind, body: Export },
    },
    async (request, reply) => {
      const register = registerOf(request.params.kind)
      if (isRefusal(register)) return reply.refuse(register)
      const wrong = misfit(request, register.clause) ?? wrongFilter(register, request.body)
      if (wrong) return reply.refuse(wrong)
      const { reason, whole: asks = false, ...wanted } = request.body
      const { kind, title, clause } = register
      return sendPersonal(world, request, reply, { clause, reason, whole: asks }, async (tx, who, at, whole) => {
        const rows = await everyRow((cursor) => pageOf(world, tx, who, at, register, wanted, cursor, pageRows, whole))
        if (isRefusal(rows)) return rows
        const says = (count: number, how: string) =>
          `导出${title} ${count} 条（${how}）；条件：${conditions(register, wanted)}`
        return { sheet: title, columns: columnsOf(register), rows, what: `${kind}-export`, says }
      })
    },
  )
}

/** Filters that the register knows, in their order of time. */
function wrongFilter({ clause, fields, states }: Register, { from, until, is = {}, state }: Filters): Refusal | null {
  if (from && until && from > until) return badInput(clause, [{ at: '/until', says: '结束日期不能早于开始日期' }])
  if (state && !['open', 'closed', ...Object.keys(states)].includes(state))
    return badInput(clause, [{ at: '/state', says: '没有这种办理情况' }])
  for (const [name, value] of Object.entries(is)) {
    const choices = fields.find((field) => field.name === name)?.choices
    if (!choices || !Object.hasOwn(choices, value))
      return badInput(clause, [{ at: `/is/${name}`, says: '没有这一项，或者没有这个选项' }])
  }
  return null
}

async function pageOf(
  world: World,
  tx: Tx,
  who: Who,
  at: Instant,
  register: Register,
  filter: Filters,
  cursor: string | null,
  limit: number,
  whole = false,
) {
  const office = await current(tx, who.tenantId, at)
  if (filter.office !== undefined && !sees(office, who.staffId as StaffId, filter.office as OfficeId, at))
    return notSeen('没有这个单位')
  const ask = {
    tenant: who.tenantId,
    staff: who.staffId,
    path: who.orgPath,
    at,
    wanted: filter as Wanted,
    cursor,
    limit,
    ...(whole && { whole }),
  }
  return registerPage(world, tx, office, register, ask)
}

/** The conditions in words, for whoever audits; a number that was looked for is hidden there too. */
function conditions({ fields, states }: Register, { q, from, until, state, late, is = {} }: Filters): string {
  const said = [
    q && `查找“${hidden(q)}”`,
    from && `自${spoken(from as Day)}`,
    until && `至${spoken(until as Day)}`,
    ...fields.flatMap(({ name, label, choices }) => (is[name] ? [`${label}为${choices?.[is[name]] ?? is[name]}`] : [])),
    state && ({ open: '未办结', closed: '已办结' }[state] ?? states[state]?.label),
    late !== undefined && (late ? '已超期' : '未超期'),
  ].filter((word) => word)
  return said.join('、') || '全部'
}

const said = (text: string | null) => text && spokenAt(parseInstant(text))

function columnsOf({ fields }: Register): readonly ExcelColumn<RegisterLine>[] {
  return [
    { title: '编号', width: 26, value: ({ number }) => number },
    { title: '登记时间', width: 22, value: ({ openedAt }) => said(openedAt) },
    { title: '单位', width: 28, value: ({ office }) => office.name },
    ...fields.map(columnOf),
    { title: '首问责任人', width: 12, value: ({ first }) => first.name },
    { title: '承办人', width: 12, value: ({ holder }) => holder.name },
    { title: '办理情况', width: 16, value: ({ stateLabel }) => stateLabel },
    { title: '到期时间', width: 22, value: ({ dueAt }) => said(dueAt) },
    { title: '办结时间', width: 22, value: ({ closedAt }) => said(closedAt) },
    { title: '是否超期', width: 10, value: ({ late }) => (late ? '超期' : '未超期') },
  ]
}

/** As it leaves the house: names and sealed numbers covered unless asked for whole, numbers hidden in whatever was written. */
function columnOf({ name, label, is, width = 14 }: RegisterField): ExcelColumn<RegisterLine> {
  const of = ({ values }: RegisterLine) => values[name] || null
  if (is === 'person') return nameColumn(label, width, of)
  if (is === 'sealed') return numberColumn(label, width, of)
  const words = (line: RegisterLine) => {
    const value = of(line)
    return value && (is === 'public' ? value : hidden(value))
  }
  return { title: label, width, value: words }
}
