import type { TSchema } from 'typebox'
import type { Day } from '#core/day.ts'
import { isSealed, type Sealed } from '#core/matter.ts'
import { citizen, citizenProblems, tidyCitizen } from '#core/numbers.ts'
import { mask, type PersonalKind } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'

export type Where = { readonly tenant: string; readonly matter: string; readonly field: string }
export type Secret = { readonly field: string; readonly cipher: string; readonly blind: string }

/** Personal numbers are sealed on their way in: from here on nobody carries them in the open. */
export type SealedInput = { readonly input: Readonly<Record<string, unknown>>; readonly secrets: readonly Secret[] }

const kinds: readonly PersonalKind[] = ['idNumber', 'phone', 'bankCard']

/** Seals what the form's schema marks as personal (`x-personal`); everything else passes as it is. */
export function sealInput(
  keys: Keys,
  shape: TSchema,
  input: Readonly<Record<string, unknown>>,
  where: Omit<Where, 'field'>,
  today: Day,
): SealedInput {
  const secrets: Secret[] = []
  const seal = (kind: PersonalKind, field: string, plain: string): Sealed => {
    const value = kind === 'idNumber' ? tidyCitizen(plain) : plain
    const blind = keys.blind(kind, value)
    secrets.push({ field, blind, cipher: keys.seal({ ...where, field }, value) })
    const born = kind === 'idNumber' && citizenProblems(value, today).length === 0 ? citizen(value) : null
    return {
      sealed: field,
      masked: mask(kind, value),
      blind,
      ...(born && { born: born.birth, sex: born.sex === '男' ? ('male' as const) : ('female' as const) }),
    }
  }
  const walk = (node: unknown, value: unknown, path: string): unknown => {
    const { properties, 'x-personal': kind } = (node ?? {}) as {
      properties?: Readonly<Record<string, unknown>>
      'x-personal'?: PersonalKind
    }
    if (kind && kinds.includes(kind) && typeof value === 'string') return seal(kind, path, value)
    if (!properties || typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, walk(properties[key], item, path ? `${path}.${key}` : key)]),
    )
  }
  return { input: walk(shape, input, '') as SealedInput['input'], secrets }
}

/** How the fields begin under which the journal's own covers lie (`matter/cover.ts`). */
export const ofJournal = 'journal:'

const insert = sql(
  'secret.insert',
  `insert into secret (tenant_id, matter_id, field, version, cipher, blind) values ($1, $2, $3, $4, $5, $6)`,
)

/** Keeps sealed numbers beside the matter; `version` is the journal line that brought them. */
export function saveSecrets(tx: Tx, tenant: string, matter: string, version: number, secrets: readonly Secret[]): void {
  for (const { field, cipher, blind } of secrets) tx.write(insert, [tenant, matter, field, version, cipher, blind])
}

const find = sql<{ cipher: string }>(
  'secret.find',
  `select cipher from secret where tenant_id = $1 and matter_id = $2 and field = $3 order by version desc limit 1`,
)

/**
 * Opens one number; the caller has put the reason on the record before. Null: the matter has no such number, or what was
 * sealed is gone. What the journal has under seal is nobody's to look at.
 */
export async function reveal(tx: Tx, keys: Keys, where: Where): Promise<string | null> {
  if (where.field.startsWith(ofJournal)) return null
  const row = await tx.maybe(find, [where.tenant, where.matter, where.field])
  return row && row.cipher !== '' ? keys.open(where, row.cipher) : null
}

/** Facts as shown: a sealed number is its mask, a covered fact a cover, each with the name under which a view can be asked for. */
export function masked(value: unknown, path = '', covered: ReadonlySet<string> = new Set()): unknown {
  if (isSealed(value)) return { masked: value.masked, field: value.sealed }
  if (covered.has(path)) return { masked: '（敏感信息，说明理由后查看）', field: path }
  if (Array.isArray(value)) return value.map((item) => masked(item, path, covered))
  if (typeof value !== 'object' || value === null) return value
  const inside = (key: string) => (path ? `${path}.${key}` : key)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, inside(key), covered)]))
}

/** A covered fact in the open, as text; null where there is none. The caller has put the reason on the record before. */
export function uncovered(facts: unknown, field: string): string | null {
  const found = field
    .split('.')
    .reduce<unknown>((node, key) => (isNode(node) && Object.hasOwn(node, key) ? node[key] : undefined), facts)
  return found === undefined || typeof found === 'object' ? null : String(found)
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
