import { type Day, dayOf, isDay, spoken } from '#core/day.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import { badInput } from '#office/refusals.ts'
import type { Stand } from '#office/register.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import { defaultSetting } from '#regulation/limits.ts'
import { signKinds, type Venue, type VenueAsk, wantedZones, type Zone, zoneKinds } from './contract.ts'

export type Gap = { readonly clause: ClauseId; readonly says: string }

/** What contradicts itself in a plan: zones off the grid or over one another, windows that the office hasn't. */
export function faultsOf(stand: Stand, ask: VenueAsk): Refusal | null {
  const problems = [...days(stand, ask), ...zonesWrong(ask), ...windowsWrong(stand, ask)]
  const [first] = problems
  return first ? { refused: 'bad-input', clause: '10.1.3', says: first.says, problems } : null
}

function days(stand: Stand, { from, areas }: VenueAsk): readonly Problem[] {
  const today = dayOf(stand.at)
  const wrong = areas.flatMap(({ measuredOn }, i) =>
    isDay(measuredOn) && measuredOn <= today ? [] : [{ at: `/areas/${i}/measuredOn`, says: '测量日期不能晚于今天' }],
  )
  return isDay(from) ? wrong : [{ at: '/from', says: '没有这一天' }, ...wrong]
}

function zonesWrong({ zones, columns, rows }: VenueAsk): readonly Problem[] {
  return zones.flatMap((zone, i) => {
    const at = `/zones/${i}`
    if (zone.x + zone.width - 1 > columns) return [{ at: `${at}/width`, says: `“${zone.name}”超出平面图右边` }]
    if (zone.y + zone.height - 1 > rows) return [{ at: `${at}/height`, says: `“${zone.name}”超出平面图下边` }]
    const over = zones.slice(0, i).find((other) => overlap(zone, other))
    return over ? [{ at: `${at}/x`, says: `“${zone.name}”与“${over.name}”重叠，功能区之间界线要清楚` }] : []
  })
}

function overlap(a: Zone, b: Zone): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function windowsWrong({ office, org }: Stand, { windows, columns, rows }: VenueAsk): readonly Problem[] {
  const known = new Set((office.windows.get(org.id) ?? []).map(({ number }) => number))
  return windows.flatMap((window, i) => {
    const at = `/windows/${i}`
    if (!known.has(window.number)) return [{ at: `${at}/number`, says: `本单位没有${window.number}号窗口` }]
    if (window.x > columns) return [{ at: `${at}/x`, says: '超出平面图右边' }]
    if (window.y > rows) return [{ at: `${at}/y`, says: '超出平面图下边' }]
    const twin = windows.slice(0, i).some(({ number }) => number === window.number)
    return twin ? [{ at: `${at}/number`, says: `${window.number}号窗口放了两次` }] : []
  })
}

/** The zone in which a window stands, or null. */
export function zoneAt(zones: readonly Zone[], { x, y }: { readonly x: number; readonly y: number }): Zone | null {
  return zones.find((z) => z.x <= x && x < z.x + z.width && z.y <= y && y < z.y + z.height) ?? null
}

/** A hall is so from a day on which it had been measured, and not before what is on record began (10.1.1). */
export function beginsTooEarly({ from, areas }: VenueAsk, held: Day | null): Refusal | null {
  const measured = areas
    .map(({ measuredOn }) => measuredOn)
    .sort()
    .at(-1)
  if (held !== null && from < held)
    return badInput('10.1.1', '/from', `现行登记自${spoken(held)}起，新的情况不能早于这一天`)
  if (measured !== undefined && isDay(measured) && from < measured)
    return badInput('10.1.1', '/from', `面积是${spoken(measured)}测量的，登记的情况不能早于测量的那天`)
  return null
}

/** What a venue still lacks: areas (10.1.1), zones and windows in them (10.1.3), signs (10.4.5). All of it, each with its clause. */
export function gapsOf(stand: Stand, venue: Venue | null): readonly Gap[] {
  if (!venue) return [{ clause: '10.1.3', says: '场地还没有登记：面积、功能区、窗口位置和标识' }]
  return [...areaGaps(venue), ...zoneGaps(stand, venue), ...signGaps(stand, venue)]
}

function areaGaps({ areas, shared }: Venue): readonly Gap[] {
  const sum = (use: string) =>
    Math.round(areas.reduce((m2, area) => m2 + (area.use === use ? area.m2 : 0), 0) * 100) / 100
  const least = { service: defaultSetting('venue.service').amount, archive: defaultSetting('venue.archive').amount }
  const gap = (use: keyof typeof least, what: string): readonly Gap[] =>
    sum(use) >= least[use] ? [] : [{ clause: '10.1.1', says: `${what}${sum(use)}平方米，应不小于${least[use]}平方米` }]
  return [...gap('service', shared ? '合署办公的服务场所' : '服务场所'), ...gap('archive', '档案室')]
}

function zoneGaps({ office, org }: Stand, { zones, windows }: Venue): readonly Gap[] {
  const has = new Set(zones.map(({ kind }) => kind))
  const missing = wantedZones.filter((kind) => !has.has(kind)).map((kind) => zoneKinds[kind])
  const placed = new Map(windows.map((window) => [window.number, window]))
  const loose = (office.windows.get(org.id) ?? []).filter(({ number }) => {
    const at = placed.get(number)
    return !at || zoneAt(zones, at) === null
  })
  return [
    ...(missing.length > 0 ? [{ clause: '10.1.3' as const, says: `没有设${missing.join('、')}` }] : []),
    ...(loose.length > 0
      ? [{ clause: '10.1.3' as const, says: `${loose.map(({ name }) => name).join('、')}不在任何功能区里` }]
      : []),
  ]
}

function signGaps({ office, org }: Stand, { zones, signs }: Venue): readonly Gap[] {
  const has = (kind: string, text?: string) =>
    signs.some((one) => one.kind === kind && (!text || one.text.includes(text)))
  const kinds = (['site', 'name', 'guide'] as const).filter((kind) => !has(kind)).map((kind) => signKinds[kind])
  const areas = zones.filter(({ name }) => !has('zone', name)).map(({ name }) => name)
  const windows = (office.windows.get(org.id) ?? []).filter(({ name }) => !has('window', name)).map(({ name }) => name)
  const down = signs.filter(({ up }) => !up).map(({ text }) => text)
  const gap = (found: readonly string[], says: (names: string) => string): readonly Gap[] =>
    found.length > 0 ? [{ clause: '10.4.5', says: says(found.join('、')) }] : []
  return [
    ...gap(kinds, (names) => `缺${names}`),
    ...gap(areas, (names) => `${names}没有功能区域名称标识`),
    ...gap(windows, (names) => `${names}没有窗口名称标识`),
    ...gap(down, (names) => `标识还没有设置：${names}`),
  ]
}
