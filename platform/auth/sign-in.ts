import { type Instant, iso, spokenAt } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type AuditLine, audit } from '#platform/auth/audit.ts'
import {
  accountKey,
  accountLock,
  addFailure,
  addressKey,
  addressLock,
  clearFailures,
  type Lock,
  lockedUntil,
} from '#platform/auth/lockout.ts'
import { hashPassword, isPassword, passwordProblems } from '#platform/auth/password.ts'
import type { Session, Sessions } from '#platform/auth/session.ts'
import { turns } from '#platform/auth/turn.ts'
import { scopeOf, type Who } from '#platform/auth/who.ts'
import type { Db, Tx } from '#platform/db/db.ts'

/** What signing in needs to know of an account. `passwordHash` null: nobody has set one, nobody gets in. */
export type Login = {
  readonly username: string
  readonly tenantId: string
  readonly staffId: string
  readonly passwordHash: string | null
  readonly active: boolean
}

/** Where accounts live; the office gives these. */
export type Accounts = {
  readonly findLogin: (
    tx: Tx,
    by: { readonly username: string } | { readonly staffId: string },
  ) => Promise<Login | null>
  readonly findStaff: (tenantId: string, staffId: string, at: Instant) => Promise<Who | null>
  /** Stores a new hash in the caller's transaction. */
  readonly savePassword: (tx: Tx, tenantId: string, staffId: string, hash: string) => void | Promise<void>
}

export type SignInParts = {
  readonly db: Db
  readonly now: () => Instant
  readonly sessions: Sessions
  readonly accounts: Accounts
  readonly accountLock?: Lock
  readonly addressLock?: Lock
}

export type SignIn = ReturnType<typeof makeSignIn>

type Change = { readonly current: string; readonly next: string; readonly address: string }
type Ask = { readonly username: string; readonly password: string; readonly address: string }
type Opened = { readonly token: string; readonly session: Session }

/** Signing in, out, and changing one's password. One attempt at a time for each name on this node. */
export function makeSignIn(parts: SignInParts) {
  const inTurn = turns()
  return {
    /** Opens a session, or refuses without telling a wrong name from a wrong password. */
    signIn: (ask: Ask): Promise<Opened | Refusal> => inTurn(accountKey(ask.username), () => signIn(parts, ask)),
    signOut: (session: Session): Promise<void> => signOut(parts, session),
    /** Changes one's own password and ends one's other sessions. Wrong current passwords count as failures. */
    changePassword: (session: Session, change: Change): Promise<null | Refusal> =>
      changePassword(parts, session, change, inTurn),
  }
}

async function signIn(parts: SignInParts, ask: Ask): Promise<Opened | Refusal> {
  const { db, now, sessions, accounts } = parts
  const login = await prove(parts, ask)
  if (isRefusal(login)) return login
  const at = now()
  const who = await accounts.findStaff(login.tenantId, login.staffId, at)
  if (!who) return wrong
  const opened = await sessions.open(who)
  await db.transaction(scopeOf(who), (tx) => audit(tx, line(who, at, 'sign-in', true, '登录')))
  return opened
}

async function signOut({ db, now, sessions }: SignInParts, { id, who }: Session): Promise<void> {
  await sessions.close(id)
  await db.transaction(scopeOf(who), (tx) => audit(tx, line(who, now(), 'sign-out', true, '退出登录')))
}

async function changePassword(
  parts: SignInParts,
  { id, who }: Session,
  { current, next, address }: Change,
  inTurn: ReturnType<typeof turns>,
): Promise<null | Refusal> {
  const { db, now, sessions, accounts } = parts
  const own = await db.plain((tx) => accounts.findLogin(tx, { staffId: who.staffId }))
  if (!own) return wrong
  const problems = passwordProblems(next, own.username)
  if (next === current) problems.push('新密码不能与原密码相同')
  if (problems.length) return badPassword('/next', problems)
  const { username } = own
  const login = await inTurn(accountKey(username), () => prove(parts, { username, password: current, address }))
  if (isRefusal(login)) return login.refused === 'too-many' ? login : badPassword('/current', ['原密码不正确'])
  const hash = await hashPassword(next)
  await db.transaction(scopeOf(who), async (tx) => {
    await accounts.savePassword(tx, who.tenantId, who.staffId, hash)
    await audit(tx, line(who, now(), 'password-change', true, '修改了自己的密码'))
  })
  await sessions.closeOthers(who.tenantId, who.staffId, id)
  sessions.refresh(id)
  return null
}

/** The account whose password this is, or a refusal; counts failures and keeps to the locks. */
async function prove(parts: SignInParts, { username, password, address }: Ask): Promise<Login | Refusal> {
  const { db, now, accounts } = parts
  const [account, place] = [accountKey(username), addressKey(address)]
  const [ofAccount, ofAddress] = [parts.accountLock ?? accountLock, parts.addressLock ?? addressLock]
  const at = now()
  const [login, until, untilHere] = await db.plain((tx) =>
    Promise.all([
      accounts.findLogin(tx, { username }),
      lockedUntil(tx, account, ofAccount, at),
      lockedUntil(tx, place, ofAddress, at),
    ]),
  )
  if (until !== null) return locked('该用户名登录失败次数过多，已暂停登录', until)
  if (untilHere !== null) return locked('本地址登录失败次数过多，已暂停登录', untilHere)
  const right = await isPassword(password, login?.passwordHash ?? null)
  if (right && login && !login.active) {
    // Told only to whoever has the password: trying again would not help them.
    await recordFailure(db, login, at, false)
    return stopped
  }
  if (right && login) {
    await db.plain(async (tx) => clearFailures(tx, account))
    return login
  }
  const count = await db.plain(async (tx) => {
    const [failures] = await Promise.all([addFailure(tx, account, ofAccount, at), addFailure(tx, place, ofAddress, at)])
    return failures
  })
  if (login) await recordFailure(db, login, at, count >= ofAccount.failures)
  return count >= ofAccount.failures
    ? locked(`连续${count}次登录失败，该用户名已暂停登录`, (at + ofAccount.minutes * 60_000) as Instant)
    : { ...wrong, says: `用户名或密码不正确，再错${ofAccount.failures - count}次将暂停登录${ofAccount.minutes}分钟` }
}

async function recordFailure(db: Db, { tenantId, staffId }: Login, at: Instant, isLocked: boolean): Promise<void> {
  const says = isLocked ? '登录失败，已达上限，账号暂停登录' : '登录失败'
  const what = isLocked ? 'lockout' : 'sign-in'
  await db.transaction({ tenant: tenantId, paths: [] }, (tx) =>
    audit(tx, { tenantId, at, staffId, what, about: null, succeeded: false, says }),
  )
}

function line(who: Who, at: Instant, what: string, succeeded: boolean, says: string): AuditLine {
  return { tenantId: who.tenantId, at, staffId: who.staffId, what, about: null, succeeded, says }
}

const stopped: Refusal = {
  refused: 'not-signed-in',
  clause: null,
  says: '这个账户已经停用，不能登录；要恢复的，请找系统管理员',
}
const wrong: Refusal = { refused: 'not-signed-in', clause: null, says: '用户名或密码不正确' }

function locked(why: string, until: Instant): Refusal {
  return {
    refused: 'too-many',
    clause: null,
    says: `${why}，请在${spokenAt(until)}之后再试`,
    problems: [{ at: '/until', says: iso(until) }],
  }
}

function badPassword(at: string, problems: readonly string[]): Refusal {
  return {
    refused: 'bad-input',
    clause: null,
    says: problems.join('；'),
    problems: problems.map((says) => ({ at, says })),
  }
}
