import { dayOf, daysBetween } from '#core/day.ts'
import { type Stand, someone } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ClauseId } from '#regulation/clauses.ts'
import { itemKinds } from './contract.ts'
import { itemsOf, type Row } from './store.ts'

export type Gap = { readonly clause: ClauseId; readonly says: string }

export function itemView(stand: Stand, row: Row) {
  const { id, kind, name, place, required, quantity, note } = row
  const { clause, label } = itemKinds[kind]
  const today = dayOf(stand.at)
  const keeps = stand.leads || row.keeper === stand.staff
  return {
    ...{ id, kind, kindLabel: label, clause, name, place, required, quantity, note },
    keeper: someone(stand.office, row.keeper),
    ...{ intervalDays: row.interval_days, checkedOn: row.checked_on, nextOn: row.next_on },
    ...{ lacks: Math.max(0, required - quantity), overdueDays: Math.max(0, daysBetween(row.next_on, today)) },
    mine: row.keeper === stand.staff,
    offers: [...(keeps ? ['check', 'stock'] : []), ...(stand.leads ? ['change', 'remove'] : [])],
  }
}

/** What an office must have and has not, what runs short or is broken, and what nobody looked at in time (10.4). */
export function gapsOf(stand: Stand, rows: readonly Row[]): readonly Gap[] {
  const today = dayOf(stand.at)
  const has = new Set<string>(rows.map(({ kind }) => kind))
  const missing = Object.entries(itemKinds).filter(([kind, { asked }]) => asked && !has.has(kind))
  const absent = [...Map.groupBy(missing, ([, { clause }]) => clause)].map(
    ([clause, found]): Gap => ({ clause, says: `还没有配备${found.map(([, { label }]) => label).join('、')}` }),
  )
  const short = rows
    .filter(({ quantity, required }) => quantity < required)
    .map(
      (row): Gap => ({
        clause: itemKinds[row.kind].clause,
        says: `${row.name}应有${row.required}件，现有${row.quantity}件`,
      }),
    )
  const broken = rows
    .filter(({ note }) => note !== '')
    .map((row): Gap => ({ clause: itemKinds[row.kind].clause, says: `${row.name}不完好：${row.note}` }))
  const late = rows.filter(({ next_on }) => next_on < today)
  const overdue = [...Map.groupBy(late, (row) => itemKinds[row.kind].clause)].map(
    ([clause, found]): Gap => ({ clause, says: `${found.map(({ name }) => name).join('、')}过了检查日期没有检查` }),
  )
  return [...absent, ...short, ...broken, ...overdue]
}

export async function itemGaps(tx: Tx, stand: Stand): Promise<readonly Gap[]> {
  return gapsOf(stand, await itemsOf(tx, stand.tenant, stand.org.id))
}
