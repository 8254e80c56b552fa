import type { Refusal } from '#core/refusal.ts'
import { isWithin, nameOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import type { Change } from '#office/change.ts'
import { homeOf, lastOf } from '#office/keeper.ts'
import { saveAdministrator, saveLocked, savePasswordOnce } from '#office/person-store.ts'
import { badInput, notMet, notSeen, notYours } from '#office/refusals.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import type { Administrator } from '#platform/auth/who.ts'

type OfStaff = { readonly staff: StaffId }

/** The three administrators, who keep each other in check. */
export const powers: Readonly<Record<Administrator, string>> = {
  system: '系统管理员',
  security: '安全管理员',
  audit: '审计管理员',
}

/** The system administrator issues a password for once; it lets in only to be changed. */
export function issuePassword(
  office: OfficeSnapshot,
  by: By,
  ask: OfStaff & { readonly hash: string },
): Refusal | Change<OfStaff> {
  const found = within(office, by, ask.staff, 'system')
  if ('refused' in found) return found
  if (!office.roster.staff.get(ask.staff)?.active) return notMet('6.3', '这个账户已停用')
  return {
    writes: [savePasswordOnce(by.tenant, ask.staff, ask.hash)],
    line: line('account.password', office, by, found.home, ask.staff, (who) => `为${who}签发一次性初始密码`),
    result: { staff: ask.staff },
  }
}

/** Shuts an account without ending anything else of the person's: their posts stay theirs. */
export function lockAccount(office: OfficeSnapshot, by: By, ask: OfStaff): Refusal | Change<OfStaff> {
  const found = within(office, by, ask.staff, 'system')
  if ('refused' in found) return found
  const wrong = lastOfKind(office, ask.staff)
  if (wrong) return wrong
  return {
    writes: [saveLocked(by.tenant, ask.staff, by.at)],
    line: line('account.lock', office, by, found.home, ask.staff, (who) => `停用${who}的账户`),
    result: { staff: ask.staff },
  }
}

export function unlockAccount(office: OfficeSnapshot, by: By, ask: OfStaff): Refusal | Change<OfStaff> {
  const found = within(office, by, ask.staff, 'system')
  if ('refused' in found) return found
  return {
    writes: [saveLocked(by.tenant, ask.staff, null)],
    line: line('account.unlock', office, by, found.home, ask.staff, (who) => `恢复${who}的账户`),
    result: { staff: ask.staff },
  }
}

/**
 * The security administrator gives one of the three powers, or takes it away. Nobody holds two, nobody with a post holds
 * one, nobody gives it to themselves, and of each kind at least one stays.
 */
export function grantPower(
  office: OfficeSnapshot,
  by: By,
  ask: OfStaff & { readonly power: Administrator | null },
): Refusal | Change<OfStaff> {
  const found = within(office, by, ask.staff, 'security')
  if ('refused' in found) return found
  const { roster, administrators } = office
  const person = roster.staff.get(ask.staff)
  if (!person?.active) return notMet('6.3', '这个账户已停用')
  const had = administrators.get(ask.staff) ?? null
  if (had === ask.power) return badInput('6.3', '/power', '没有变化')
  if (had !== null && ask.power !== null)
    return notMet('6.3', `${person.name}已是${powers[had]}，任何账户不得兼任两类管理员`)
  const wrong = had === null ? null : lastOfKind(office, ask.staff)
  if (wrong) return wrong
  const seats = (roster.postsWith.get(ask.staff) ?? []).some((post) =>
    roster.assignmentsOf.get(post)?.some((a) => a.staff === ask.staff && (a.until === null || a.until > by.at)),
  )
  if (seats) return notMet('6.3', `${person.name}任有业务岗位，不能兼任管理员`)
  if (roster.answerable === ask.staff && businessOthers(office, ask.staff))
    return notMet('5.0', '这名人员是总负责人，不能兼任管理员')
  return {
    writes: [saveAdministrator(by.tenant, ask.staff, ask.power)],
    line: line('account.grant', office, by, found.home, ask.staff, (who) =>
      ask.power === null ? `收回${who}的管理员权限` : `授予${who}${powers[ask.power]}权限`,
    ),
    result: { staff: ask.staff },
  }
}

/** The security administrator ends a person's sessions, or forgives their failed sign-ins. */
export function endSessions(
  office: OfficeSnapshot,
  by: By,
  ask: OfStaff & { readonly what: 'sessions' | 'failures' },
): Refusal | Change<OfStaff> {
  const found = within(office, by, ask.staff, 'security')
  if ('refused' in found) return found
  const act = ask.what === 'sessions' ? 'account.sessions-end' : 'account.failures-clear'
  return {
    writes: [],
    line: line(act, office, by, found.home, ask.staff, (who) =>
      ask.what === 'sessions' ? `结束${who}的登录` : `解除${who}的登录暂停`,
    ),
    result: { staff: ask.staff },
  }
}

/** The accounts that one of the three looks after: of their own office and all below. */
export function accountsWithin(office: OfficeSnapshot, by: By): readonly StaffId[] {
  const { roster } = office
  const own = officeOf(roster, by.staff, by.at)
  if (own === null) return []
  return [...roster.staff.keys()].filter((id) => {
    const where = homeOf(office, id, by) ?? lastOf(office, id)
    return where !== null && isWithin(roster, where, own, by.at)
  })
}

function within(
  office: OfficeSnapshot,
  by: By,
  staff: StaffId,
  power: Administrator,
): Refusal | { readonly home: OfficeId } {
  const own = officeOf(office.roster, by.staff, by.at)
  const home = homeOf(office, staff, by) ?? lastOf(office, staff)
  if (home === null || own === null || !isWithin(office.roster, home, own, by.at)) return notSeen('没有这个账户')
  if (office.administrators.get(by.staff) !== power) return notYours('6.3', `由${powers[power]}办理`)
  return staff === by.staff ? notYours('6.3', '不能管理自己的账户，请由他人办理') : { home }
}

function lastOfKind({ roster, administrators }: OfficeSnapshot, staff: StaffId): Refusal | null {
  const kind = administrators.get(staff)
  const others = [...administrators].some(([id, k]) => k === kind && id !== staff && roster.staff.get(id)?.active)
  return kind === undefined || others ? null : notMet('6.3', `${powers[kind]}至少保留一人`)
}

/** A new office has nobody of business yet: the roster then names an administrator, which binds nobody. */
function businessOthers({ roster }: OfficeSnapshot, staff: StaffId): boolean {
  return [...roster.staff.values()].some((s) => s.id !== staff && s.active && !s.administrator)
}

function line(
  act: string,
  { roster }: OfficeSnapshot,
  by: By,
  office: OfficeId,
  staff: StaffId,
  says: (who: string) => string,
) {
  return {
    ...{ act, clause: '6.3' as const, office, what: { staff } },
    says: `${nameOf(roster, by.staff)}${says(nameOf(roster, staff))}`,
  }
}
