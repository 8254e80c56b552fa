import { dayOf, type Instant, yearOf } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'

const next = sql<{ last: number }>(
  'counter.next',
  `insert into counter (tenant_id, office, word, year, last) values ($1, $2, $3, $4, 1)
   on conflict (tenant_id, office, word, year) do update set last = counter.last + 1 returning last`,
)

type Place = { readonly id: string; readonly code: string; readonly short: string }

/** The next number of a matter, e.g. `220202001-S-2026-000123`: office, letter of the kind, year, running number. */
export async function matterNumber(
  tx: Tx,
  tenant: string,
  office: Place,
  letter: string,
  at: Instant,
): Promise<string> {
  const year = yearOf(dayOf(at))
  const { last } = await tx.one(next, [tenant, office.id, letter, year])
  return `${office.code}-${letter}-${year}-${String(last).padStart(6, '0')}`
}

/** The next number of a paper as offices write it: `示例街告〔2026〕12号`. */
export async function paperNumber(tx: Tx, tenant: string, office: Place, word: string, at: Instant): Promise<string> {
  const year = yearOf(dayOf(at))
  const { last } = await tx.one(next, [tenant, office.id, `paper:${word}`, year])
  return `${office.short}${word}〔${year}〕${last}号`
}
