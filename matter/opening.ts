import { ofJournal } from '#matter/seal.ts'
import { mask, type PersonalKind } from '#platform/crypto/personal.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** A number of a matter as a list shows it, told by the name that it lies under, by its fingerprint, or by its mask alone. */
export type Shown = {
  readonly matter: string
  readonly kind: PersonalKind
  readonly masked: string | null
  readonly field?: string | undefined
  readonly blind?: string | undefined
}

type Row = { readonly matter_id: string; readonly field: string; readonly cipher: string; readonly blind: string }

const ofMatters = sql<Row>(
  'secret.of-matters',
  `select matter_id, field, cipher, blind from secret where tenant_id = $1 and matter_id = any($2::uuid[]) order by version desc, field`,
)

/** Stands for a number that was erased. */
export const erased = '（原号码已清除）'

/**
 * Opens what the rows of a list show as masks, for whoever has said why and may: one look for all of them, however many. A
 * number that was erased says so; one that is not told apart from another with the same mask stays covered.
 */
export function opening<R extends object>(
  tx: Tx,
  keys: Keys,
  tenant: string,
  shownIn: (row: R) => { readonly [Name in keyof R]?: Shown },
): (rows: readonly R[]) => Promise<readonly R[]> {
  return async (rows) => {
    const wanted = rows.map((row) => Object.entries<Shown | undefined>(shownIn(row)))
    const open = await numbersOf(
      tx,
      keys,
      tenant,
      wanted.flat().flatMap(([, shown]) => shown ?? []),
    )
    return rows.map((row, n) => ({
      ...row,
      ...Object.fromEntries((wanted[n] ?? []).flatMap(([name, shown]) => (shown ? [[name, open(shown)]] : []))),
    }))
  }
}

/** The numbers of these matters, to be asked for one by one. */
export async function numbersOf(
  tx: Tx,
  keys: Keys,
  tenant: string,
  all: readonly Shown[],
): Promise<(shown: Shown) => string | null> {
  const matters = [...new Set(all.map(({ matter }) => matter))]
  const found = matters.length === 0 ? [] : await tx.all(ofMatters, [tenant, matters])
  const under = Map.groupBy(
    found.filter(({ field }) => !field.startsWith(ofJournal)),
    ({ matter_id: matter }) => matter,
  )
  const opened = new Map<Row, string>()
  const plain = (row: Row): string => {
    const known = opened.get(row)
    if (known !== undefined) return known
    const { matter_id: matter, field, cipher } = row
    const number = cipher === '' ? '' : keys.open({ tenant, matter, field }, cipher)
    opened.set(row, number)
    return number
  }
  return ({ matter, kind, masked, field, blind }) => {
    if (!masked) return masked
    const rows = under.get(matter) ?? []
    const meant =
      field !== undefined
        ? rows.filter((row) => row.field === field).slice(0, 1)
        : blind !== undefined
          ? rows.filter((row) => row.blind === blind)
          : rows.filter((row) => mask(kind, plain(row)) === masked)
    const [number, ...others] = new Set(meant.map(plain).filter((one) => one !== ''))
    if (number === undefined) return meant.length > 0 ? erased : masked
    return others.length > 0 ? masked : number
  }
}
