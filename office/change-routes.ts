import { randomUUIDv7 } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { clockTime, type Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { OfficeId, PostId, StaffId } from '#core/roster.ts'
import { type AssignmentAsk, changeAssignment } from '#office/assignment.ts'
import { byOf, type OfficeNeeds } from '#office/caller.ts'
import { type Change, change } from '#office/change.ts'
import { closeOffice } from '#office/closure.ts'
import { current } from '#office/current.ts'
import {
  AssignmentBody,
  ClosureBody,
  DecisionBody,
  dayOfText,
  instantOf,
  LeaveBody,
  NoticeBody,
  OfId,
  StandInBody,
} from '#office/input.ts'
import { askLeave, decideLeave, endAbsence, type Named, recordAbsence } from '#office/leave.ts'
import { importNotice } from '#office/notice.ts'
import { badInput } from '#office/refusals.ts'
import type { By, Leave, OfficeSnapshot } from '#office/snapshot.ts'
import { nameStandIn } from '#office/stand-in.ts'
import { leaveView, organizationView, postView } from '#office/view.ts'
import { changeOnce } from '#platform/http/once.ts'

type Judge<Ask, R> = (office: OfficeSnapshot, by: By, ask: Ask) => Refusal | Change<R>
type Show<R> = (office: OfficeSnapshot, by: By, result: R) => unknown

/** Changing the place: each route is one command, once per Idempotency-Key, and answers with what it looks like now. */
export const officeChangeRoutes: FastifyPluginAsyncTypebox<OfficeNeeds> = async (app, { db, now }) => {
  const run = <Ask, R>(
    request: FastifyRequest,
    reply: FastifyReply,
    judge: Judge<Ask, R>,
    ask: Ask | Refusal,
    show: Show<R>,
    status = 200,
  ) => {
    if (isRefusal(ask)) return reply.refuse(ask)
    const by = byOf(request, now())
    return changeOnce(db, by.at, request, reply, async (tx) => {
      const result = await change(tx, by, judge, ask)
      if (isRefusal(result)) return result
      return { status, body: show(await current(tx, by.tenant, by.at), by, result) }
    })
  }
  const staff = { allow: 'staff' } as const

  app.post(
    '/api/office/absences',
    { config: staff, schema: { summary: '请假；负责人为他人登记离岗', body: LeaveBody } },
    (request, reply) => {
      const { staff: whom, kind, reason, named, ...times } = request.body
      const period = periodOf(times)
      const self = request.session!.who.staffId
      if (isRefusal(period)) return reply.refuse(period)
      const ask = { id: randomUUIDv7(), kind, reason, ...period }
      if (whom === undefined || whom === self) return run(request, reply, askLeave, ask, leaveShown, 201)
      return run(
        request,
        reply,
        recordAbsence,
        { ...ask, staff: whom as StaffId, named: namedOf(named) },
        leaveShown,
        201,
      )
    },
  )
  app.post(
    '/api/office/absences/:id/decision',
    { config: staff, schema: { summary: '审批请假', params: OfId, body: DecisionBody } },
    (request, reply) => {
      const { approve, says = '', named } = request.body
      return run(
        request,
        reply,
        decideLeave,
        { id: request.params.id, approve, says, named: namedOf(named) },
        leaveShown,
      )
    },
  )
  app.post(
    '/api/office/absences/:id/return',
    { config: staff, schema: { summary: '销假：提前返岗或取消', params: OfId } },
    (request, reply) => run(request, reply, endAbsence, { id: request.params.id }, leaveShown),
  )
  app.post(
    '/api/office/posts/:id/stand-in',
    { config: staff, schema: { summary: '指定代办人员', params: OfId, body: StandInBody } },
    (request, reply) => {
      const period = periodOf(request.body)
      const ask = { id: randomUUIDv7(), post: request.params.id as PostId, staff: request.body.staff as StaffId }
      return run(request, reply, nameStandIn, isRefusal(period) ? period : { ...ask, ...period }, (office, by, done) =>
        postView(office, done.post, by.at),
      )
    },
  )
  app.post(
    '/api/office/posts/:id/assignment',
    { config: staff, schema: { summary: '调整A角、B角', params: OfId, body: AssignmentBody } },
    (request, reply) => {
      const from = request.body.from === undefined ? now() : instantOf(request.body.from, false)
      if (from === null) return reply.refuse(noSuchTime('/from'))
      const ask: AssignmentAsk = {
        post: request.params.id as PostId,
        role: request.body.role,
        staff: request.body.staff as StaffId | null,
        from,
      }
      return run(request, reply, changeAssignment, ask, (office, by, done) => postView(office, done.post, by.at))
    },
  )
  app.post(
    '/api/office/closures',
    { config: staff, schema: { summary: '登记停止办公', body: ClosureBody } },
    (request, reply) => {
      const { office: which, day, from = null, to = null, why } = request.body
      const on = dayOfText(day)
      if (on === null) return reply.refuse(noSuchTime('/day'))
      const ask = {
        id: randomUUIDv7(),
        office: (which ?? request.session!.who.orgId) as OfficeId,
        day: on,
        from,
        to,
        why,
      }
      const shown = (minute: number | null) => (minute === null ? null : clockTime(minute))
      return run(
        request,
        reply,
        closeOffice,
        ask,
        (office, by, done) => ({
          office: organizationView(office, done.office, by.at),
          closure: { day: done.day, from: shown(done.from), to: shown(done.to), why: done.why },
        }),
        201,
      )
    },
  )
  app.post(
    '/api/calendar/notices',
    {
      config: { allow: ['head', { administrator: 'system' }] },
      schema: { summary: '导入年度节假日安排', body: NoticeBody },
    },
    (request, reply) =>
      run(
        request,
        reply,
        importNotice,
        { file: request.body },
        (_office, _by, { notice, warnings }) => ({ notice, warnings }),
        201,
      ),
  )
}

function leaveShown(office: OfficeSnapshot, by: By, leave: Leave) {
  return leaveView(office, leave, by)
}

function periodOf(given: {
  readonly from: string
  readonly until: string
}): { from: Instant; until: Instant } | Refusal {
  const from = instantOf(given.from, false)
  const until = instantOf(given.until, true)
  if (from === null) return noSuchTime('/from')
  return until === null ? noSuchTime('/until') : { from, until }
}

function namedOf(given: readonly { readonly post: string; readonly staff: string }[] = []): readonly Named[] {
  return given.map(({ post, staff }) => ({ id: randomUUIDv7(), post: post as PostId, staff: staff as StaffId }))
}

function noSuchTime(at: string): Refusal {
  return badInput(null, at, '没有这个时间')
}
