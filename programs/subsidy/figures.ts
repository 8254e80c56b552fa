import { fen, inYuan } from '#core/sums/money.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { PayableKind } from './contract.ts'
import { payableKinds } from './contract.ts'

type Row = {
  readonly month: string
  readonly kind: PayableKind
  readonly persons: number
  readonly rows: number
  readonly count: number
  readonly fen: number
}

/** What was paid, by the month of payment; what the bank sent back is not in it, what was recovered stands by itself. */
const paid = sql<Row>(
  'subsidy.paid-by-month',
  `select to_char(r.paid_on, 'YYYY-MM') as month, p.kind, count(distinct p.person)::int as persons, count(*)::int as rows,
     sum(r.count)::int as count, sum(r.fen)::bigint as fen
   from payment_row r join payable p on p.tenant_id = r.tenant_id and p.id = r.payable
   where r.tenant_id = $1 and r.state = 'paid' and r.paid_on >= $2 and r.paid_on < $3 and p.office = any($4::uuid[])
   group by 1, 2 order by 1 desc, 2`,
)
const whole = sql<{
  readonly kind: PayableKind
  readonly rows: number
  readonly fen: number
  readonly recovered: number
}>(
  'subsidy.paid-in-all',
  `select p.kind, count(*)::int as rows, sum(p.fen)::bigint as fen, sum(p.recovered)::bigint as recovered from payable p
   where p.tenant_id = $1 and p.state = 'paid' and p.office = any($4::uuid[]) and exists (select from payment_row r
     where r.tenant_id = $1 and r.payable = p.id and r.state = 'paid' and r.paid_on >= $2 and r.paid_on < $3)
   group by 1`,
)

/**
 * The year by month: persons, months and yuan; beside it the same year counted from the sums themselves, so that the two can
 * be held against each other. `agrees`: they are the same to the fen.
 */
export async function figuresOf(tx: Tx, tenant: string, offices: readonly string[], year: number) {
  const values = [tenant, `${year}-01-01`, `${year + 1}-01-01`, offices]
  const [months, sums] = await Promise.all([tx.all(paid, values), tx.all(whole, values)])
  const total = months.reduce((sum, { fen: one }) => sum + one, 0)
  const other = sums.reduce((sum, { fen: one }) => sum + one, 0)
  const recovered = sums.reduce((sum, one) => sum + one.recovered, 0)
  return {
    year,
    rows: months.map(({ month, kind, persons, rows, count, fen: sum }) => ({
      ...{ month, kindLabel: payableKinds[kind].label, persons, rows, count, unit: payableKinds[kind].unit },
      amount: inYuan(fen(sum)),
    })),
    total: inYuan(fen(total)),
    recovered: inYuan(fen(recovered)),
    agrees: total === other,
  }
}
