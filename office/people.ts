import { type Instant, spokenAt } from '#core/day.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import { covers, nameOf, type OfficeId, officeOf, type PostId, type StaffId } from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import { homeOf, keeps, lastOf, leads } from '#office/keeper.ts'
import {
  type Departure,
  endSeats,
  endStay,
  type Held,
  insertDeparture,
  insertPerson,
  insertStay,
  type NewPerson,
  saveActive,
  saveDeparture,
  savePerson,
} from '#office/person-store.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'

export type PersonAsk = NewPerson & {
  readonly office: OfficeId
  readonly from: Instant
  /** Somebody of any tenant signs in by this name already. */
  readonly taken: boolean
}
type OfStaff = { readonly staff: StaffId }

/** The system administrator enters a person of an office that they keep. Powers come from posts alone (6.3). */
export function addPerson(office: OfficeSnapshot, by: By, ask: PersonAsk): Refusal | Change<OfStaff> {
  const o = office.organizations.get(ask.office)
  if (!o || !(keeps(office, by, ask.office) || leads(office, by, ask.office))) return notSeen('没有这个单位')
  if (!keeps(office, by, ask.office)) return notYours('6.3', '人员和账户由系统管理员建立')
  if (o.closedAt !== null) return badInput('1.2.c', '/office', `${o.name}已撤销`)
  if (ask.taken) return badInput('6.3', '/username', '这个用户名已有人使用')
  const wrong = wrongNumber(office, ask.number, null)
  if (wrong) return wrong
  return {
    writes: [insertPerson(by.tenant, ask), insertStay(by.tenant, ask.id, ask.office, ask.from)],
    line: {
      ...{ act: 'person.add', clause: '1.2.c', office: ask.office },
      what: { staff: ask.id, number: ask.number, from: ask.from },
      says: `${nameOf(office.roster, by.staff)}登记${o.name}人员${ask.name}（工号${ask.number}）`,
    },
    result: { staff: ask.id },
  }
}

/** Name, number, phone: by who keeps the tree or leads the person's office; nobody administers themselves. */
export function editPerson(
  office: OfficeSnapshot,
  by: By,
  ask: Omit<NewPerson, 'username'>,
): Refusal | Change<OfStaff> {
  const found = administered(office, by, ask.id)
  if ('refused' in found) return found
  const wrong = wrongNumber(office, ask.number, ask.id)
  if (wrong) return wrong
  const before = nameOf(office.roster, ask.id)
  const renamed = before === ask.name ? '' : `，姓名改为${ask.name}`
  return {
    writes: [savePerson(by.tenant, ask)],
    line: {
      ...{ act: 'person.edit', clause: '1.2.c', office: found.home },
      what: { staff: ask.id, name: ask.name, number: ask.number, phone: ask.phone !== null },
      says: `${nameOf(office.roster, by.staff)}更新${before}的信息${renamed}`,
    },
    result: { staff: ask.id },
  }
}

export type DepartAsk = {
  readonly id: string
  readonly staff: StaffId
  /** Null: leaves the service. */
  readonly to: OfficeId | null
  readonly from: Instant
  /** The head says that what is in hand has been handed over, or falls to the posts. */
  readonly confirm: boolean
  readonly held: readonly Held[]
  readonly waiting: readonly Departure[]
}
export type Departed = { readonly state: 'done' | 'waiting'; readonly staff: StaffId; readonly from: Instant }

/**
 * Somebody moves to another office or leaves the service, from an instant on (5.5). While they hold posts or open matters
 * the head of their office confirms first: the posts are then open and alarm, the matters stay with the posts.
 */
export function depart(office: OfficeSnapshot, by: By, ask: DepartAsk): Refusal | Change<Departed> {
  const found = administered(office, by, ask.staff)
  if ('refused' in found) return found
  const { home } = found
  const wrong = wrongWay(office, by, ask, home)
  if (wrong) return wrong
  if (ask.waiting.some((d) => d.staff === ask.staff))
    return { refused: 'not-from-here', clause: '5.5', says: '这名人员的调动正等待单位负责人确认' }
  const from = Math.max(ask.from, by.at) as Instant
  const departure = { ...ask, from, office: home, askedBy: by.staff, askedAt: by.at }
  const inHand = inHandOf(office, ask, from)
  if (inHand.length === 0 || ask.confirm) {
    if (inHand.length > 0 && !leads(office, by, home))
      return notYours('5.5', '在任岗位和未办结事项的移交由其单位负责人确认')
    return carriedOut(office, by, departure, [])
  }
  if (leads(office, by, home))
    return { ...notMet('5.5', '这名人员还有在任岗位或未办结事项，请核对移交后确认'), problems: inHand }
  return {
    writes: [insertDeparture(by.tenant, departure)],
    line: {
      ...{ act: 'person.depart-ask', clause: '5.5', office: home },
      what: { staff: ask.staff, to: ask.to, from },
      says: `${nameOf(office.roster, by.staff)}提出${wordsOf(office, departure)}，待单位负责人确认移交`,
    },
    result: { state: 'waiting', staff: ask.staff, from },
  }
}

/** The head of the office confirms a hand-over that was asked for; it takes effect then, not before. */
export function confirmDeparture(
  office: OfficeSnapshot,
  by: By,
  { departure }: { readonly departure: Departure | null },
): Refusal | Change<Departed> {
  if (!departure || !(leads(office, by, departure.office) || keeps(office, by, departure.office)))
    return notSeen('没有待确认的调动')
  if (departure.staff === by.staff) return notYours('5.5', '本人的调动由上级确认')
  if (!leads(office, by, departure.office)) return notYours('5.5', '移交由其单位负责人确认')
  if (departure.to !== null && office.organizations.get(departure.to)?.closedAt !== null)
    return notMet('5.5', '调入单位已撤销，请退回')
  const from = Math.max(departure.from, by.at) as Instant
  return carriedOut(office, by, { ...departure, from }, [
    saveDeparture(by.tenant, departure.id, 'done', by.staff, by.at),
  ])
}

/** The head sends it back, or who asked takes it back; nothing changes for the person. */
export function withdrawDeparture(
  office: OfficeSnapshot,
  by: By,
  { departure }: { readonly departure: Departure | null },
): Refusal | Change<Departed> {
  if (!departure || !(leads(office, by, departure.office) || keeps(office, by, departure.office)))
    return notSeen('没有待确认的调动')
  if (departure.staff === by.staff) return notYours('5.5', '本人的调动由上级处理')
  return {
    writes: [saveDeparture(by.tenant, departure.id, 'withdrawn', by.staff, by.at)],
    line: {
      ...{ act: 'person.depart-withdraw', clause: '5.5', office: departure.office },
      what: { staff: departure.staff, departure: departure.id },
      says: `${nameOf(office.roster, by.staff)}退回${wordsOf(office, departure)}`,
    },
    result: { state: 'done', staff: departure.staff, from: departure.from },
  }
}

/** The posts and matters that somebody would leave behind, each as a line for the head. */
export function inHandOf(
  { roster }: OfficeSnapshot,
  { staff, held }: { readonly staff: StaffId; readonly held: readonly Held[] },
  from: Instant,
): readonly Problem[] {
  return [
    ...seatsAfter(roster, staff, from).map(({ post, role }) => ({
      at: '/posts',
      says: `在任岗位：${roster.posts.get(post)?.name ?? ''}${role}角`,
    })),
    ...held.map((m) => ({ at: '/matters', says: `未办结事项：${m.number} ${m.title}` })),
  ]
}

function carriedOut(
  office: OfficeSnapshot,
  by: By,
  d: Departure,
  first: Change<Departed>['writes'],
): Refusal | Change<Departed> {
  const person = office.roster.staff.get(d.staff)
  const stay = person?.places.find((p) => covers(p, by.at))
  if (stay && stay.from >= d.from) return notMet('5.5', '这名人员刚刚到岗，请稍后再试')
  if (seatsAfter(office.roster, d.staff, d.from).some((a) => a.from >= d.from))
    return notMet('5.5', '这名人员在此之后另有AB角安排，请先调整')
  const writes = [
    ...first,
    ...(stay ? [endStay(by.tenant, d.staff, d.from)] : []),
    endSeats(by.tenant, d.staff, d.from),
    ...(d.to === null ? [] : [insertStay(by.tenant, d.staff, d.to, d.from)]),
    ...(d.to === null && d.from <= by.at ? [saveActive(by.tenant, d.staff, false)] : []),
    ...(d.to !== null && person?.active === false ? [saveActive(by.tenant, d.staff, true)] : []),
  ]
  return {
    writes,
    line: {
      ...{ act: d.to === null ? 'person.leave' : 'person.move', clause: '5.5', office: d.office },
      what: { staff: d.staff, to: d.to, from: d.from },
      says: `${nameOf(office.roster, by.staff)}办理${wordsOf(office, d)}`,
    },
    result: { state: 'done', staff: d.staff, from: d.from },
  }
}

function seatsAfter(
  roster: OfficeSnapshot['roster'],
  staff: StaffId,
  from: Instant,
): readonly { readonly post: PostId; readonly role: string; readonly from: Instant }[] {
  return (roster.postsWith.get(staff) ?? []).flatMap((post) =>
    (roster.assignmentsOf.get(post) ?? []).filter((a) => a.staff === staff && (a.until === null || a.until > from)),
  )
}

function wrongWay(office: OfficeSnapshot, by: By, ask: DepartAsk, home: OfficeId): Refusal | null {
  const { roster } = office
  const person = roster.staff.get(ask.staff)
  const present = officeOf(roster, ask.staff, by.at)
  if (person?.places.some((p) => p.from > by.at || (p.until !== null && p.until > by.at)))
    return notMet('5.5', '这名人员已有定好日期的调动')
  if (ask.to === null) {
    if (present === null) return notMet('5.5', '这名人员已经离开')
    if (roster.answerable === ask.staff) return notMet('5.0', '这名人员是总负责人，请先另行设定总负责人')
    const kind = office.administrators.get(ask.staff)
    const others = [...office.administrators].filter(
      ([id, other]) => other === kind && id !== ask.staff && roster.staff.get(id)?.active,
    )
    return kind && others.length === 0 ? notMet('6.3', '每类管理员至少保留一人') : null
  }
  const to = office.organizations.get(ask.to)
  if (!to || !(keeps(office, by, ask.to) || leads(office, by, ask.to)))
    return leads(office, by, home) && !keeps(office, by, home)
      ? notYours('5.5', '调往其他单位由系统管理员或共同的上级办理')
      : notSeen('没有调入单位')
  if (to.closedAt !== null) return badInput('5.5', '/to', `${to.name}已撤销`)
  if (present === ask.to) return badInput('5.5', '/to', `这名人员现在就在${to.name}`)
  if (present === null && !keeps(office, by, ask.to)) return notYours('6.3', '重新启用账户由系统管理员办理')
  return null
}

function administered(office: OfficeSnapshot, by: By, staff: StaffId): Refusal | { readonly home: OfficeId } {
  const home = homeOf(office, staff, by) ?? lastOf(office, staff)
  if (home === null || !(keeps(office, by, home) || leads(office, by, home))) return notSeen('没有这名人员')
  if (staff === by.staff) return notYours('6.3', '不能管理自己的账户和岗位，请由他人办理')
  if (office.administrators.has(staff) && !keeps(office, by, home)) return notYours('6.3', '管理员账户由系统管理员管理')
  return { home }
}

function wrongNumber({ roster }: OfficeSnapshot, number: string, own: StaffId | null): Refusal | null {
  const clash = [...roster.staff.values()].some((s) => s.id !== own && s.number === number)
  return clash ? badInput('1.2.c', '/number', '这个工号已有人使用') : null
}

function wordsOf(office: OfficeSnapshot, d: Pick<Departure, 'staff' | 'to' | 'from'>): string {
  const who = nameOf(office.roster, d.staff)
  const when = `自${spokenAt(d.from)}起`
  return d.to === null ? `${who}离职，${when}` : `${who}调往${office.organizations.get(d.to)?.name ?? ''}，${when}`
}
