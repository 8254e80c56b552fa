import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { FIRST_YEAR, LAST_YEAR } from '#core/calendar/range.ts'
import { dayOf } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { isRefusal } from '#core/refusal.ts'
import { type OfficeId, officeOf } from '#core/roster.ts'
import { byOf, type OfficeNeeds } from '#office/caller.ts'
import { officeChangeRoutes } from '#office/change-routes.ts'
import { current } from '#office/current.ts'
import { deadlineOf } from '#office/deadline.ts'
import { directoryView } from '#office/directory.ts'
import { dayOfText, OfAbsences, OfDay, OfDeadline, OfDirectory, OfOffice } from '#office/input.ts'
import { badInput, notSeen } from '#office/refusals.ts'
import { type By, type OfficeSnapshot, sees } from '#office/snapshot.ts'
import { gapsView, leavesView, officesView, officeView, rosterView } from '#office/view.ts'
import { scopeOf } from '#platform/auth/who.ts'

type View = (office: OfficeSnapshot, by: By) => Readonly<Record<string, unknown>> | Refusal

/** The place, read and changed. A superior may name an office below; nobody may name one beside or above. */
export const officeRoutes: FastifyPluginAsyncTypebox<OfficeNeeds> = async (app, { db, now }) => {
  await app.register(officeChangeRoutes, { db, now })
  const ask = async (request: FastifyRequest, reply: FastifyReply, view: View) => {
    const by = byOf(request, now())
    const seen = view(await db.read(scopeOf(request.session!.who), (tx) => current(tx, by.tenant, by.at)), by)
    return isRefusal(seen) ? reply.refuse(seen) : seen
  }
  const staff = { allow: 'staff' } as const

  app.get(
    '/api/office',
    { config: staff, schema: { summary: '本单位：窗口、岗位、在岗人员、办公时间', querystring: OfOffice } },
    (request, reply) =>
      ask(request, reply, (office, by) => within(office, by, request.query.office, (id) => officeView(office, id, by))),
  )
  app.get(
    '/api/office/roster',
    { config: staff, schema: { summary: '某日各岗位由谁承办', querystring: OfDay } },
    (request, reply) =>
      ask(request, reply, (office, by) => {
        const on = dayOfText(request.query.day ?? dayOf(by.at))
        if (on === null) return badInput(null, '/day', `没有这一天，或不在${FIRST_YEAR}年至${LAST_YEAR}年之间`)
        return within(office, by, request.query.office, (id) => rosterView(office, id, on))
      }),
  )
  app.get(
    '/api/office/absences',
    { config: staff, schema: { summary: '请假和离岗', querystring: OfAbsences } },
    (request, reply) =>
      ask(request, reply, (office, by) =>
        within(office, by, request.query.office, (id) => leavesView(office, id, by, request.query.after)),
      ),
  )
  app.get(
    '/api/office/gaps',
    { config: staff, schema: { summary: 'AB角缺口', querystring: OfOffice } },
    (request, reply) =>
      ask(request, reply, (office, by) =>
        within(office, by, request.query.office, (id) => ({ gaps: gapsView(office, id, by.at) })),
      ),
  )
  app.get('/api/offices', { config: staff, schema: { summary: '本单位和下级单位' } }, (request, reply) =>
    ask(request, reply, officesView),
  )
  app.get(
    '/api/directory',
    { config: staff, schema: { summary: '转办和指引去向', querystring: OfDirectory } },
    (request, reply) =>
      ask(request, reply, (office, by) => directoryView(office, by, request.query.q, request.query.role)),
  )
  app.get(
    '/api/deadline',
    { config: { allow: 'signed-in' }, schema: { summary: '按本单位日历计算到期日', querystring: OfDeadline } },
    (request, reply) =>
      ask(request, reply, (office, by) => {
        const { from, limit, unit } = request.query
        const start = dayOfText(from)
        if (start === null) return badInput('7.4', '/from', `没有这一天，或不在${FIRST_YEAR}年至${LAST_YEAR}年之间`)
        return within(office, by, undefined, (id) => deadlineOf(office.calendar(id), start, limit, unit))
      }),
  )
}

function within<T>(office: OfficeSnapshot, by: By, asked: string | undefined, view: (id: OfficeId) => T): T | Refusal {
  const id = (asked ?? officeOf(office.roster, by.staff, by.at)) as OfficeId | null
  if (id === null) return notSeen('您目前不属于任何单位')
  return office.organizations.has(id) && sees(office, by.staff, id, by.at) ? view(id) : notSeen('没有这个单位')
}
