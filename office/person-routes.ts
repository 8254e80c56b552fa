import { randomUUIDv7 } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { dayOf, type Instant, instantAt, iso } from '#core/day.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { byOf } from '#office/caller.ts'
import { type ChoreSource, registerChores } from '#office/chore.ts'
import { current } from '#office/current.ts'
import { sealedPhone } from '#office/door.ts'
import { DepartBody, OfId, PersonBody, PersonEditBody } from '#office/ground-input.ts'
import { type GroundNeeds, groundRun } from '#office/ground-run.ts'
import { instantOf } from '#office/input.ts'
import { keeps, leads } from '#office/keeper.ts'
import {
  addPerson,
  confirmDeparture,
  type Departed,
  depart,
  editPerson,
  inHandOf,
  withdrawDeparture,
} from '#office/people.ts'
import { heldByStaff, usernameTaken, waitingDepartures } from '#office/person-store.ts'
import { badInput } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { person } from '#office/view.ts'
import { scopeOf } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'

const keepers = { allow: ['head', { administrator: 'system' }] } as const

/** The open matters of somebody, behind the posts that are or were theirs. */
function heldOf(tx: Tx, tenant: string, { roster }: OfficeSnapshot, staff: StaffId) {
  return heldByStaff(tx, tenant, roster.postsWith.get(staff) ?? [], staff)
}

/** People of an office: who comes, who changes, who moves and who leaves (5.5). */
export const personRoutes: FastifyPluginAsyncTypebox<GroundNeeds> = async (app, needs) => {
  const { keys } = needs
  const run = groundRun(needs)
  app.post(
    '/api/ground/people',
    { config: keepers, schema: { summary: '登记人员', body: PersonBody } },
    (request, reply) => {
      const { office, phone = '', ...rest } = request.body
      const id = randomUUIDv7() as StaffId
      return run(
        request,
        reply,
        addPerson,
        async (tx, _place, by) => ({
          ...{ ...rest, id, office: office as OfficeId, from: instantAt(dayOf(by.at), 0) },
          phone: phone.trim() ? sealedPhone(keys, by.tenant, id, phone.trim()) : null,
          taken: await usernameTaken(tx, rest.username),
        }),
        (place, _by, { staff }) => ({ body: person(place, staff) }),
        201,
      )
    },
  )
  app.post(
    '/api/ground/people/:id',
    { config: keepers, schema: { summary: '更新人员信息', params: OfId, body: PersonEditBody } },
    (request, reply) => {
      const id = request.params.id as StaffId
      const { phone = '', ...rest } = request.body
      return run(
        request,
        reply,
        editPerson,
        (_tx, _place, by) => ({
          ...{ ...rest, id },
          phone: phone.trim() ? sealedPhone(keys, by.tenant, id, phone.trim()) : null,
        }),
        (place, _by, { staff }) => ({ body: person(place, staff) }),
      )
    },
  )
  await app.register(departures, needs)
}

/** The head is told on the desk that a hand-over waits for their word (5.5). */
const departureChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const by = { tenant, staff, at }
  return (await waitingDepartures(tx, tenant))
    .filter((d) => d.staff !== staff && leads(office, by, d.office))
    .map((d) => ({
      clause: '5.5',
      says: `${person(office, d.staff).name}${d.to === null ? '离职' : '调动'}，请核对移交后确认`,
      to: '/ground',
    }))
}

const departures: FastifyPluginAsyncTypebox<GroundNeeds> = async (app, needs) => {
  const { db, now, endSessions } = needs
  registerChores(departureChores)
  const run = groundRun(needs)
  const shown = (place: OfficeSnapshot, _by: unknown, { staff, state, from }: Departed) => ({
    body: { staff: person(place, staff), state, from: iso(from) },
  })
  /** Whoever has left or moved is not at the desk any more. */
  const ended = (place: OfficeSnapshot, by: By, done: Departed) => ({
    ...shown(place, by, done),
    ...(done.state === 'done' && { after: () => endSessions(by.tenant, done.staff) }),
  })
  app.post(
    '/api/ground/people/:id/move',
    { config: keepers, schema: { summary: '调动或离职', params: OfId, body: DepartBody } },
    (request, reply) => {
      const { to, from, confirm = false } = request.body
      const staff = request.params.id as StaffId
      return run(
        request,
        reply,
        depart,
        async (tx, place, by) => {
          const start: Instant | null = from === undefined ? by.at : instantOf(from, false)
          if (start === null) return badInput('5.5', '/from', '没有这一天')
          const [held, waiting] = await Promise.all([
            heldOf(tx, by.tenant, place, staff),
            waitingDepartures(tx, by.tenant),
          ])
          return { id: randomUUIDv7(), staff, to: to as OfficeId | null, from: start, confirm, held, waiting }
        },
        ended,
      )
    },
  )
  app.get('/api/ground/departures', { config: keepers, schema: { summary: '待确认移交的调动和离职' } }, (request) => {
    const by = byOf(request, now())
    return db.read(scopeOf(request.session!.who), async (tx) => {
      const place = await current(tx, by.tenant, by.at)
      const waiting = (await waitingDepartures(tx, by.tenant)).filter(
        (d) => keeps(place, by, d.office) || leads(place, by, d.office),
      )
      const rows = []
      for (const d of waiting) {
        const mayConfirm = leads(place, by, d.office) && d.staff !== by.staff
        const held = mayConfirm ? await heldOf(tx, by.tenant, place, d.staff) : []
        rows.push({
          ...{ id: d.id, staff: person(place, d.staff), from: iso(d.from), askedBy: person(place, d.askedBy) },
          office: { id: d.office, name: place.organizations.get(d.office)?.name ?? '' },
          to: d.to && { id: d.to, name: place.organizations.get(d.to)?.name ?? '' },
          mayConfirm,
          inHand: mayConfirm ? inHandOf(place, { staff: d.staff, held }, d.from).map(({ says }) => says) : [],
        })
      }
      return { departures: rows }
    })
  })
  for (const [word, judge, summary] of [
    ['confirm', confirmDeparture, '确认移交，调动生效'],
    ['withdraw', withdrawDeparture, '退回调动'],
  ] as const)
    app.post(
      `/api/ground/departures/:id/${word}`,
      { config: keepers, schema: { summary, params: OfId } },
      (request, reply) =>
        run(
          request,
          reply,
          judge,
          async (tx, _place, by) => ({
            departure: (await waitingDepartures(tx, by.tenant)).find((d) => d.id === request.params.id) ?? null,
          }),
          word === 'confirm' ? ended : shown,
        ),
    )
}
