import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { addDays, type Day, dayOf, daysBetween, instant, isDay, iso } from '#core/day.ts'
import { choice } from '#core/field.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { reading } from '#matter/door.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import { officesBelow } from '#office/below.ts'
import { badInput, notSeen, notYours } from '#office/refusals.ts'
import { placeKeys, placeMeasures, type Side, sides, windowKeys, windowMeasures } from './contract.ts'
import { placeShares, windowShares } from './policy.ts'
import { markOf } from './store.ts'
import { type Span, sumsOf } from './sums.ts'

const Asked = Type.Object(
  {
    by: choice<Side>('统计方式', sides),
    from: Type.Optional(Type.String({ title: '开始日期', format: 'date' })),
    until: Type.Optional(Type.String({ title: '结束日期', format: 'date' })),
    office: Type.Optional(Type.String({ title: '单位', format: 'uuid' })),
    service: Type.Optional(Type.String({ title: '事项', maxLength: 20 })),
    post: Type.Optional(Type.String({ title: '岗位', format: 'uuid' })),
  },
  { additionalProperties: false },
)

/** The longest stretch, in days: by day a year, else ten. */
const mostDays = (by: Side) => (by === 'day' ? 366 : 3660)

/** 统计: sums of an office and of all below it, for whoever leads it (6.6). */
export const figuresRoutes: FastifyPluginAsyncTypebox<{ world: World }> = async (app, { world }) => {
  app.get(
    '/api/figures/sums',
    { config: { allow: 'staff' }, schema: { summary: '统计汇总', querystring: Asked } },
    (request, reply) =>
      reading(world, request, reply, async (tx, { who, at, office }) => {
        const { by, service = null, post = null } = request.query
        if (!who.isHead) return notYours('6.6', '统计由单位负责人和上级查看')
        const span = spanOf(request.query, dayOf(at), by)
        if (isRefusal(span)) return span
        const below: readonly string[] = officesBelow(office, who.orgPath)
        const one = request.query.office
        if (one !== undefined && !below.includes(one)) return notSeen('没有这个单位')
        const offices = one === undefined ? below : [one]
        const [sums, mark] = await Promise.all([
          sumsOf(tx, { tenant: who.tenantId, offices, by, service, post, ...span }),
          markOf(tx, who.tenantId),
        ])
        const called = (key: string) =>
          by === 'office' || by === 'post'
            ? nameOf(office, key)
            : by === 'service'
              ? (world.catalogue.get(key)?.service.name ?? (key || '未分事项'))
              : key
        const places = new Map(sums.places.map((row) => [row.key, row]))
        const keys = [...new Set([...sums.windows, ...sums.places].map(({ key }) => key))].toSorted()
        const windows = new Map(sums.windows.map((row) => [row.key, row]))
        return {
          ...{ by, ...span, until: span.until },
          /** Until when the record was read; null before the first time. */
          counted: mark && iso(instant(mark.at.getTime())),
          measures: { ...windowMeasures, ...placeMeasures },
          rows: keys.map((key) => {
            const window = windows.get(key)
            const place = places.get(key)
            return {
              ...{ key, name: called(key) },
              sums: {
                ...Object.fromEntries(windowKeys.map((one) => [one, window?.[one] ?? 0])),
                ...(place && Object.fromEntries(placeKeys.map((one) => [one, place[one]]))),
              },
              shares: { ...(window && windowShares(window)), ...(place && placeShares(place)) },
            }
          }),
        }
      }),
  )
}

function spanOf(asked: { readonly from?: string; readonly until?: string }, today: Day, by: Side): Span | Refusal {
  const until = isDay(asked.until) ? asked.until : today
  const from = isDay(asked.from) ? asked.from : addDays(until, -29)
  const days = daysBetween(from, until)
  if (days < 0) return badInput('6.6', '/until', '结束日期不能早于开始日期')
  return days > mostDays(by)
    ? badInput('6.6', '/until', by === 'day' ? '按日期一次最多统计一年' : '一次最多统计十年')
    : { from, until }
}
