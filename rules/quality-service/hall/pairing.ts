import { randomInt } from 'node:crypto'
import { type Instant, instant, spokenAt } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { nameOf, type Roster, type StaffId } from '#core/roster.ts'
import { newId } from '#matter/id.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot, Organization, Window } from '#office/snapshot.ts'
import { audit } from '#platform/auth/audit.ts'
import { addFailure, addressKey, clearFailures, type Lock, lockedUntil } from '#platform/auth/lockout.ts'
import { idOf, newToken } from '#platform/auth/token.ts'
import type { Tx } from '#platform/db/db.ts'
import {
  type Before,
  countMiss,
  type Device,
  type Kind,
  openPairing,
  pairDevice,
  replaceOthers,
  revokeDevice,
  standingAt,
} from '#rules/quality-service/hall/device.ts'
import { type Place, scopeOf } from '#rules/quality-service/visitor/claim.ts'

/** How long a pairing code may be typed in, in minutes. */
export const pairingMinutes = 10

/**
 * Wrong codes for one kind of screen from one address, behind which a whole hall may stand: each one more makes the pause
 * longer, so that who mistypes waits for seconds and who guesses for minutes.
 */
const pauses: readonly Lock[] = [
  { failures: 5, minutes: 0.25 },
  { failures: 6, minutes: 0.5 },
  { failures: 7, minutes: 1 },
  { failures: 8, minutes: 2 },
  { failures: 9, minutes: 5 },
  { failures: 10, minutes: 10 },
]
/** Failures are forgotten after the longest pause. */
const counted: Lock = { failures: 10, minutes: 10 }

export type By = { readonly tenant: string; readonly staff: string; readonly at: Instant }

/** The window of this number in an office, as it is now; null when it is closed for good. */
export function windowOf(office: OfficeSnapshot, place: string, number: number): Window | null {
  return office.windows.get(place as never)?.find((window) => window.number === number) ?? null
}

/** What a screen of each kind is called, with its number. */
export const calls = {
  evaluator: (number: number) => `${number}号窗口的评价器`,
  kiosk: (number: number) => `${number}号自助终端`,
  display: (number: number) => `${number}号显示屏`,
} as const satisfies Record<Kind, (number: number) => string>

/** A new one-time code for this screen of an office; six digits, good for ten minutes, shown once. */
export async function beginPairing(
  keys: World['keys'],
  tx: Tx,
  roster: Roster,
  place: Organization,
  { kind, number }: Pick<Device, 'kind' | 'number'>,
  { tenant, staff, at }: By,
): Promise<{ readonly id: string; readonly code: string; readonly until: Instant; readonly notes: readonly string[] }> {
  const until = instant(at + pairingMinutes * 60_000)
  const id = newId(at)
  const before = await standingAt(tx, tenant, { office: place.id, kind, number }, at)
  const notes = before.map((one) => noteOf(roster, calls[kind](number), one))
  for (let tries = 0; tries < 20; tries++) {
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const blind = blindOf(keys, code)
    const row = { id, path: place.path, office: place.id, kind, number, blind, until, by: staff, at }
    if (!(await openPairing(tx, tenant, row))) continue
    await audit(tx, {
      ...lineOf(tenant, staff, at, id),
      what: 'device-pairing',
      says: [`为${calls[kind](number)}生成配对码`, ...notes].join('；'),
    })
    return { id, code, until, notes }
  }
  throw new Error('twenty pairing codes in a row were taken')
}

/** What the new code does to what is there: nobody shall wonder why theirs stopped. */
function noteOf(roster: Roster, name: string, { paired, made_by, made_at }: Before): string {
  if (paired) return `${name}已有一台在用，新的接入后，原来的一台自动停用`
  const when = spokenAt(instant(made_at.getTime()))
  return `${nameOf(roster, made_by as StaffId)}${when}为${name}生成、还没有用的配对码已经作废`
}

export type Paired = { readonly device: Device; readonly token: string }

/** What a screen gets for its code: a token that nobody else has. Codes are counted by address and, wrong ones, against all that are open. */
export async function pair(
  world: Pick<World, 'db' | 'keys'>,
  place: Place,
  { code: typed, kind }: { readonly code: string; readonly kind: Kind },
  address: string,
  at: Instant,
): Promise<Paired | Refusal> {
  const { db, keys } = world
  const key = addressKey(`pairing ${kind} ${address}`)
  const open = await db.plain((tx) => lockedUntil(tx, key, pauses, at))
  if (open !== null) return tooMany(Math.ceil((open - at) / 1000))
  const code = typed.normalize('NFKC').replace(/\D/g, '')
  const token = newToken()
  const device = await db.transaction(scopeOf(place), async (tx) => {
    const made = await pairDevice(tx, place.tenant, { blind: blindOf(keys, code), kind, token: idOf(token)!, at })
    if (made) {
      const others = await replaceOthers(tx, place.tenant, made.id, at)
      const says = `${calls[kind](made.number)}已配对${others > 0 ? '，原来的一台自动停用' : ''}`
      await audit(tx, { ...lineOf(place.tenant, null, at, made.id), what: 'device-paired', says })
    } else countMiss(tx, place.tenant, kind)
    return made
  })
  if (device) {
    await db.plain(async (tx) => clearFailures(tx, key))
    return { device, token }
  }
  await db.plain((tx) => addFailure(tx, key, counted, at))
  return wrongCode
}

/** Takes a device of this office out of service; null when the office has no such device. */
export async function revoke(tx: Tx, { tenant, staff, at }: By, office: string, id: string): Promise<Device | null> {
  const device = await revokeDevice(tx, tenant, { id, office, by: staff, at })
  if (device)
    await audit(tx, {
      ...lineOf(tenant, staff, at, id),
      what: 'device-revoked',
      says: `停用${calls[device.kind](device.number)}`,
    })
  return device
}

/** Under the key outside the database: six digits behind a bare hash would be found in a moment. */
function blindOf(keys: World['keys'], code: string): string {
  return keys.blind('text', `pairing:${code}`)
}

function lineOf(tenantId: string, staffId: string | null, at: Instant, about: string) {
  return { tenantId, at, staffId, about, succeeded: true } as const
}

const wrongCode: Refusal = {
  refused: 'bad-input',
  clause: null,
  says: '配对码不正确、已经用过或者已经过期，请工作人员在工作台重新生成',
  problems: [{ at: '/code', says: '配对码不正确、已经用过或者已经过期' }],
}

function tooMany(seconds: number): Refusal {
  const wait = seconds > 90 ? `${Math.ceil(seconds / 60)}分钟` : `${seconds}秒`
  return { refused: 'too-many', clause: null, says: `配对码填错的次数太多，请${wait}后再试` }
}
