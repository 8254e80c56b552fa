import { addDays, dayOf } from '#core/day.ts'
import type { Chore } from '#office/chore.ts'
import type { Stand } from '#office/register.ts'
import type { Tx } from '#platform/db/db.ts'
import { missingOf } from './issue.ts'
import { kinds } from './policy.ts'
import { livingBadges, type Row } from './store.ts'
import { dueBack } from './view.ts'

/** How many days before its last day a badge asks to be made anew. */
const soonDays = 30

/** What an office has to put right about its badges: whom to take one back from (9.2), who lacks one (9.0), what ends soon. */
export async function badgeChores(tx: Tx, stand: Stand): Promise<readonly Chore[]> {
  return gapsOf(tx, stand, await livingBadges(tx, stand.tenant, stand.org.id))
}

/** The same of badges that were read already. */
export async function gapsOf(tx: Tx, stand: Stand, living: readonly Row[]): Promise<readonly Chore[]> {
  const back = living.flatMap((row) => {
    const due = dueBack(stand.office, row, stand.at)
    return due ? [{ clause: '9.2' as const, says: `${row.name}${due}，${kinds[row.kind]}${row.number}应收回` }] : []
  })
  const soon = addDays(dayOf(stand.at), soonDays)
  const ending = living.filter((row) => row.valid_until <= soon && dueBack(stand.office, row, stand.at) === null)
  const lacking = (await missingOf(tx, stand, living)).map(({ staff }) => staff.name)
  return [
    ...back,
    ...(ending.length > 0
      ? [{ clause: '9.2' as const, says: `${ending.length}枚证牌将在${soonDays}日内到期，请换发` }]
      : []),
    ...(lacking.length > 0 ? [{ clause: '9.0' as const, says: `${namesOf(lacking)}还没有配齐胸牌、桌牌` }] : []),
  ]
}

function namesOf(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join('、')}等${names.length}人` : names.join('、')
}
