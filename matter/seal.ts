import type { TSchema } from 'typebox'
import type { Day } from '#core/day.ts'
import { isSealed, type Sealed } from '#core/matter.ts'
import { citizen, citizenProblems, tidyCitizen, tidyCredit } from '#core/numbers.ts'
import { tailOf } from '#matter/tail.ts'
import { mask, type PersonalKind } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sm3 } from '#platform/crypto/sm3.ts'
import { sql, type Tx } from '#platform/db/db.ts'

export type Where = { readonly tenant: string; readonly matter: string; readonly field: string }
export type Secret = {
  readonly field: string
  readonly cipher: string
  readonly blind: string
  /** By which its last four signs are found; of most there is none. */
  readonly tail?: string
}

/** Personal numbers are sealed on their way in: from here on nobody carries them in the open. */
export type SealedInput = { readonly input: Readonly<Record<string, unknown>>; readonly secrets: readonly Secret[] }

const kinds: readonly PersonalKind[] = ['idNumber', 'phone', 'bankCard', 'householdNumber']

/** One spelling of a number, in which it is sealed and found again. */
function tidyOf(kind: PersonalKind, plain: string): string {
  if (kind === 'idNumber') return tidyCitizen(plain)
  return kind === 'bankCard' ? plain.replaceAll(/[\s-]/g, '') : plain
}

/**
 * Seals what the form's schema marks as personal (`x-personal`), in each cell of rows too; everything else passes as it is. A
 * cell's number lies under a name of its own and not under its place, since rows are moved and taken out (`cellField`); a
 * mask in a cell stands for a number that is sealed already.
 */
export function sealInput(
  keys: Keys,
  shape: TSchema,
  input: Readonly<Record<string, unknown>>,
  where: Omit<Where, 'field'>,
  today: Day,
): SealedInput {
  const secrets = new Map<string, Secret>()
  const seal = (kind: PersonalKind, path: string, plain: string, inRows: boolean): Sealed => {
    const value = tidyOf(kind, plain)
    const blind = keys.blind(kind, value)
    const field = inRows ? cellField(where.matter, path, blind) : path
    if (!secrets.has(field))
      secrets.set(field, {
        ...{ field, blind, tail: tailOf(keys, where.tenant, kind, value) },
        cipher: keys.seal({ ...where, field }, value),
      })
    const born = kind === 'idNumber' && citizenProblems(value, today).length === 0 ? citizen(value) : null
    return {
      sealed: field,
      masked: mask(kind, value),
      blind,
      ...(born && { born: born.birth, sex: born.sex === '男' ? ('male' as const) : ('female' as const) }),
    }
  }
  /** A number that is public, and by which what is about the same undertaking is found: it stays in the open. */
  const find = (path: string, plain: string): string => {
    const value = tidyCredit(plain)
    if (!secrets.has(path))
      secrets.set(path, {
        field: path,
        blind: keys.blind('creditCode', value),
        cipher: keys.seal({ ...where, field: path }, value),
      })
    return plain
  }
  const walk = (node: unknown, value: unknown, path: string, inRows = false): unknown => {
    const {
      properties,
      items,
      'x-personal': kind,
      'x-found': found,
    } = (node ?? {}) as {
      properties?: Readonly<Record<string, unknown>>
      items?: unknown
      'x-personal'?: PersonalKind
      'x-found'?: 'creditCode'
    }
    if (kind && kinds.includes(kind) && typeof value === 'string')
      return inRows && value.includes('*') ? value : seal(kind, path, value, inRows)
    if (found && typeof value === 'string') return find(path, value)
    if (Array.isArray(value)) return items ? value.map((row: unknown) => walk(items, row, path, true)) : value
    if (!properties || typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        walk(properties[key], item, path ? `${path}.${key}` : key, inRows),
      ]),
    )
  }
  return { input: walk(shape, input, '') as SealedInput['input'], secrets: [...secrets.values()] }
}

/** The name under which a number of a row lies: of this matter and this number, and of no place in the list. */
function cellField(matter: string, path: string, blind: string): string {
  return `${path}.${sm3(`${matter} ${path} ${blind}`).slice(0, 16)}`
}

/** How the fields begin under which the journal's own covers lie (`matter/cover.ts`). */
export const ofJournal = 'journal:'

const insert = sql(
  'secret.insert',
  `insert into secret (tenant_id, matter_id, field, version, cipher, blind, tail) values ($1, $2, $3, $4, $5, $6, $7)`,
)

/** Keeps sealed numbers beside the matter; `version` is the journal line that brought them. */
export function saveSecrets(tx: Tx, tenant: string, matter: string, version: number, secrets: readonly Secret[]): void {
  for (const { field, cipher, blind, tail = '' } of secrets)
    tx.write(insert, [tenant, matter, field, version, cipher, blind, tail])
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

/**
 * Facts as shown: a sealed number is its mask, a covered fact a cover, each with the name under which a view can be asked for.
 * What is covered is named without the number of its row.
 */
export function masked(value: unknown, path = '', covered: ReadonlySet<string> = new Set()): unknown {
  if (isSealed(value)) return { masked: value.masked, field: value.sealed }
  if (covered.has(columnOf(path))) return { masked: '（敏感信息，说明理由后查看）', field: path }
  const inside = (key: string | number) => (path ? `${path}.${key}` : String(key))
  if (Array.isArray(value)) return value.map((item, n) => masked(item, inside(n), covered))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, inside(key), covered)]))
}

/** The path of a fact without the number of its row: `form.members.0.income` → `form.members.income`. */
export function columnOf(path: string): string {
  return path.replaceAll(/\.\d+(?=\.|$)/g, '')
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
