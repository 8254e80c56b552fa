import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { isLate } from '#core/clock.ts'
import { type Instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { officeOf } from '#core/roster.ts'
import { titleOnFile } from '#core/sheet.ts'
import type { Moved } from '#matter/advance.ts'
import { changing, whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import { settingOf } from '#matter/setting.ts'
import { issuePaper, sheetsOf } from '#matter/sheet.ts'
import { visitorCode } from '#matter/visitor.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { sittingFormFrom } from './carried.ts'
import type { CaseFacts } from './contract.ts'
import { earlierCases } from './earlier.ts'
import { receiptPaper } from './receipt.ts'
import { rowsOf } from './review.ts'
import { sharedPapers, sittingForm } from './shared.ts'
import {
  concludeSitting,
  nextMove,
  openSitting,
  readSitting,
  reviewSitting,
  type Sitting,
  servicesOf,
  timed,
} from './sitting.ts'

const code = Type.String({ title: '事项代码', pattern: '^JY\\d{2}$' })
const Fields = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { title: '登记内容' })
const id = Type.String({ title: '编号', format: 'uuid' })
const OfSitting = Type.Object({ id })
const OfForm = Type.Object({
  contact: Type.Optional(id),
  services: Type.String({ title: '选择的事项', pattern: '^JY\\d{2}(,JY\\d{2}){0,7}$' }),
})
const Open = Type.Object(
  {
    contact: Type.Optional(id),
    shared: Fields,
    services: Type.Array(Type.Object({ service: code, form: Fields }, { additionalProperties: false }), {
      title: '选择的事项',
      minItems: 1,
      maxItems: 8,
    }),
  },
  { additionalProperties: false },
)
const judged = {
  result: Type.String({ title: '审查结果', maxLength: 20 }),
  reason: Type.Optional(Type.String({ title: '说明', maxLength: 500 })),
}
const Judged = Type.Object(
  { id: Type.String({ title: '编号', maxLength: 60 }), ...judged },
  { additionalProperties: false },
)
const Review = Type.Object(
  {
    papers: Type.Array(
      Type.Object({ paper: Type.String({ title: '材料', maxLength: 60 }), ...judged }, { additionalProperties: false }),
      { title: '共用材料', maxItems: 40 },
    ),
    cases: Type.Array(
      Type.Object(
        {
          id,
          version: Type.Integer({ title: '版本', minimum: 1 }),
          materials: Type.Array(Judged, { title: '材料', maxItems: 60 }),
          conditions: Type.Array(Judged, { title: '条件', maxItems: 60 }),
        },
        { additionalProperties: false },
      ),
      { title: '各件', minItems: 1, maxItems: 8 },
    ),
  },
  { additionalProperties: false },
)
const Known = Type.Union([
  Type.Object(
    { service: code, idNumber: Type.String({ title: '公民身份号码', pattern: '^[\\dXx ]{18,24}$' }) },
    { additionalProperties: false },
  ),
  Type.Object(
    { service: code, creditCode: Type.String({ title: '统一社会信用代码', pattern: '^[\\dA-Za-z -]{18,24}$' }) },
    { additionalProperties: false },
  ),
])
const Nothing = Type.Object({}, { additionalProperties: false })

const list = sql<{ id: string; applicant: string; at: Date; services: readonly string[]; open: number; all: number }>(
  'sitting.list',
  `select s.id, s.applicant, s.at, array_agg(m.service order by c.nth) as services, count(*) filter (where m.closed_at is null)::int as open, count(*)::int as all
   from (select * from sitting where tenant_id = $1 and office = $2 order by at desc, id desc limit 50) s
   join sitting_case c on c.tenant_id = $1 and c.sitting = s.id join matter m on m.tenant_id = $1 and m.id = c.matter_id
   group by s.id, s.applicant, s.at order by s.at desc, s.id desc`,
)
const setSheet = sql('sitting.sheet', `update sitting set sheet = $3 where tenant_id = $1 and id = $2`)
const sheetOf = sql<{ id: string; number: string }>(
  'sitting.paper',
  `select id, number from sheet where tenant_id = $1 and id = $2`,
)

/** Several services for one person in one sitting (一站式, 6.4, 10.1.2): asked once, looked at once, one receipt. */
export const sittingRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const byProcess = { allow: 'by-process' } as const

  app.get(
    '/api/sittings/form',
    { config: { allow: 'staff' }, schema: { summary: '一站式申请表', querystring: OfForm } },
    async (request, reply) => {
      const who = whoOf(request)
      const { contact } = request.query
      const services = servicesOf(world, request.query.services.split(','))
      if (isRefusal(services)) return reply.refuse(services)
      if (contact === undefined) return sittingForm(services)
      return world.db.read(scopeOf(who), (tx) => sittingFormFrom(tx, who.tenantId, services, contact))
    },
  )

  // By POST: a citizen number does not belong into an address.
  app.post(
    '/api/cases/earlier',
    {
      config: { allow: 'staff', key: 'none' },
      schema: { summary: '同一人或同一单位同一事项的在办或近期办件', body: Known },
    },
    (request) => {
      const who = whoOf(request)
      const at = world.now()
      return world.db.read(scopeOf(who), async (tx) => ({
        rows: await earlierCases(world, tx, await current(tx, who.tenantId, at), {
          tenant: who.tenantId,
          at,
          ...request.body,
        }),
      }))
    },
  )

  app.get('/api/sittings', { config: { allow: 'staff' }, schema: { summary: '本单位的一站式办理' } }, (request) => {
    const who = whoOf(request)
    return world.db.read(scopeOf(who), async (tx) => {
      const office = await current(tx, who.tenantId, world.now())
      const place = officeOf(office.roster, who.staffId, world.now()) ?? who.orgId
      const rows = await tx.all(list, [who.tenantId, place])
      return {
        rows: rows.map(({ at, services, ...row }) => ({
          ...row,
          at: timed(at),
          services: services.map((one) => world.catalogue.get(one)?.service.name ?? one),
        })),
      }
    })
  })

  app.post('/api/sittings', { config: byProcess, schema: { summary: '一站式登记', body: Open } }, (request, reply) => {
    const who = whoOf(request)
    const at = world.now()
    return changing(world.db, actorOf(who), at, request, reply, async (tx, gate) => {
      const { contact, shared, services } = request.body
      const opened = await openSitting(world, tx, { who, at }, { shared, services, ...(contact && { contact }) }, gate)
      if (isRefusal(opened)) return opened
      const body = await pageOf(world, tx, who, at, opened.id)
      return { status: 201, body, after: () => touch(world, who, opened.moved) }
    })
  })

  app.get(
    '/api/sittings/:id',
    { config: { allow: 'staff' }, schema: { summary: '一次一站式办理', params: OfSitting } },
    async (request, reply) => {
      const who = whoOf(request)
      const page = await world.db.read(scopeOf(who), (tx) => pageOf(world, tx, who, world.now(), request.params.id))
      return page ?? reply.refuse(unseen)
    },
  )

  app.post(
    '/api/sittings/:id/review',
    { config: byProcess, schema: { summary: '一站式审查：共用材料看一次', params: OfSitting, body: Review } },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, actorOf(who), at, request, reply, async (tx, gate) => {
        const sitting = await readSitting(world, tx, who.tenantId, request.params.id)
        if (!sitting) return unseen
        const moved = await reviewSitting(world, tx, { who, at }, sitting, request.body, gate)
        if (isRefusal(moved)) return moved
        return {
          status: 200,
          body: await pageOf(world, tx, who, at, sitting.row.id),
          after: () => touch(world, who, moved),
        }
      })
    },
  )

  app.post(
    '/api/sittings/:id/conclusion',
    {
      config: byProcess,
      schema: { summary: '一站式受理、当场办结或一次告知，出具回执', params: OfSitting, body: Nothing },
    },
    (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      return changing(world.db, actorOf(who), at, request, reply, async (tx, gate) => {
        const sitting = await readSitting(world, tx, who.tenantId, request.params.id)
        if (!sitting) return unseen
        const moved = await concludeSitting(world, tx, { who, at }, sitting, gate)
        if (isRefusal(moved)) return moved
        const refused = await issueReceipt(world, tx, who, at, sitting.row.id)
        if (refused) return refused
        return {
          status: 200,
          body: await pageOf(world, tx, who, at, sitting.row.id),
          after: () => touch(world, who, moved),
        }
      })
    },
  )
}

const unseen: Refusal = {
  refused: 'not-seen',
  clause: '6.4',
  says: '没有找到这次一站式办理，或者它不在您可以查看的范围内',
}
const actorOf = (who: Who) => ({ ...who, actor: who.staffId })

/** One receipt for all, of the state that the conclusion left; the papers of each case are its own. */
async function issueReceipt(world: World, tx: Tx, who: Who, at: Instant, sitting: string): Promise<Refusal | null> {
  const now = await readSitting(world, tx, who.tenantId, sitting)
  const office = await current(tx, who.tenantId, at)
  const place = now && office.organizations.get(now.row.office as never)
  if (!now || !place) return unseen
  const paper = receiptPaper(world, office, now.parts, at)
  const sheet = await issuePaper(tx, world, who.tenantId, {
    matter: null,
    seq: 0,
    paper,
    path: now.row.path,
    at,
    by: who.staffId,
    office: place,
  })
  tx.write(setSheet, [who.tenantId, sitting, sheet.id])
  return null
}

/** A sitting as shown: its cases and how far each is, what is still to be looked at, and its papers. */
async function pageOf(world: World, tx: Tx, who: Who, at: Instant, sitting: string) {
  const found = await readSitting(world, tx, who.tenantId, sitting)
  if (!found) return null
  const office = await current(tx, who.tenantId, at)
  const { row, parts } = found
  const papers = await Promise.all(parts.map(({ held }) => tx.all(sheetsOf, [who.tenantId, held.matter.id])))
  const receipt = row.sheet ? await tx.maybe(sheetOf, [who.tenantId, row.sheet]) : null
  const shared = sharedPapers(parts.map(({ service }) => service))
  return {
    ...{ id: row.id, applicant: row.applicant, at: timed(row.at), contact: row.contact },
    receipt: receipt && { ...receipt, url: `/api/sheets/${receipt.id}.pdf` },
    cases: parts.map((part, i) => ({
      ...caseOf(world, office, part, { who, at }, shared),
      sheets: papers[i]!.map(({ id: sheet, kind, title, number }) => ({
        id: sheet,
        title: titleOnFile({ kind, title }),
        number,
        url: `/api/sheets/${sheet}.pdf`,
      })),
    })),
    papers: sharedRows(world, office, found, { who, at }, shared),
  }
}

function caseOf(
  world: World,
  office: OfficeSnapshot,
  { held: { matter }, service, record }: Sitting['parts'][number],
  { who, at }: { who: Who; at: Instant },
  shared: ReadonlySet<string>,
) {
  const process = world.processes.of(matter.kind, matter.service)!
  const setting = settingOf(process, { office, place: matter.office, at }, null, null, record)
  const facts = matter.facts as CaseFacts
  const rows = rowsOf(service, matter as Matter<CaseFacts>, setting)
  const limit = matter.clocks.find(({ name }) => name === 'limit')
  const paperOf = (id: string) => service.materials.find((one) => one.id === id)?.paper
  return {
    ...{
      id: matter.id,
      number: matter.number,
      version: matter.version,
      service: service.code,
      serviceName: service.name,
    },
    stateLabel: process.states[matter.state]?.label ?? matter.state,
    closed: process.states[matter.state]?.closed === true,
    promised: limit?.dueAt
      ? { at: iso(limit.dueAt), minutes: limit.limit.unit === 'workingMinutes', late: isLate(limit, at) }
      : null,
    visitorCode: matter.custody.first.staff === who.staffId ? visitorCode(world.keys, matter.id) : null,
    reviewing: matter.state === 'reviewing',
    reviewed: facts.review !== undefined,
    next: nextMove(matter, service),
    materials: matter.state === 'reviewing' ? rows.materials.filter(({ id }) => !shared.has(paperOf(id) ?? '')) : [],
    conditions: matter.state === 'reviewing' ? rows.conditions : [],
    review: facts.review ?? null,
  }
}

/** The papers that several of the cases need now, each on one line with the services that it serves. */
function sharedRows(
  world: World,
  office: OfficeSnapshot,
  { parts }: Sitting,
  { at }: { who: Who; at: Instant },
  shared: ReadonlySet<string>,
) {
  const rows = new Map<
    string,
    { id: string; label: string; hint: string; required: boolean; exempt: boolean; services: string[] }
  >()
  for (const {
    held: { matter },
    service,
  } of parts) {
    if (matter.state !== 'reviewing') continue
    const process = world.processes.of(matter.kind, matter.service)!
    const setting = settingOf(process, { office, place: matter.office, at }, null, null)
    for (const { id, label, hint, required, exempt } of rowsOf(service, matter as Matter<CaseFacts>, setting)
      .materials) {
      const paper = service.materials.find((one) => one.id === id)?.paper
      if (!paper || !shared.has(paper)) continue
      const known = rows.get(paper)
      if (known) {
        known.services.push(service.name)
        known.required ||= required
        known.exempt &&= exempt
        // One paper goes by several names; the longer one says more.
        if (label.length > known.label.length) known.label = label
      } else rows.set(paper, { id: paper, label, hint, required, exempt, services: [service.name] })
    }
  }
  return [...rows.values()]
}

function touch(world: World, { tenantId }: Who, moved: readonly Moved[]): void {
  for (const { held, posts } of moved)
    world.touched({ tenant: tenantId, path: held.path, matter: held.matter.id, version: held.matter.version, posts })
}
