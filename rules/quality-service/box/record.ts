import { dayOf } from '#core/day.ts'
import { nameOf, type StaffId } from '#core/roster.ts'
import type { World } from '#matter/world.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { printLeaf } from '#platform/sheets/leaf.ts'
import { boxLeaf } from '#platform/sheets/opinion-box.ts'
import { paperStates, seals } from './contract.ts'
import { type OpeningRow, papersIn } from './store.ts'
import { spokenWhen } from './view.ts'

/** 意见箱开箱记录 of one opening, as it stands now, to be signed and filed (10.5.1). Nothing of what was written is on it. */
export async function recordOf(tx: Tx, stand: Stand, world: Pick<World, 'mark'>, row: OpeningRow) {
  const papers = await papersIn(tx, stand.tenant, [row.id])
  const named = (staff: string | null) => (staff ? nameOf(stand.office.roster, staff as StaffId) : '—')
  const { name, phone, supervisionPhone, address } = stand.org
  const leaf = boxLeaf(
    { name, phone, supervisionPhone, address, mark: world.mark ?? null },
    {
      ...{ number: row.number, openedAt: spokenWhen(row.opened_at), papers: `${row.papers}张`, seal: seals[row.seal] },
      note: row.note || '无',
      first: [named(row.first), spokenWhen(row.first_at)],
      second: [named(row.second), row.second_at && `${named(row.second)} ${spokenWhen(row.second_at)}`],
      rows: papers.map((one) => [`${one.nth}`, paperStates[one.state], named(one.entered_by), named(one.checked_by)]),
    },
  )
  const says = `打印开箱记录${row.number}`
  return { print: () => printLeaf(leaf, dayOf(stand.at)), name: `开箱记录${row.number}`, says }
}
