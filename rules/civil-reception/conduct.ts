import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addDays, type Day, dayOf, daysBetween, type Instant, instant, instantAt, isDay, iso } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { assignedTo, type PostId, postsOf } from '#core/roster.ts'
import { whoOf } from '#matter/once.ts'
import { scopeOf } from '#matter/routes.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { officesBelow } from '#office/below.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { handled, latenesses, longestYears, passes, returns, secondDemands, whats } from './faults.ts'

const Period = Type.Object(
  {
    from: Type.Optional(Type.String({ title: '开始日期', format: 'date' })),
    until: Type.Optional(Type.String({ title: '结束日期', format: 'date' })),
  },
  { additionalProperties: false },
)

/** 履职情况: what was late, handed on and on (3.2.1), and what came back because of an error (3.2.2), by post, from the record itself. */
export const conductRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/figures/errors',
    { config: { allow: 'staff' }, schema: { summary: '履职情况：超期、转手、差错退回', querystring: Period } },
    async (request, reply) => {
      const who = whoOf(request)
      const at = world.now()
      const today = dayOf(at)
      const until = isDay(request.query.until) ? request.query.until : today
      const from = isDay(request.query.from) ? request.query.from : addDays(until, -29)
      const wrong = periodProblem(from, until)
      if (wrong) return reply.refuse(wrong)
      return world.db.read(scopeOf(who), async (tx) => {
        const office = await current(tx, who.tenantId, at)
        return { from, until, ...(await figures(world, tx, office, who, at, from, until)) }
      })
    },
  )
}

function periodProblem(from: Day, until: Day): Refusal | null {
  const days = daysBetween(from, until)
  const says = days < 0 ? '结束日期不能早于开始日期' : days > longestYears * 366 ? `最多统计${longestYears}年` : null
  return says === null ? null : { refused: 'bad-input', clause: '3.2.2', says, problems: [{ at: '/until', says }] }
}

/** One thing that counts against a post, with the matter in which it happened. */
type Event = {
  readonly what: keyof typeof whats
  readonly post: string
  readonly staff: string | null
  readonly at: Date
  readonly matter: string
  readonly number: string
  readonly title: string
  readonly says: string
}

async function figures(world: World, tx: Tx, office: OfficeSnapshot, who: Who, at: Instant, from: Day, until: Day) {
  const isHead = who.isHead
  const own = postsOf(office.roster, who.staffId, at).map(({ post }) => post as string)
  const offices = officesBelow(office, who.orgPath)
  const span = [iso(instantAt(from, 0)), iso(instantAt(addDays(until, 1), 0))]
  const kinds = world.processes.kinds.filter((kind) => !world.processes.of(kind, null)?.confidential)
  const [held, late, passed, returned, asked] = await Promise.all([
    tx.all(handled, [who.tenantId, offices, ...span, kinds]),
    tx.all(latenesses, [who.tenantId, offices, ...span, kinds]),
    tx.all(passes, [who.tenantId, offices, ...span, kinds]),
    tx.all(returns, [who.tenantId, offices, ...span, kinds]),
    tx.all(secondDemands, [who.tenantId, offices, ...span, kinds]),
  ])
  const clockOf = (row: (typeof late)[number]) =>
    world.processes.of(row.kind, row.service && row.version ? { code: row.service, version: row.version } : null)
      ?.clocks[row.clock]
  const events: Event[] = [
    ...late.flatMap((row) => {
      const clock = clockOf(row)
      return clock?.of === 'office' ? [{ ...row, what: 'late' as const, says: `${clock.label}超期` }] : []
    }),
    ...passed.map((row) => ({
      ...row,
      what: 'handed' as const,
      says: `转给${nameOf(office, row.next)}，第${row.link}手`,
    })),
    ...returned.map((row) => ({
      ...row,
      what: row.move === 'decline' || row.move === 'send-back' ? ('returned' as const) : ('corrected' as const),
    })),
    ...asked.map((row) => ({ ...row, what: 'second' as const })),
  ]
  const seen = events.filter(({ post }) => isHead || own.includes(post))
  const posts = new Set(
    [...held.map(({ post }) => post), ...seen.map(({ post }) => post)].filter((post) => isHead || own.includes(post)),
  )
  const rows = [...posts].map((post) => {
    const mine = seen.filter((event) => event.post === post)
    const count = (what: keyof typeof whats) => mine.filter((event) => event.what === what).length
    const errors = count('returned') + count('second') + count('corrected')
    const matters = held.find((one) => one.post === post)?.matters ?? 0
    const place = office.roster.posts.get(post as PostId)
    const a = place && assignedTo(office.roster, place.id, 'A', at)
    return {
      post: { id: post, name: nameOf(office, post) },
      office: place ? nameOf(office, place.office) : '',
      staff: a ? nameOf(office, a) : '',
      matters,
      late: count('late'),
      handed: count('handed'),
      longest: passed
        .filter((one) => one.post === post)
        .reduce((most, { link }) => Math.max(most, link), matters ? 1 : 0),
      returned: count('returned'),
      second: count('second'),
      corrected: count('corrected'),
      errors,
      rate: matters === 0 ? null : Math.round((errors / matters) * 1000) / 10,
    }
  })
  return {
    rows: rows.toSorted((a, b) => b.errors - a.errors || b.late - a.late || (a.post.name < b.post.name ? -1 : 1)),
    events: seen
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, 100)
      .map(({ at: when, staff, post, what, matter, number, title, says }) => ({
        ...{ at: iso(instant(when.getTime())), what, whatLabel: whats[what], says, number, title },
        ...{ matter, post: nameOf(office, post), staff: staff && nameOf(office, staff) },
      })),
  }
}
