import { randomUUIDv7 } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { dayOf, instant, iso } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { reading } from '#matter/door.ts'
import { changing, whoOf } from '#matter/once.ts'
import type { World } from '#matter/world.ts'
import { recordAbsent } from '#office/absent.ts'
import { correctMark, signIn, signOut } from '#office/attendance.ts'
import { comeBack, leavePost, step } from '#office/away.ts'
import { change } from '#office/change.ts'
import { current } from '#office/current.ts'
import { dayOfText } from '#office/input.ts'
import { leads } from '#office/keeper.ts'
import { endAbsence } from '#office/leave.ts'
import { keepMark, marksOf } from '#office/marks.ts'
import { outNow } from '#office/out.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { firstId, sql, type Tx } from '#platform/db/db.ts'
import { handBack } from './brief.ts'
import { markView } from './month.ts'
import { byOf, OfPlace, placeOf } from './place.ts'
import { todays, todayView } from './today.ts'

const strict = { additionalProperties: false } as const
const id = (title: string) => Type.String({ title, format: 'uuid' })
const Correction = Type.Object(
  {
    staff: id('人员'),
    day: Type.String({ title: '日期', format: 'date' }),
    what: choice('更正什么', { in: '签到', out: '签退' }),
    time: Type.String({ title: '实际时间', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
    why: Type.String({ title: '理由', minLength: 1, maxLength: 500, pattern: '\\S' }),
  },
  strict,
)
const Absent = Type.Object({ staff: id('人员') }, strict)
const Leaving = Type.Object(
  {
    minutes: Type.Integer({ title: '几分钟后返岗', minimum: 1, maximum: 240 }),
    why: Type.String({ title: '去向', minLength: 1, maxLength: 100, pattern: '\\S' }),
  },
  strict,
)
const Return = Type.Object({ staff: Type.Optional(id('人员')) }, strict)

const cursorForm = '^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+(Z|[+-]\\d{2}:\\d{2})~[0-9a-f-]{36}$'
const OfHistory = Type.Object(
  { office: Type.Optional(id('单位')), cursor: Type.Optional(Type.String({ pattern: cursorForm, maxLength: 90 })) },
  strict,
)

type AwayRow = {
  readonly id: string
  readonly staff: StaffId
  readonly why: string
  readonly from_at: Date
  readonly back_by: Date
  readonly until_at: Date
  readonly back_at: Date | null
  readonly empty_at: Date | null
}
const history = sql<AwayRow>(
  'away.page',
  `select id, staff, why, from_at, back_by, until_at, back_at, empty_at from away
   where tenant_id = $1 and office = $2 and ($5::uuid is null or staff = $5) and (from_at, id) < ($3::timestamptz, $4::uuid)
   order by from_at desc, id desc limit 31`,
)

const noPerson: Refusal = { refused: 'not-seen', clause: '4.2.1', says: '没有这位工作人员' }
const staff = { allow: 'staff' } as const

/** Signing in and out, and stepping out for some minutes: all by one key (3.2.3, 4.2.1, 4.2.3). */
export const presenceRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  await app.register(todayRoutes, { world })
  await app.register(markRoutes, { world })
  await app.register(awayRoutes, { world })
}

const todayRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/office/attendance/today',
    {
      config: { ...staff, passive: true },
      schema: { summary: '今天：本人签到情况和本单位在岗情况', querystring: OfPlace },
    },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, at, office }) => {
        const by = byOf(who, at)
        const place = placeOf(office, by, request.query.office)
        return isRefusal(place) ? place : todayView(office, by, place, await todays(tx, by, place))
      }),
  )
}

const markRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  for (const [what, judge, summary] of [
    ['in', signIn, '签到'],
    ['out', signOut, '签退'],
  ] as const)
    app.post(`/api/office/attendance/${what}`, { config: staff, schema: { summary } }, (request, reply) => {
      const who = whoOf(request)
      const by = byOf(who, world.now())
      return changing(world.db, { ...who, actor: who.staffId }, by.at, request, reply, async (tx, gate) => {
        const [office, had] = await Promise.all([
          current(tx, by.tenant, by.at),
          marksOf(tx, by.tenant, by.staff, dayOf(by.at)),
          gate,
        ])
        const mark = judge(office, by, { id: randomUUIDv7(), had })
        if (isRefusal(mark)) return mark
        const ended = await endings(tx, office, by, what)
        if (isRefusal(ended)) return ended
        keepMark(tx, office, by, mark)
        const [after, marks] = await Promise.all([current(tx, by.tenant, by.at), todays(tx, by, mark.office)])
        const handed = await handBack(world, tx, by.tenant, after, by.at, { staff: by.staff })
        const body = { ...todayView(after, by, mark.office, marks), handed }
        return { status: 201, body, after: () => woken(world, office, mark.office) }
      })
    })

  app.post(
    '/api/office/attendance/corrections',
    { config: staff, schema: { summary: '负责人更正考勤（原记录保留）', body: Correction } },
    (request, reply) => {
      const who = whoOf(request)
      const by = byOf(who, world.now())
      const { staff: whom, day, what, time, why } = request.body
      const on = dayOfText(day)
      if (on === null)
        return reply.refuse({
          refused: 'bad-input',
          clause: '4.2.1',
          says: '没有这一天',
          problems: [{ at: '/day', says: '没有这一天' }],
        })
      const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      return changing(world.db, { ...who, actor: who.staffId }, by.at, request, reply, async (tx, gate) => {
        const [office, had] = await Promise.all([
          current(tx, by.tenant, by.at),
          marksOf(tx, by.tenant, whom as StaffId, on),
          gate,
        ])
        const ask = { id: randomUUIDv7(), staff: whom as StaffId, day: on, what, minute, why, had }
        const mark = correctMark(office, by, ask)
        if (isRefusal(mark)) return mark
        keepMark(tx, office, by, mark)
        return { status: 201, body: markView(mark) }
      })
    },
  )

  app.post(
    '/api/office/attendance/absences',
    { config: staff, schema: { summary: '登记缺岗：未到岗且未请假，即由B角代行', body: Absent } },
    (request, reply) => {
      const who = whoOf(request)
      const by = byOf(who, world.now())
      const whom = request.body.staff as StaffId
      return changing(world.db, { ...who, actor: who.staffId }, by.at, request, reply, async (tx, gate) => {
        const [office] = await Promise.all([current(tx, by.tenant, by.at), gate])
        const place = officeOf(office.roster, whom, by.at)
        if (place === null) return noPerson
        const ask = { id: randomUUIDv7(), staff: whom, marks: await todays(tx, by, place) }
        const leave = await change(tx, by, recordAbsent, ask)
        if (isRefusal(leave)) return leave
        const body = { id: leave.id, staff: { id: whom, name: nameOf(office.roster, whom) }, until: iso(leave.until) }
        return { status: 201, body, after: () => woken(world, office, place) }
      })
    },
  )
}

/** Coming in ends what was recorded because nobody knew; going home ends a leaving that was never ended. */
async function endings(tx: Tx, office: OfficeSnapshot, by: By, what: 'in' | 'out'): Promise<Refusal | null> {
  if (outNow(office, by.staff, by.at)) {
    const back = await step(tx, by, comeBack, { staff: by.staff })
    if (isRefusal(back)) return back
  }
  if (what === 'out') return null
  const absent = [...(office.leavesOf.get(by.staff) ?? [])].find(
    (leave) => leave.kind === 'absent' && leave.returnedAt === null && leave.from <= by.at && by.at < leave.until,
  )
  const ended = absent && (await change(tx, by, endAbsence, { id: absent.id }))
  return ended && isRefusal(ended) ? ended : null
}

/** Every desk of the office may look different now. */
function woken(world: World, office: OfficeSnapshot, place: OfficeId): void {
  const posts = (office.roster.postsIn.get(place) ?? []).map((post) => post.id)
  const path = office.organizations.get(place)?.path ?? ''
  world.touched({ tenant: office.tenant.id, path, matter: '', version: 0, posts })
}

const awayRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  const stepping = <Ask>(
    request: Parameters<typeof changing>[3],
    reply: Parameters<typeof changing>[4],
    judge: Parameters<typeof step<Ask>>[2],
    ask: Ask,
  ) => {
    const who = whoOf(request)
    const by = byOf(who, world.now())
    return changing(world.db, { ...who, actor: who.staffId }, by.at, request, reply, async (tx, gate) => {
      await gate
      const out = await step(tx, by, judge, ask)
      if (isRefusal(out)) return out
      const office = await current(tx, by.tenant, by.at)
      const [marks, handed] = await Promise.all([
        todays(tx, by, out.office),
        handBack(world, tx, by.tenant, office, by.at, { staff: out.staff }),
      ])
      return {
        status: 201,
        body: { ...todayView(office, by, out.office, marks), handed },
        after: () => woken(world, office, out.office),
      }
    })
  }
  app.post('/api/office/away', { config: staff, schema: { summary: '离岗报备', body: Leaving } }, (request, reply) =>
    stepping(request, reply, leavePost, { id: randomUUIDv7(), ...request.body }),
  )
  app.post(
    '/api/office/away/return',
    { config: staff, schema: { summary: '返岗', body: Return } },
    (request, reply) => {
      const self = whoOf(request).staffId
      return stepping(request, reply, comeBack, { staff: (request.body.staff ?? self) as StaffId })
    },
  )
  app.get(
    '/api/office/away',
    { config: staff, schema: { summary: '离岗报备记录', querystring: OfHistory } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, at, office }) => {
        const by = byOf(who, at)
        const [from = iso(instant(at + 1)), last = firstId] = request.query.cursor?.split('~') ?? []
        const place = placeOf(office, by, request.query.office)
        if (isRefusal(place)) return place
        const whose = leads(office, by, place) ? null : by.staff
        const rows = await tx.all(history, [by.tenant, place, from, last, whose])
        return { rows: rows.slice(0, 30).map((row) => awayView(office, row, at)), next: nextOf(rows) }
      }),
  )
}

function nextOf(rows: readonly AwayRow[]): string | null {
  const last = rows[29]
  return rows.length > 30 && last ? `${iso(instant(last.from_at.getTime()))}~${last.id}` : null
}

function awayView(office: OfficeSnapshot, row: AwayRow, at: By['at']) {
  const timed = (date: Date | null) => date && iso(instant(date.getTime()))
  const end = row.back_at ?? (row.until_at.getTime() <= at ? row.until_at : null)
  return {
    ...{ id: row.id, staff: { id: row.staff, name: nameOf(office.roster, row.staff) }, why: row.why },
    ...{ from: timed(row.from_at), backBy: timed(row.back_by), backAt: timed(row.back_at), ended: timed(end) },
    minutes: end && Math.round((end.getTime() - row.from_at.getTime()) / 60_000),
    empty: row.empty_at !== null,
  }
}
