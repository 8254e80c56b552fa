import type { TSchema } from 'typebox'
import type { Day } from '#core/day.ts'
import { ofJournal, type Secret, sealInput, type Where } from '#matter/seal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Node = Readonly<Record<string, unknown>>
/** In the place of a value that the journal must not hold in the open: the field of `secret` in which it lies. */
type Cover = { readonly covered: string }

/** An input as the journal keeps it, and what was put under seal for it. */
type Covered = { readonly input: Node; readonly secrets: readonly Secret[] }

/**
 * Puts what a form marks as `x-erasable` under seal for the journal: nobody can change or remove a line, and yet of what is
 * not registered only the count and the explanation may stay (10.5.4). The line's link is made over the cover, so that the
 * chain holds when the seal is emptied. Takes the input after `sealInput`.
 */
function coverInput(keys: Keys, shape: TSchema, input: Node, where: Omit<Where, 'field'>): Covered {
  const { properties = {} } = shape as { readonly properties?: Readonly<Record<string, Node>> }
  const secrets: Secret[] = []
  const cover = (name: string, value: unknown): Cover => {
    const field = `${ofJournal}${name}`
    secrets.push({ field, blind: '', cipher: keys.seal({ ...where, field }, JSON.stringify(value)) })
    return { covered: field }
  }
  const entries = Object.entries(input).map(([name, value]) => {
    const isErasable = properties[name]?.['x-erasable'] === true && value !== undefined
    return [name, isErasable ? cover(name, value) : value] as const
  })
  return { input: secrets.length > 0 ? Object.fromEntries(entries) : input, secrets }
}

/** A form as it is judged, as its line of the journal keeps it, and all that was put under seal for either. */
export type UnderSeal = {
  readonly input: Node
  readonly written: Node
  readonly secrets: readonly Secret[]
  /** The fingerprints of the numbers in it. */
  readonly blinds: readonly string[]
}

/** Puts a form under seal: its numbers for everybody, its erasable fields for the journal. */
export function underSeal(keys: Keys, shape: TSchema, input: Node, where: Omit<Where, 'field'>, day: Day): UnderSeal {
  const sealed = sealInput(keys, shape, input, where, day)
  const covered = coverInput(keys, shape, sealed.input, where)
  return {
    input: sealed.input,
    written: covered.input,
    secrets: [...sealed.secrets, ...covered.secrets],
    blinds: sealed.secrets.map(({ blind }) => blind),
  }
}

type Row = { readonly matter_id: string; readonly field: string; readonly version: number; readonly cipher: string }
const kept = sql<Row>(
  'secret.journal',
  `select matter_id, field, version, cipher from secret where tenant_id = $1 and matter_id = any($2::uuid[]) and starts_with(field, '${ofJournal}')`,
)

/** What lies under the covers of some matters' journals. */
export type Lifted = {
  /** The input of a line as it was judged; what has been emptied stays covered. */
  readonly lift: (line: { readonly matter: string; readonly seq: number; readonly input: unknown }) => unknown
  /** Whether something of this matter was emptied: then its first steps can't be done again to the letter. */
  readonly isEmptied: (matter: string) => boolean
}

/** Reads and opens the covers of some matters, for a replay: the program compares, nobody sees. */
export async function liftedOf(tx: Tx, keys: Keys, tenant: string, ids: readonly string[]): Promise<Lifted> {
  const found = new Map<string, string>()
  const emptied = new Set<string>()
  for (const { matter_id: matter, field, version, cipher } of await tx.all(kept, [tenant, ids])) {
    if (cipher === '') emptied.add(matter)
    else found.set(`${matter} ${version} ${field}`, keys.open({ tenant, matter, field }, cipher))
  }
  return {
    isEmptied: (matter) => emptied.has(matter),
    lift: ({ matter, seq, input }) => {
      if (typeof input !== 'object' || input === null) return input
      const entries = Object.entries(input).map(([name, value]) => {
        const plain = isCover(value) ? found.get(`${matter} ${seq} ${value.covered}`) : undefined
        return [name, plain === undefined ? value : JSON.parse(plain)] as const
      })
      return Object.fromEntries(entries)
    },
  }
}

function isCover(value: unknown): value is Cover {
  return typeof value === 'object' && value !== null && 'covered' in value && typeof value.covered === 'string'
}
