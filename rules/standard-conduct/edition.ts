import { type Instant, instant, iso } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { enter } from '#office/ledger.ts'
import type { Organization } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { checksOf } from '#regulation/checks.ts'
import type { OwnItem } from './contract.ts'
import { ownFaults } from './policy.ts'

/** An office's own edition of the checklist; edition 0 is the regulation's, as it is. */
export type Edition = {
  readonly edition: number
  readonly own: readonly OwnItem[]
  readonly off: readonly string[]
  readonly madeBy: string | null
  readonly madeAt: Instant | null
}

type Row = {
  readonly edition: number
  readonly own: readonly OwnItem[]
  readonly off: readonly string[]
  readonly made_by: string
  readonly made_at: Date
}

const newest = sql<Row>(
  'edition.newest',
  `select edition, own, off, made_by, made_at from check_edition where tenant_id = $1 and office = $2 order by edition desc limit 1`,
)
const insert = sql(
  'edition.insert',
  `insert into check_edition (tenant_id, office, edition, org_path, own, off, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

/** The edition in force; inspections keep the one they were planned with. */
export async function editionOf(tx: Tx, tenant: string, office: string): Promise<Edition> {
  const row = await tx.maybe(newest, [tenant, office])
  if (!row) return { edition: 0, own: [], off: [], madeBy: null, madeAt: null }
  const { edition, own, off, made_by: madeBy, made_at: at } = row
  return { edition, own, off, madeBy, madeAt: instant(at.getTime()) }
}

type Change = { readonly own: readonly OwnItem[]; readonly off: readonly string[]; readonly from: number }
type By = { readonly tenant: string; readonly staff: string; readonly at: Instant }

/**
 * A new edition. Only what is optional can be left out, never an item of a clause; `from` is the edition that was looked
 * at, so that two heads don't undo each other's work unseen.
 */
export async function newEdition(
  tx: Tx,
  { tenant, staff, at }: By,
  place: Organization,
  change: Change,
): Promise<Edition | Refusal> {
  const { own, off, from } = change
  const now = await editionOf(tx, tenant, place.id)
  if (now.edition !== from) return { refused: 'stale', clause: '6.6', says: '检查项目刚被改过，请刷新后再改' }
  const problems = [...ownFaults(own), ...offFaults(off)]
  if (problems.length > 0) return { refused: 'bad-input', clause: '6.6', says: problems[0]!.says, problems }
  const edition = from + 1
  tx.write(insert, [tenant, place.id, edition, place.path, JSON.stringify(own), JSON.stringify(off), staff, iso(at)])
  const says = `检查项目第${edition}版：自定${own.length}项，不查选查项${off.length}项`
  enter(tx, {
    ...{ tenant, path: place.path, register: 'checks', entry: place.id, at, staff, clause: '6.6' },
    ...{ act: 'edition', says, what: { edition, own, off } },
  })
  return { edition, own, off, madeBy: staff, madeAt: at }
}

function offFaults(off: readonly string[]) {
  const optional = new Set(
    checksOf()
      .filter((item) => item.optional)
      .map(({ id }) => id),
  )
  return off.flatMap((id, i) =>
    optional.has(id) ? [] : [{ at: `/off/${i}`, says: `“${id}”是条款规定的检查项目，不能不查` }],
  )
}
