import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addDays, type Day, dayOf, weekday } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { rowsAfter, shownAs } from '#matter/pages.ts'
import type { World } from '#matter/world.ts'
import { registerChores } from '#office/chore.ts'
import { entryDoors, OfOffice, staff } from '#office/entries.ts'
import { formOf, peopleOf, registerDoors, type Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Payables } from '#programs/subsidy/contract.ts'
import { classColumns } from './books.ts'
import { trainingChores } from './chores.ts'
import { classRoutes } from './class-routes.ts'
import { CancelBody, classForm, EndBody, InstitutionBody, KeeperBody, ReturnBody } from './contract.ts'
import { keyOf } from './effect.ts'
import { optionsOf, works } from './held.ts'
import {
  addInstitution,
  alterInstitution,
  endInstitution,
  findInstitution,
  institutionsOf,
  institutionView,
  unseenInstitution,
} from './institution.ts'
import { isCode, services, stages } from './policy.ts'
import { applicantLine } from './seats.ts'
import { classPage, type Filter, pageSize } from './store.ts'
import { subsidyRoutes } from './subsidy-routes.ts'
import { figuresShown } from './terms.ts'
import { applicantView, classView } from './view.ts'

const uuid = Type.String({ format: 'uuid' })
const OfList = Type.Object({
  office: Type.Optional(uuid),
  stage: Type.Optional(choice('状态', stages)),
  service: Type.Optional(choice('类别', services)),
  whose: Type.Optional(choice('负责人', { me: '我负责的' })),
  q: Type.Optional(Type.String({ title: '班级、工种或班号', maxLength: 50 })),
  after: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}_[0-9a-f-]{36}$' })),
})
const OfLine = Type.Object({
  office: Type.Optional(uuid),
  after: Type.Optional(Type.String({ maxLength: 80, pattern: '^[0-9T:.+-]{29}_[0-9a-f-]{36}$' })),
})

type Needs = { readonly world: World; readonly payables: Payables<Tx> }

/** Training classes (1.3: JY14, JY15): who teaches, who is taught, and what came of it. */
export const trainingRoutes: FastifyPluginAsyncTypebox<Needs> = async (app, { world, payables }) => {
  const doors = registerDoors(world)
  registerChores(trainingChores)
  app.get(
    '/api/training/classes',
    { config: staff, schema: { summary: '培训班台账', querystring: OfList } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, (tx, stand) =>
        listOf(tx, stand, asked(request.query, stand), world),
      ),
  )
  app.get(
    '/api/training/classes.xlsx',
    { config: staff, schema: { summary: '导出培训班台账', querystring: OfList } },
    (request, reply) =>
      doors.spreadsheet(request, reply, request.query.office, async (tx, stand) => {
        const { after: _, ...filter } = asked(request.query, stand)
        const rows = rowsAfter(
          (after, limit) =>
            classPage(tx, stand.tenant, stand.org.id, dayOf(stand.at), { ...filter, ...(after && { after }) }, limit),
          ({ from_day, id }) => `${from_day}_${id}`,
        )
        const seen = shownAs(rows, (row) => classView(stand, row, world.catalogue))
        return { sheet: '培训班台账', columns: classColumns, rows: seen }
      }),
  )
  app.get(
    '/api/training/applicants',
    { config: staff, schema: { summary: '等待编班的学员', querystring: OfLine } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, async (tx, stand) => {
        const rows = await applicantLine(tx, stand.tenant, stand.org.path, request.query.after, pageSize + 1)
        const shown = rows.slice(0, pageSize)
        const last = shown.at(-1)
        return {
          rows: shown.map((one) => applicantView(one, world.catalogue)),
          next: rows.length > pageSize && last ? keyOf(last) : null,
        }
      }),
  )
  institutions(app, world)
  classRoutes(app, world, payables)
  subsidyRoutes(app, world, payables)
}

type App = Parameters<typeof trainingRoutes>[0]

function institutions(app: App, world: World): void {
  const doors = registerDoors(world)
  app.get(
    '/api/training/institutions',
    { config: staff, schema: { summary: '培训机构名单', querystring: OfOffice } },
    (request, reply) =>
      doors.read(request, reply, request.query.office, async (tx, stand) => ({
        office: { id: stand.org.id, name: stand.org.name },
        rows: (await institutionsOf(tx, stand.tenant, stand.org.id)).map((row) => institutionView(stand, row)),
        leads: stand.leads,
        forms: { add: formOf(InstitutionBody), change: formOf(InstitutionBody), removal: formOf(EndBody) },
      })),
  )
  app.get(
    '/api/training/institutions.xlsx',
    { config: staff, schema: { summary: '导出培训机构名单', querystring: OfOffice } },
    (request, reply) =>
      doors.spreadsheet(request, reply, request.query.office, async (tx, stand) => ({
        sheet: '培训机构名单',
        columns: institutionColumns,
        rows: (await institutionsOf(tx, stand.tenant, stand.org.id)).map((row) => institutionView(stand, row)),
      })),
  )
  const entries = entryDoors(app, world, {
    ...{ path: '/api/training/institutions', register: 'training-institution' },
    find: findInstitution,
    view: (_tx, stand, row) => institutionView(stand, row),
    unseen: unseenInstitution,
  })
  entries.one('一家培训机构和它的经历')
  entries.add('登记培训机构', InstitutionBody, addInstitution)
  entries.act('change', '变更培训机构', InstitutionBody, alterInstitution)
  entries.act('removal', '培训机构移出名单', EndBody, (tx, stand, id, { reason }) =>
    endInstitution(tx, stand, id, reason),
  )
}

type InstitutionLine = ReturnType<typeof institutionView>
const institutionColumns = [
  { title: '机构', width: 30, value: (row: InstitutionLine) => row.name },
  { title: '可承担的培训', width: 20, value: (row: InstitutionLine) => row.servicesLabel },
  { title: '资质和文号', width: 36, value: (row: InstitutionLine) => row.qualification },
  { title: '有效期至', width: 14, value: (row: InstitutionLine) => row.validUntil },
  { title: '状态', width: 12, value: (row: InstitutionLine) => row.word },
  { title: '联系人', width: 10, value: (row: InstitutionLine) => row.contact },
  { title: '电话', width: 16, value: (row: InstitutionLine) => row.phone },
]

type Query = Omit<Filter, 'keeper'> & { readonly whose?: 'me' }

function asked({ whose, ...filter }: Query, { staff: me }: Stand): Filter {
  return { ...filter, ...(whose && { keeper: me }) }
}

async function listOf(tx: Tx, stand: Stand, filter: Filter, { catalogue }: World) {
  const today = dayOf(stand.at)
  const [rows, all] = await Promise.all([
    classPage(tx, stand.tenant, stand.org.id, today, filter),
    institutionsOf(tx, stand.tenant, stand.org.id),
  ])
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const keeper = peopleOf(stand)
  const form = (service: keyof typeof services) => {
    const able = all.filter((one) => !one.ended_at && one.services.includes(service) && one.valid_until >= today)
    const options = optionsOf(catalogue, service).map(({ code, label }) => ({ id: code, name: label }))
    const choices = { keeper, institution: able, [service === 'JY14' ? 'level' : 'course']: options }
    return formOf(classForm(service), choices)
  }
  return {
    office: { id: stand.org.id, name: stand.org.name },
    rows: shown.map((row) => classView(stand, row, catalogue)),
    next: rows.length > pageSize && last ? `${last.from_day}_${last.id}` : null,
    works: works(stand),
    institutions: all.filter((one) => !one.ended_at).length,
    suggested: { keeper: stand.staff, phone: stand.org.phone, places: 30, plan: suggestedPlan(today) },
    figures: Object.fromEntries(
      Object.keys(services).flatMap((code) => (isCode(code) ? [[code, figuresShown(catalogue, stand, code)]] : [])),
    ),
    forms: {
      ...{ JY14: form('JY14'), JY15: form('JY15'), return: formOf(ReturnBody), cancel: formOf(CancelBody) },
      keeper: formOf(KeeperBody, { keeper }),
    },
  }
}

/** Five days from Monday after next week on, to be written over. */
function suggestedPlan(today: Day): string {
  const monday = addDays(today, 15 - (weekday(today) || 7))
  return Array.from({ length: 5 }, (_, n) => `${addDays(monday, n)} 6 第${n + 1}天课程`).join('\n')
}
