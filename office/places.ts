import { spokenAt } from '#core/day.ts'
import { isBelow } from '#core/path.ts'
import type { Refusal } from '#core/refusal.ts'
import { isWithin, type Level, nameOf, type OfficeId, officeOf, type StaffId, superiorOffice } from '#core/roster.ts'
import { keepCalendars } from '#office/calendar.ts'
import type { Change } from '#office/change.ts'
import {
  endPlace,
  insertOffice,
  insertPlace,
  type NewOffice,
  saveAnswerable,
  saveContact,
  saveOfficeClosed,
  saveOfficeName,
} from '#office/ground-store.ts'
import { keeps, leads, reaches } from '#office/keeper.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot, Organization } from '#office/snapshot.ts'

const levels: readonly Level[] = ['city', 'district', 'street', 'community']

export type OfficeAsk = Omit<NewOffice, 'level'> & { readonly level: Level; readonly parent: OfficeId }
type OfOffice = { readonly office: OfficeId }

/** The system administrator founds an office below one that they keep. Its code stays for good: it is in paths and numbers. */
export function addOffice(office: OfficeSnapshot, by: By, ask: OfficeAsk): Refusal | Change<OfOffice> {
  const above = office.organizations.get(ask.parent)
  if (!above || !reaches(office, by, ask.parent)) return notSeen('没有这个上级单位')
  if (!keeps(office, by, ask.parent)) return onlyKeeper
  if (above.closedAt !== null) return badInput('1.2.a', '/parent', '上级单位已撤销')
  const wrong = wrongLevel(ask.level, above) ?? wrongName(office, ask, null)
  if (wrong) return wrong
  const path = `${above.path}.${ask.code}`
  const fresh: Organization = {
    ...{ id: ask.id, code: ask.code, name: ask.name, short: ask.short, level: ask.level, path, paths: [path] },
    ...{ address: ask.address, phone: ask.phone, supervisionPhone: ask.supervisionPhone },
    ...{ settings: {}, closedAt: null, places: [{ parent: ask.parent, from: by.at, until: null }] },
  }
  const then = { ...office, organizations: new Map(office.organizations).set(ask.id, fresh) }
  return {
    writes: [
      insertOffice(by.tenant, ask),
      insertPlace(by.tenant, ask.id, ask.parent, path, by.at),
      ...keepCalendars(then, by),
    ],
    line: line('office.add', office, by, ask.id, `在${above.name}下设立${ask.name}`, { parent: ask.parent, path }),
    result: { office: ask.id },
  }
}

/** A new name holds from now on; papers already issued keep the old one. */
export function renameOffice(
  office: OfficeSnapshot,
  by: By,
  ask: OfOffice & { readonly name: string; readonly short: string },
): Refusal | Change<OfOffice> {
  const o = open(office, by, ask.office)
  if ('refused' in o) return o
  if (!keeps(office, by, ask.office)) return onlyKeeper
  const wrong = wrongName(office, { code: null, ...ask }, ask.office)
  if (wrong) return wrong
  return {
    writes: [saveOfficeName(by.tenant, ask.office, ask.name, ask.short)],
    line: line('office.rename', office, by, ask.office, `将${o.name}改名为${ask.name}`, {
      name: ask.name,
      short: ask.short,
    }),
    result: { office: ask.office },
  }
}

/** Where the office is and how it is reached (1.2.a, 1.2.h): its head, its superior, or who keeps the tree. */
export function editContact(
  office: OfficeSnapshot,
  by: By,
  ask: OfOffice & { readonly address: string; readonly phone: string; readonly supervisionPhone: string },
): Refusal | Change<OfOffice> {
  const o = open(office, by, ask.office)
  if ('refused' in o) return o
  const { address, phone, supervisionPhone } = ask
  return {
    writes: [saveContact(by.tenant, ask.office, ask)],
    line: line('office.contact', office, by, ask.office, `更新${o.name}的地址和电话`, {
      address,
      phone,
      supervisionPhone,
    }),
    result: { office: ask.office },
  }
}

/** What lies in an office and all below it; counted by the route in the same transaction. */
export type Loose = { readonly matters: number; readonly screens: number }

/**
 * The office comes under another superior from now on. Its matters keep the path under which they were opened, and a wall
 * must not go through one that is still in hand: so nothing may be open, and no screen be paired, in it and below it.
 */
export function moveOffice(
  office: OfficeSnapshot,
  by: By,
  ask: OfOffice & { readonly parent: OfficeId; readonly loose: Loose },
): Refusal | Change<OfOffice> {
  const { roster } = office
  const o = open(office, by, ask.office)
  if ('refused' in o) return o
  const above = office.organizations.get(ask.parent)
  if (!above || !reaches(office, by, ask.parent)) return notSeen('没有这个上级单位')
  if (!keeps(office, by, ask.office) || !keeps(office, by, ask.parent)) return onlyKeeper
  const present = superiorOffice(roster, ask.office, by.at)
  if (present === null || ask.office === officeOf(roster, by.staff, by.at))
    return notMet('1.2.a', '本级和最高一级单位不能调整隶属关系')
  if (above.closedAt !== null) return badInput('1.2.a', '/parent', '上级单位已撤销')
  if (present === ask.parent) return badInput('1.2.a', '/parent', `${o.name}现在就隶属于${above.name}`)
  if (isWithin(roster, ask.parent, ask.office, by.at))
    return badInput('1.2.a', '/parent', '不能隶属于自己或自己的下级单位')
  const wrong = wrongLevel(o.level, above, '/parent') ?? stillLoose(ask.loose, '调整隶属关系')
  if (wrong) return wrong
  if (o.places.some((p) => p.from >= by.at)) return notMet('1.2.a', `${o.name}刚刚设立或调整，请稍后再试`)
  const moved = movesOf(office, by, ask.office, o.path, `${above.path}.${o.code}`, ask.parent)
  if ('refused' in moved) return moved
  return {
    writes: moved.writes,
    line: line('office.move', office, by, ask.office, `将${o.name}改为隶属${above.name}，自${spokenAt(by.at)}起`, {
      ...{ parent: ask.parent, from: o.path, to: `${above.path}.${o.code}` },
    }),
    result: { office: ask.office },
  }
}

/** A new dated place for the office and for each below it, whose paths run through it. */
function movesOf(office: OfficeSnapshot, by: By, id: OfficeId, from: string, to: string, parent: OfficeId) {
  const below = [...office.organizations.values()].filter((o) => isBelow(o.path, from))
  const young = below.find((o) => o.places.some((p) => p.from >= by.at))
  if (young) return notMet('1.2.a', `${young.name}刚刚设立或调整，请稍后再试`)
  const writes = [
    endPlace(by.tenant, id, by.at),
    insertPlace(by.tenant, id, parent, to, by.at),
    ...below.flatMap((o) => {
      const own = superiorOffice(office.roster, o.id, by.at)
      return own === null
        ? []
        : [
            endPlace(by.tenant, o.id, by.at),
            insertPlace(by.tenant, o.id, own, `${to}${o.path.slice(from.length)}`, by.at),
          ]
    }),
  ]
  return { writes }
}

/** The office is closed for good: not before its people, posts, offices below, matters and screens are gone. What happened stays. */
export function closeDown(
  office: OfficeSnapshot,
  by: By,
  ask: OfOffice & { readonly loose: Loose },
): Refusal | Change<OfOffice> {
  const { roster } = office
  const o = open(office, by, ask.office)
  if ('refused' in o) return o
  if (!keeps(office, by, ask.office)) return onlyKeeper
  if (superiorOffice(roster, ask.office, by.at) === null || ask.office === officeOf(roster, by.staff, by.at))
    return notMet('1.2.a', '本级和最高一级单位不能撤销')
  const people = [...roster.staff.values()].filter((s) =>
    s.places.some((p) => p.office === ask.office && (p.until === null || p.until > by.at)),
  )
  const below = [...office.organizations.values()].filter(
    (one) => one.closedAt === null && superiorOffice(roster, one.id, by.at) === ask.office,
  )
  const posts = roster.postsIn.get(ask.office) ?? []
  const left = [
    [below.length, '个下级单位'],
    [people.length, '名人员'],
    [posts.length, '个岗位'],
  ] as const
  const says = left.flatMap(([n, what]) => (n > 0 ? [`${n}${what}`] : [])).join('、')
  if (says) return notMet('1.2.a', `${o.name}还有${says}，请先调整后再撤销`)
  const wrong = stillLoose(ask.loose, '撤销')
  if (wrong) return wrong
  return {
    writes: [saveOfficeClosed(by.tenant, ask.office, by.at)],
    line: line('office.shut', office, by, ask.office, `撤销${o.name}，自${spokenAt(by.at)}起`, { code: o.code }),
    result: { office: ask.office },
  }
}

/** Who answers when no head up the whole tree is there (5.0); named by whoever keeps the top of the tree. */
export function nameAnswerable(
  office: OfficeSnapshot,
  by: By,
  ask: { readonly staff: StaffId },
): Refusal | Change<{ readonly staff: StaffId }> {
  const { roster } = office
  const person = roster.staff.get(ask.staff)
  const own = officeOf(roster, by.staff, by.at)
  const where = person && officeOf(roster, ask.staff, by.at)
  if (!person || !where || !own || !keeps(office, by, where)) return notSeen('没有这个人员')
  if (superiorOffice(roster, own, by.at) !== null) return notYours('5.0', '总负责人由最高一级单位的系统管理员设定')
  if (!person.active || person.administrator) return badInput('5.0', '/staff', `${person.name}不能承担业务`)
  return {
    writes: [saveAnswerable(by.tenant, ask.staff)],
    line: {
      ...line('tenant.answerable', office, by, where, `设定${person.name}为总负责人`, { staff: ask.staff }),
      clause: '5.0',
    },
    result: { staff: ask.staff },
  }
}

const onlyKeeper = notYours('1.2.a', '单位的设立、改名、隶属和撤销由系统管理员办理')

function open(office: OfficeSnapshot, by: By, id: OfficeId): Organization | Refusal {
  const o = office.organizations.get(id)
  if (!o || !(keeps(office, by, id) || leads(office, by, id))) return notSeen('没有这个单位')
  return o.closedAt === null ? o : { refused: 'not-from-here', clause: '1.2.a', says: `${o.name}已撤销` }
}

function wrongLevel(level: Level, above: Organization, at = '/level'): Refusal | null {
  return levels.indexOf(level) > levels.indexOf(above.level)
    ? null
    : badInput('1.2.a', at, '下级单位的层级须低于上级单位')
}

function wrongName(
  office: OfficeSnapshot,
  ask: { readonly code: string | null; readonly name: string; readonly short: string },
  own: OfficeId | null,
): Refusal | null {
  const others = [...office.organizations.values()].filter((o) => o.id !== own)
  const { code } = ask
  if (code !== null && others.some((o) => o.code.toLowerCase() === code.toLowerCase()))
    return badInput('1.2.a', '/code', '这个代码已经用过')
  if (others.some((o) => o.closedAt === null && o.name === ask.name)) return badInput('1.2.a', '/name', '已有同名单位')
  return others.some((o) => o.short === ask.short) ? badInput('1.2.a', '/short', '这个发文简称已经用过') : null
}

function stillLoose({ matters, screens }: Loose, what: string): Refusal | null {
  if (matters > 0) return notMet('5.5', `本单位和下级单位还有${matters}件未办结事项，办结或移交后才能${what}`)
  return screens > 0 ? notMet('10.5.1', `还有${screens}台窗口设备在用，请先解除配对再${what}`) : null
}

function line(
  act: string,
  { roster }: OfficeSnapshot,
  by: By,
  office: OfficeId,
  says: string,
  what: Readonly<Record<string, unknown>>,
) {
  return { act, clause: '1.2.a', office, what, says: `${nameOf(roster, by.staff)}${says}` } as const
}
