import Type, { type Static } from 'typebox'
import { addDays, addMonths, type Day, dayOf, daysBetween, type Instant, instant, isDay, iso } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { organizationsBelow } from '#office/below.ts'
import { badInput, notSeen, notYours } from '#office/refusals.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Figures, type Line, type OfficeSums, type Place, type Side, sides } from './contract.ts'
import { lineOf, monthOf, mostDaysByDay, type Span, spanBefore, timesOf } from './policy.ts'
import { markOf, officeKeys } from './store.ts'
import { type Asked, sumsOf } from './sums.ts'

export const AskedFigures = Type.Object(
  {
    by: Type.Optional(choice<Side>('统计方式', sides)),
    from: Type.Optional(Type.String({ title: '开始日期', format: 'date' })),
    until: Type.Optional(Type.String({ title: '结束日期', format: 'date' })),
    office: Type.Optional(Type.String({ title: '单位（含下级）', format: 'uuid' })),
    service: Type.Optional(Type.String({ title: '事项', maxLength: 20 })),
    post: Type.Optional(Type.String({ title: '岗位', format: 'uuid' })),
  },
  { additionalProperties: false },
)
export type AskedFigures = Static<typeof AskedFigures>

/** The longest stretch, in days: ten years, by day a quarter. */
const mostDays = (by: Side) => (by === 'day' ? mostDaysByDay : 3660)

type Stand = { readonly who: Who; readonly at: Instant; readonly office: OfficeSnapshot }

/** Sums of an office and of all below it, for whoever leads it or one above (6.6). */
export async function figuresOf(
  { catalogue }: Pick<World, 'catalogue'>,
  tx: Tx,
  { who, at, office }: Stand,
  asked: AskedFigures,
): Promise<Figures | Refusal> {
  const { by = 'day', service = null, post = null } = asked
  const { tenantId: tenant } = who
  if (!who.isHead) return notYours('6.6', '统计由单位负责人和上级查看')
  const span = spanOf(asked, dayOf(at), by)
  if (isRefusal(span)) return span
  const offices = placesOf(office, who.orgPath)
  const top = asked.office === undefined ? offices[0] : offices.find(({ id }) => id === asked.office)
  if (!top) return notSeen('没有这个单位')
  const below = placesOf(office, office.organizations.get(top.id as never)!.path).map(({ id }) => id)
  const ask = { tenant, offices: below, service, post }
  const past = spanBefore(span)
  const [sums, total, before, mark] = await Promise.all([
    sumsOf(tx, { ...ask, ...wholly(span, dayOf(at)), by }),
    oneOf(tx, { ...ask, ...wholly(span, dayOf(at)), by: 'all' }),
    oneOf(tx, { ...ask, ...past, by: 'all' }),
    markOf(tx, tenant),
  ])
  const called = (key: string): string => {
    if (by === 'office' || by === 'post') return nameOf(office, key)
    return by === 'service' ? (catalogue.get(key)?.service.name ?? (key || '未分事项')) : key
  }
  const places = new Map(sums.places.map((row) => [row.key, row]))
  const found = sums.windows.map((row) => lineOf(row.key, called(row.key), row, places.get(row.key)))
  return {
    ...{ by, ...span, office: top, offices },
    ...{ counted: mark?.at ? iso(instant(mark.at.getTime())) : null, left: mark?.left ?? 0, all: mark?.all ?? 0 },
    rows: ordered(by, span, found, offices, isWhole(ask)),
    total: { ...total, name: '合计' },
    before: { ...before, name: '上期', ...past },
  }
}

/** Up to today is as much as the whole of this month, since nothing is later: so it is read from what is kept by month. */
function wholly({ from, until }: Span, today: Day): Span {
  return until < today ? { from, until } : { from, until: addDays(addMonths(monthOf(until), 1), -1) }
}

const isWhole = ({ service, post }: Pick<Asked, 'service' | 'post'>): boolean => service === null && post === null

/** Times without a gap, unless nothing was in all of them; offices as in the tree; what is of no service at the end. */
function ordered(by: Side, span: Span, found: readonly Line[], offices: readonly Place[], whole: boolean) {
  const times = found.length > 0 ? timesOf(by, span) : []
  if (times.length > 0) {
    const lines = new Map(found.map((line) => [line.key, line]))
    return times.map((key) => lines.get(key) ?? lineOf(key, key, nought, whole ? nought : undefined))
  }
  const place = new Map(offices.map(({ id }, nth) => [id, nth]))
  if (by === 'office') return found.toSorted((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0))
  return by === 'service' ? found.toSorted((a, b) => (a.key || '~').localeCompare(b.key || '~')) : found
}

/** All in one line, noughts where nothing was. */
async function oneOf(tx: Tx, asked: Asked) {
  const { windows, places } = await sumsOf(tx, asked)
  return lineOf('all', '', windows[0] ?? nought, places[0] ?? (isWhole(asked) ? nought : undefined))
}
const nought = Object.fromEntries(officeKeys.map((key) => [key, 0])) as OfficeSums

/** An office and all below it, from the top down. */
export function placesOf(office: OfficeSnapshot, path: string): readonly Place[] {
  const depth = (of: string) => of.split('.').length - path.split('.').length
  return organizationsBelow(office, path)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((one) => ({ id: one.id, name: one.name, depth: depth(one.path) }))
}

function spanOf(asked: { readonly from?: string; readonly until?: string }, today: Day, by: Side): Span | Refusal {
  const until = isDay(asked.until) ? asked.until : today
  const from = isDay(asked.from) ? asked.from : addDays(until, -29)
  const days = daysBetween(from, until)
  if (days < 0) return badInput('6.6', '/until', '结束日期不能早于开始日期')
  return days > mostDays(by)
    ? badInput('6.6', '/until', by === 'day' ? '按日期一次最多统计三个月，更长的请按月份' : '一次最多统计十年')
    : { from, until }
}
