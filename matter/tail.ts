import type { World } from '#matter/world.ts'
import { mask, type PersonalKind } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { type Scope, sql, type Tx } from '#platform/db/db.ts'

/** The numbers that are also found by their last four signs. */
const kinds = ['phone', 'idNumber'] as const
type Kind = (typeof kinds)[number]

/** Of twenty thousand different ones the beginning is enough to tell them apart. */
const length = 12
const fingerprint = (keys: Keys, tenant: string, kind: Kind, end: string): string =>
  keys.blind('tail', `${tenant} ${kind} ${end}`).slice(0, length)

/**
 * The fingerprint of a number's last four signs, of this tenant and kind; empty where its mask does not show as much: nobody
 * finds more than they would be shown.
 */
export function tailOf(keys: Keys, tenant: string, kind: PersonalKind, value: string): string {
  if (kind !== 'phone' && kind !== 'idNumber') return ''
  const end = mask(kind, value).slice(-4)
  return isTail(end) ? fingerprint(keys, tenant, kind, end) : ''
}

/** Four digits, or three and the X of a citizen number. */
export function isTail(text: string): boolean {
  return /^\d{3}[\dx]$/i.test(text)
}

/** What four signs may be the end of, by their fingerprints; a phone does not end with X. */
export function tailsOf(keys: Keys, tenant: string, text: string): readonly { kind: Kind; tail: string }[] {
  return kinds
    .filter((kind) => kind === 'idNumber' || /\d$/.test(text))
    .map((kind) => ({ kind, tail: fingerprint(keys, tenant, kind, text) }))
}

type Untold = {
  readonly matter: string
  readonly field: string
  readonly version: number
  readonly cipher: string
  readonly blind: string
}
const untold = sql<Untold>(
  'secret.untold',
  `select matter_id as matter, field, version, cipher, blind from secret where tenant_id = $1 and tail is null limit $2 for update skip locked`,
)
const tell = sql(
  'secret.tell',
  `update secret set tail = $5 where tenant_id = $1 and matter_id = $2 and field = $3 and version = $4`,
)
const step = 500

/** Gives numbers sealed before there were tails their own, in short transactions; afterwards it finds none and costs nothing. */
export async function fillTails({ db, keys }: Pick<World, 'db' | 'keys'>, scope: Scope): Promise<number> {
  for (let filled = 0; ; ) {
    const done = await db.transaction(scope, (tx) => fillSome(tx, keys, scope.tenant))
    filled += done
    if (done < step) return filled
  }
}

async function fillSome(tx: Tx, keys: Keys, tenant: string): Promise<number> {
  const rows = await tx.all(untold, [tenant, step])
  for (const { matter, field, version, cipher, blind } of rows) {
    // The row does not say what kind of number it is; its blind form does. What lies under a cover of the journal has none.
    const plain = cipher === '' || blind === '' ? null : keys.open({ tenant, matter, field }, cipher)
    const kind = plain === null ? undefined : kinds.find((one) => keys.blind(one, plain) === blind)
    const tail = plain !== null && kind ? tailOf(keys, tenant, kind, plain) : ''
    tx.write(tell, [tenant, matter, field, version, tail])
  }
  return rows.length
}
