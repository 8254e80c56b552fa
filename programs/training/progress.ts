import { dayOf, instant } from '#core/day.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Next, nextOf } from './policy.ts'
import { seatsOf } from './seats.ts'
import { planOfClass, type Row, saveClass } from './store.ts'

const paid = sql<{ seat: string }>(
  'training.subsidy.paid',
  `select r.seat from training_subsidy l join training_subsidy_row r on r.tenant_id = l.tenant_id and r.list = l.id
   where l.tenant_id = $1 and l.class = $2 and r.living`,
)

/** The seats of a class that stand on a living list of subsidies. */
export const paidSeats = async (tx: Tx, tenant: string, id: string) =>
  new Set((await tx.all(paid, [tenant, id])).map(({ seat }) => seat))

const dayIn = (date: Date | null) => (date ? dayOf(instant(date.getTime())) : null)

/** Works out what a class waits for next, reading all that was written in this transaction. */
async function nextFor(tx: Tx, tenant: string, row: Row): Promise<Next | null> {
  const [days, seats, onList] = await Promise.all([
    planOfClass(tx, tenant, row.id),
    seatsOf(tx, tenant, row.id),
    paidSeats(tx, tenant, row.id),
  ])
  const roll = seats.filter(({ state }) => state === 'in')
  const qualified = roll.filter(({ result, revoked_at }) => result === 'qualified' && !revoked_at)
  return nextOf({
    ...{ state: row.state, from: row.from_day, until: row.until_day, terms: row.terms },
    ended: dayIn(row.ended_at),
    daysEntered: days.filter(({ entered_at }) => entered_at !== null).length,
    open: days.find(({ entered_at }) => entered_at === null)?.day ?? null,
    untested: roll.filter(({ theory, result }) => theory === null && result === null).length,
    unpapered: qualified.filter(({ sheet }) => sheet === null).length,
    unpaid: qualified.filter(({ id, sheet }) => sheet !== null && !onList.has(id)).length,
    untold: seats.filter(({ state, told_at }) => state === 'gone' && told_at === null).length,
  })
}

/** Keeps a class with what it waits for next: every change of a class ends here. */
export async function settled(tx: Tx, tenant: string, row: Row): Promise<Row> {
  const next = await nextFor(tx, tenant, row)
  return saveClass(tx, tenant, { ...row, next_what: next?.what ?? null, next_day: next?.day ?? null })
}
