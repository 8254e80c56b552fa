import type { Day } from '#core/day.ts'
import { addDays, day, dayOf, instantAt, isDay, spoken } from '#core/day.ts'
import { badInput } from '#core/offer.ts'
import type { Refusal } from '#core/refusal.ts'
import { nameOf, type OfficeId } from '#core/roster.ts'
import {
  figureFault,
  figureSays,
  inForce,
  orderFault,
  ordersIn,
  ownFigures,
  settingKey,
  type Value,
} from '#core/service/figure.ts'
import type { Service, ServiceSetting } from '#core/service/format.ts'
import { ownFigureAt } from '#matter/setting.ts'
import { officesBelow } from '#office/below.ts'
import type { Change } from '#office/change.ts'
import { saveSettings } from '#office/ground-store.ts'
import { leads } from '#office/keeper.ts'
import { notSeen, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { isToConfirm } from '#regulation/confidence.ts'

/** The figures of policy of a service as they stand for an office on the day, with what it has set and from when. */
export function figuresView(office: OfficeSnapshot, id: OfficeId, service: Service, at: By['at']) {
  const today = dayOf(at)
  return (service.settings ?? []).map((setting) => {
    const { key, label, unit, value, source, region, from, to = null } = setting
    const stored = office.organizations.get(id)?.settings[settingKey(service.code, setting)]
    const set = ownFigureAt(office, id, settingKey(service.code, setting), at)
    const now = inForce(setting, set, today)
    const isOwn = ownFigures(set).findLast((one) => one.from <= today)?.value != null
    return {
      ...{ service: service.code, serviceName: service.name, key, label, unit, source, region, from, to, value: now },
      ...{ says: figureSays(setting, now), default: value, defaultSays: figureSays(setting, value) },
      /** The service that it is set at, where it is another's. */
      of: setting.of ?? null,
      /** What the office itself has set, also for days to come. */
      own: ownFigures(stored),
      /** What an office has set is confirmed by that; the file's own waits where its source is not good enough (8.2). */
      toConfirm: !isOwn && (now === null || isToConfirm(setting.confidence)),
    }
  })
}

export type FigureAsk = {
  readonly office: OfficeId
  readonly service: Service
  readonly key: string
  /** Null: back to the default of the service's file. */
  readonly value: Value
  readonly from: Day
  readonly source: string
}

/**
 * The head sets a figure of policy from a day on, with the paper that says so (6.2). Days gone by stay as they were: cases
 * were accepted by them. What runs already keeps the figures of its day of acceptance.
 */
export function changeFigure(office: OfficeSnapshot, by: By, ask: FigureAsk): Refusal | Change<FigureAsk> {
  const { key, value, from, source, service } = ask
  const place = office.organizations.get(ask.office)
  if (!place) return notSeen('没有这个单位')
  if (!leads(office, by, ask.office)) return notYours('6.2', '政策标准由单位负责人或上级设定')
  const setting = service.settings?.find((one) => one.key === key)
  if (!setting) return badInput('6.2', [{ at: '/key', says: '这个事项没有这项标准' }])
  const wrong = figureFault(setting, value)
  if (wrong) return badInput('6.2', [{ at: '/value', says: `${setting.label}：${wrong}` }])
  if (from < dayOf(by.at)) return badInput('6.2', [{ at: '/from', says: '只能从今天或以后起执行，已经过去的日子不改' }])
  const name = settingKey(service.code, setting)
  const before = ownFigures(place.settings[name])
  const replaced = before.find((one) => one.from === from)
  if (replaced?.value === value)
    return badInput('6.2', [{ at: '/value', says: `${setting.label}：自${from}起已经是这个数` }])
  const after = [...before.filter((one) => one.from !== from), { value, from, source }]
  const settings = { ...place.settings, [name]: after }
  const crossed = disorder(
    { ...office, organizations: new Map(office.organizations).set(place.id, { ...place, settings }) },
    ask,
  )
  if (crossed) return badInput('6.2', [{ at: '/value', says: crossed }])
  return {
    writes: [saveSettings(by.tenant, ask.office, settings)],
    line: {
      ...{ act: 'service.figure', clause: '6.2', office: ask.office },
      what: { service: service.code, key, value, from, source, before: inForce(setting, before, from) },
      says: `${nameOf(office.roster, by.staff)}将${place.name}“${service.name}”的“${setting.label}”自${from}起${words(setting, value)}${replaced ? `（代替原定自这一天起的${figureSays(setting, replaced.value)}，依据：${replaced.source}）` : ''}，依据：${source}`,
    },
    result: ask,
  }
}

/**
 * Why a figure does not go with another that it is in an order with, on the day from which it holds or on a later one, in this
 * office or in one below that has set either itself. `office`: as it would then be.
 */
function disorder(office: OfficeSnapshot, { office: id, service, key, from }: FigureAsk): string | null {
  const { code, settings = [] } = service
  const path = office.organizations.get(id)?.path ?? ''
  const orders = ordersIn(settings).filter(({ less, more }) => less.key === key || more.key === key)
  for (const { less, more } of orders) {
    const keys = [settingKey(code, less), settingKey(code, more)]
    const places = officesBelow(office, path).filter(
      (one) => one === id || keys.some((name) => office.organizations.get(one)?.settings[name] !== undefined),
    )
    for (const on of turns(office, [less, more], keys, from))
      for (const place of places) {
        const now = (one: ServiceSetting) =>
          inForce(one, ownFigureAt(office, place, settingKey(code, one), instantAt(on, 0)), on)
        const says = orderFault(less, now(less), more, now(more))
        const where = place === id ? '' : (office.organizations.get(place)?.name ?? '')
        if (says) return `自${spoken(on)}起${where}${says}；请一并调整，先改不冲突的那一项`
      }
  }
  return null
}

/** The day and the later ones on which one of the figures changes anywhere. */
function turns(
  { organizations }: OfficeSnapshot,
  settings: readonly ServiceSetting[],
  keys: readonly string[],
  from: Day,
): readonly Day[] {
  const set = [...organizations.values()].flatMap((place) => keys.flatMap((name) => ownFigures(place.settings[name])))
  const own = settings.flatMap((one) =>
    [one.from, one.to && addDays(day(one.to), 1)].flatMap((on) => (isDay(on) ? [on] : [])),
  )
  const days = [...set.map((one) => one.from), ...own].filter((on) => on > from)
  return [from, ...new Set(days.toSorted())]
}

function words(setting: ServiceSetting, value: Value): string {
  return value === null ? `恢复为${figureSays(setting, setting.value)}` : `定为${figureSays(setting, value)}`
}
