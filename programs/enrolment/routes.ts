import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { type Day, dayOf, type Instant, isDay, parseInstant, spoken, spokenAt } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import { citizenProblems, phoneProblems, tidyCitizen } from '#core/numbers.ts'
import { badInput } from '#core/offer.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import type { Service } from '#core/service/format.ts'
import { cursorForm } from '#matter/desk.ts'
import { misfit } from '#matter/misfit.ts'
import { whoOf } from '#matter/once.ts'
import { opening } from '#matter/opening.ts'
import { everyRow, pageRows } from '#matter/pages.ts'
import { scopeOf } from '#matter/routes.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import { leaving, sendPersonal } from '#office/personal.ts'
import { notSeen } from '#office/refusals.ts'
import { sees } from '#office/snapshot.ts'
import { audit, lineFor } from '#platform/auth/audit.ts'
import type { Who } from '#platform/auth/who.ts'
import { hidden, mask } from '#platform/crypto/personal.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ExcelColumn } from '#platform/sheets/excel.ts'
import { nameColumn, numberColumn } from '#platform/sheets/personal.ts'
import { resultWords } from './forms.ts'
import { type EnrolmentLine, enrolmentPage, entriesOf, servicesOf, sumsOf, type Wanted } from './store.ts'

const clause = '1.3'
const filters = {
  q: Type.Optional(Type.String({ title: '查找内容', minLength: 2, maxLength: 60, pattern: '\\S\\s*\\S' })),
  service: Type.Optional(Type.String({ title: '事项', pattern: '^JY\\d{2}$' })),
  state: Type.Optional(Type.String({ title: '在册情况', maxLength: 20, pattern: '^(kept|suggested|leaving|left)$' })),
  category: Type.Optional(Type.String({ title: '类别', pattern: '^[A-Za-z0-9-]{1,40}$' })),
  due: Type.Optional(Type.String({ title: '到期', maxLength: 10, pattern: '^(late|\\d{4}-\\d{2}-\\d{2})$' })),
  holder: Type.Optional(Type.String({ title: '承办人', format: 'uuid' })),
  office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
  /** Why entries are picked out by a category that the form covers: on the record. */
  why: Type.Optional(
    Type.String({ title: '按敏感类别筛选的理由', minLength: 2, maxLength: 100, pattern: '\\S\\s*\\S' }),
  ),
}
const Search = Type.Object(
  {
    ...filters,
    cursor: Type.Optional(Type.String({ title: '翻页位置', pattern: cursorForm, maxLength: 90 })),
    limit: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 100, default: 50 })),
  },
  { additionalProperties: false },
)
const Export = Type.Object({ ...filters, ...leaving }, { additionalProperties: false })
const Person = Type.Object(
  {
    number: Type.Optional(
      Type.String({ title: '联系电话或公民身份号码', minLength: 5, maxLength: 24, pattern: '\\S' }),
    ),
    matter: Type.Optional(Type.String({ title: '事项', format: 'uuid' })),
  },
  { additionalProperties: false },
)
type Filters = Omit<Static<typeof Export>, keyof typeof leaving>

/** 在册台账: who stands in the registers that the services' results open, by their next date; and what one person stands in. */
export const enrolmentRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const asked = { allow: 'staff', key: 'none' } as const

  app.get(
    '/api/enrolments',
    { config: { allow: 'staff' }, schema: { summary: '在册人数和到期情况' } },
    async (request) => {
      const who = whoOf(request)
      const at = world.now()
      const sums = await world.db.read(scopeOf(who), async (tx) => {
        const office = await current(tx, who.tenantId, at)
        return sumsOf(tx, office, { tenant: who.tenantId, path: who.orgPath, at })
      })
      return { rows: servicesOf(world).map((service) => ({ ...aboutOf(service), ...countsOf(sums, service.code) })) }
    },
  )

  app.post(
    '/api/enrolments/search',
    { config: asked, attachValidation: true, schema: { summary: '查在册台账', body: Search } },
    async (request, reply) => {
      const wrong = misfit(request, clause) ?? wrongFilter(world, request.body)
      if (wrong) return reply.refuse(wrong)
      const who = whoOf(request)
      const { cursor = null, limit = 50, ...wanted } = request.body
      const at = world.now()
      const work = async (tx: Tx) => {
        const page = await pageOf(world, tx, who, at, wanted, cursor, limit)
        if (wanted.why !== undefined && cursor === null && !isRefusal(page))
          await audit(tx, {
            ...lineFor(who, at),
            what: 'enrolment-category',
            about: null,
            succeeded: true,
            says: `按敏感类别查在册台账：${conditions(world, wanted)}；理由：${hidden(wanted.why)}`,
          })
        return page
      }
      const page =
        wanted.why === undefined
          ? await world.db.read(scopeOf(who), work)
          : await world.db.transaction(scopeOf(who), work)
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )

  app.post(
    '/api/enrolments/export',
    {
      config: asked,
      attachValidation: true,
      schema: { summary: '导出在册台账（脱敏，负责人可以说明理由导出完整的；留痕）', body: Export },
    },
    async (request, reply) => {
      const wrong = misfit(request, clause) ?? wrongFilter(world, request.body)
      if (wrong) return reply.refuse(wrong)
      const { reason, whole = false, ...wanted } = request.body
      return sendPersonal(world, request, reply, { clause, reason, whole }, async (tx, who, at) => {
        const rows = await everyRow((cursor) => pageOf(world, tx, who, at, wanted, cursor, pageRows))
        if (isRefusal(rows)) return rows
        const says = (count: number, how: string) =>
          `导出在册台账 ${count} 条（${how}）；条件：${conditions(world, wanted)}`
        const open = opening<EnrolmentLine>(tx, world.keys, who.tenantId, ({ id, idNumber, phone }) => ({
          idNumber: { matter: id, kind: 'idNumber', masked: idNumber },
          phone: { matter: id, kind: 'phone', masked: phone },
        }))
        return { sheet: '在册台账', columns: columnsOf(world), rows, open, what: 'enrolment-export', says }
      })
    },
  )

  app.post(
    '/api/enrolments/person',
    { config: asked, attachValidation: true, schema: { summary: '此人在册情况', body: Person } },
    async (request, reply) => {
      const wrong = misfit(request, clause)
      if (wrong) return reply.refuse(wrong)
      const { number, matter } = request.body
      const who = whoOf(request)
      const found = matter === undefined ? await byNumber(world, who, number ?? '') : await byMatter(world, who, matter)
      return isRefusal(found) ? reply.refuse(found) : { rows: found.filter(({ id }) => id !== matter) }
    },
  )
}

const fieldOf = ({ form, enrolment }: Service) => form.find(({ name }) => name === enrolment?.category)

/** What the page asks and says by: the register's name, its categories, its reasons to leave. */
function aboutOf(service: Service) {
  const field = fieldOf(service)
  const words = (options: readonly { readonly code: string; readonly label: string }[] = []) =>
    Object.fromEntries(options.map(({ code, label }) => [code, label]))
  return {
    ...{ service: service.code, serviceName: service.name, title: service.enrolment?.title ?? '' },
    categories: words(field?.options),
    covered: field?.sensitive === true,
    exits: words(service.enrolment?.exits),
    ways: words([...(service.enrolment?.contact?.ways ?? []), ...(service.enrolment?.review?.checks ?? [])]),
    results: service.enrolment ? resultWords(service.enrolment) : {},
  }
}

function countsOf(sums: Awaited<ReturnType<typeof sumsOf>>, code: string) {
  const { open = 0, late = 0, month = 0 } = sums.find(({ service }) => service === code) ?? {}
  return { open, late, month }
}

/** A category belongs to a service; one that the form covers is looked for with a reason only. */
function wrongFilter(world: World, { service: code, category, due, why }: Filters): Refusal | null {
  const service = servicesOf(world).find((one) => one.code === code)
  if (code !== undefined && !service) return badInput(clause, [{ at: '/service', says: '这项服务没有在册台账' }])
  if (due !== undefined && due !== 'late' && !isDay(due))
    return badInput(clause, [{ at: '/due', says: '应为真实的日期，写作 2026-11-23 的样子' }])
  if (category === undefined) return null
  const field = service && fieldOf(service)
  if (!field?.options?.some((option) => option.code === category))
    return badInput(clause, [{ at: '/category', says: '请先选事项，再选它的类别' }])
  return field.sensitive && why === undefined
    ? badInput('6.3', [{ at: '/why', says: `“${field.label}”是敏感信息，按它筛选要写明理由，并留下记录` }])
    : null
}

async function pageOf(
  world: World,
  tx: Tx,
  who: Who,
  at: Instant,
  { why: _why, ...wanted }: Filters,
  cursor: string | null,
  limit: number,
) {
  const office = await current(tx, who.tenantId, at)
  if (wanted.office !== undefined && !sees(office, who.staffId as StaffId, wanted.office as OfficeId, at))
    return notSeen('没有这个单位')
  return enrolmentPage(world, tx, office, {
    tenant: who.tenantId,
    path: who.orgPath,
    at,
    wanted: wanted as Wanted,
    cursor,
    limit,
  })
}

const states = { kept: '在册', suggested: '建议退出待核实', leaving: '退出待确认', left: '已退出' } as const

function conditions(world: World, { q, service: code, state, category, due }: Filters): string {
  const service = servicesOf(world).find((one) => one.code === code)
  const said = [
    service && aboutOf(service).title,
    q && `查找“${hidden(q)}”`,
    state && states[state as keyof typeof states],
    category && service && `类别为${aboutOf(service).categories[category]}`,
    due && (due === 'late' ? '已到期' : `${spoken(due as Day)}前到期`),
  ].filter((word) => word)
  return said.join('、') || '全部'
}

const day = (text: Day | null) => text && spoken(text)

/** As it leaves the house: names covered but for the first sign and numbers masked, unless asked for whole; what is sensitive stays covered. */
function columnsOf(world: World): readonly ExcelColumn<EnrolmentLine>[] {
  const about = new Map(servicesOf(world).map((service) => [service.code, aboutOf(service)]))
  const word = (list: 'categories' | 'exits', { service }: EnrolmentLine, code: string | null) =>
    code && (about.get(service)?.[list][code] ?? code)
  return [
    { title: '编号', width: 26, value: ({ number }) => number },
    { title: '台账', width: 20, value: ({ title }) => title },
    { title: '单位', width: 24, value: ({ office }) => office.name },
    nameColumn('姓名', 10, ({ name }) => name),
    numberColumn('证件号码', 22, ({ idNumber }) => idNumber),
    numberColumn('电话', 16, ({ phone }) => phone),
    { title: '类别', width: 16, value: (row) => word('categories', row, row.category) },
    { title: '登记日期', width: 16, value: ({ registered }) => day(registered) },
    { title: '起始日期', width: 16, value: ({ since }) => day(since) },
    { title: '期限至', width: 16, value: ({ until }) => day(until) },
    { title: '最近联系', width: 16, value: ({ contacted }) => day(contacted) },
    { title: '下次到期', width: 22, value: ({ dueAt }) => dueAt && spokenAt(parseInstant(dueAt)) },
    { title: '在册情况', width: 16, value: ({ stateLabel }) => stateLabel },
    { title: '是否超期', width: 10, value: ({ late }) => (late ? '超期' : '未超期') },
    { title: '退出日期', width: 16, value: ({ endedOn }) => day(endedOn) },
    { title: '退出原因', width: 24, value: (row) => (row.closed ? word('exits', row, row.reason) : null) },
    { title: '承办人', width: 12, value: ({ holder }) => holder.name },
  ]
}

/** By a number that was typed: its fingerprint is looked up, and the looking is on the record. */
async function byNumber(world: World, who: Who, number: string): Promise<readonly EnrolmentLine[] | Refusal> {
  const at = world.now()
  const kind =
    number.trim() !== '' && phoneProblems(number).length === 0
      ? 'phone'
      : citizenProblems(number, dayOf(at)).length === 0
        ? 'idNumber'
        : null
  if (kind === null) return badInput(clause, [{ at: '/number', says: '请输入完整的联系电话或公民身份号码' }])
  const plain = kind === 'idNumber' ? tidyCitizen(number) : number.trim()
  return world.db.transaction(scopeOf(who), async (tx) => {
    const office = await current(tx, who.tenantId, at)
    const blind = world.keys.blind(kind, plain)
    const rows = await entriesOf(world, tx, office, {
      ...{ tenant: who.tenantId, blinds: [blind], at },
      id: kind === 'idNumber' ? blind : null,
    })
    const says = `按${kind === 'phone' ? '电话' : '公民身份号码'} ${mask(kind, plain)} 查看此人在册情况，共 ${rows.length} 条`
    await audit(tx, { ...lineFor(who, at), what: 'enrolment-person', about: null, succeeded: true, says })
    return rows
  })
}

/** By the numbers of a matter in hand, which this clerk may see. */
async function byMatter(world: World, who: Who, matter: string): Promise<readonly EnrolmentLine[] | Refusal> {
  const at = world.now()
  return world.db.read(scopeOf(who), async (tx) => {
    const [office, held] = await Promise.all([current(tx, who.tenantId, at), readMatter(tx, who.tenantId, matter)])
    if (!held) return notSeen('没有找到这件事项')
    const { facts } = held.matter
    const number = (facts['form'] as Readonly<Record<string, unknown>> | undefined)?.['idNumber']
    return entriesOf(world, tx, office, {
      ...{ tenant: who.tenantId, blinds: [...new Set(blindsIn(facts))], at },
      id: isSealed(number) ? number.blind : null,
    })
  })
}

/** The fingerprints of the numbers by which a person is known; a bank card and a household's number are none of them. */
function blindsIn(facts: unknown): readonly string[] {
  if (isSealed(facts)) return /(bankCard|householdNumber)$/.test(facts.sealed) ? [] : [facts.blind]
  if (typeof facts !== 'object' || facts === null) return []
  return Object.values(facts).flatMap(blindsIn)
}
