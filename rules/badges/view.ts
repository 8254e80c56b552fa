import { dayOf } from '#core/day.ts'
import { assignedTo, officeOf, type PostId, type StaffId } from '#core/roster.ts'
import { type Stand, timed } from '#office/register.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Ending, endings, kinds, mayEnd, states, wordOf } from './policy.ts'
import type { Row } from './store.ts'

/** Why a living badge is to be handed in or made anew; null when all is well (9.2). */
export function dueBack(office: OfficeSnapshot, row: Row, at: Stand['at']): string | null {
  if (row.state !== 'living') return null
  const { roster } = office
  const staff = row.staff as StaffId
  const place = roster.staff.get(staff)?.active ? officeOf(roster, staff, at) : null
  if (place === null) return '人员已离职'
  if (place !== row.office) return '人员已调离'
  const post = row.post as PostId
  if (!(['A', 'B'] as const).some((as) => assignedTo(roster, post, as, at) === staff)) return '岗位已变动'
  return row.valid_until < dayOf(at) ? '已过有效期' : null
}

export function badgeView(stand: Stand, row: Row) {
  const { id, kind, number, code, name, state } = row
  const due = dueBack(stand.office, row, stand.at)
  const own = row.staff === stand.staff
  const offers = (Object.keys(endings) as Ending[]).filter(
    (how) => mayEnd(state, how) && (stand.leads || (own && how === 'lost')),
  )
  return {
    ...{ id, kind, kindLabel: kinds[kind], number, code, page: `/badge/${code}` },
    ...{ staff: { id: row.staff, name }, post: row.post_name, photo: row.photo },
    ...{ state, stateLabel: states[state], word: wordOf(state, row.valid_until, dayOf(stand.at)), due },
    ...{
      issuedAt: timed(row.issued_at),
      validUntil: row.valid_until,
      endedAt: timed(row.ended_at),
      reason: row.reason,
    },
    offers: [...offers, ...(stand.leads ? (['reissue', 'incident'] as const) : [])],
  }
}
