import { type Day, dayOf, instant } from '#core/day.ts'
import { nameOf, type StaffId } from '#core/roster.ts'
import type { Catalogue } from '#matter/catalogue.ts'
import { type Stand, timed } from '#office/register.ts'
import type { OfficeSnapshot, Organization } from '#office/snapshot.ts'
import { causes, channels, topicOf } from '#rules/open-affairs/contract.ts'
import { disclosure } from '#rules/open-affairs/process.ts'
import { type Key, keyOf, keysOf } from './demands.ts'
import { liveStates, pendingStates, type Row } from './store.ts'

const states: Readonly<Record<string, { readonly label: string }>> = disclosure.states
/** What nobody can read any more, before the job has put it away. */
const down = '公开期已满，已撤下'
const isPending = ({ state }: Row): boolean => (pendingStates as readonly string[]).includes(state)

/** One row of the register. */
export function disclosureView({ office, at }: Pick<Stand, 'office' | 'at'>, row: Row) {
  const { matter_id: id, number, topic, name, title, state, cause, late, holder, owed } = row
  const { label, clause } = topicOf(topic)
  const isDown = (liveStates as readonly string[]).includes(state) && isOver(row, dayOf(at))
  return {
    ...{ id, number, topic, topicLabel: label, clause, name, title: title || name || label, state, late },
    ...{
      stateLabel: isDown ? down : (states[state]?.label ?? state),
      cause: causes[cause],
      holder: nameOf(office.roster, holder as StaffId),
    },
    ...{ due: timed(row.due_at), since: row.live_at && dayOf(instant(row.live_at.getTime())), until: row.live_until },
    ...{ owed: owed.map((one) => channels[one].label), openedAt: timed(row.opened_at), endedAt: timed(row.ended_at) },
  }
}

/** How a thing that must be open stands. */
export const standings = {
  late: '超期未公开',
  expired: '已撤下，缺新的内容',
  missing: '还没有公开',
  changed: '公开中，待更新',
  channels: '公开中，渠道待补',
  open: '已公开',
} as const
export type Standing = keyof typeof standings

/** Of each office, what must be open and how it stands: the board of gaps, worst first (1.2). */
export function boardOf(
  office: OfficeSnapshot,
  catalogue: Pick<Catalogue, 'list'>,
  orgs: readonly Organization[],
  rows: readonly Row[],
  today: Day,
) {
  const found = Map.groupBy(rows, keyOf)
  return orgs.flatMap((org) =>
    keysOf(catalogue, org).map((key) => {
      const own = found.get(keyOf(key)) ?? []
      return entryOf(office, org, key, own.find(isPending), newest(own.filter((row) => !isPending(row))), today)
    }),
  )
}

/** Past its last day, whether or not it was taken down already: nobody reads it any more. */
const isOver = ({ live_until }: Row, today: Day): boolean => live_until !== null && live_until < today

function newest(rows: readonly Row[]): Row | undefined {
  return rows.toSorted((a, b) => (b.live_at?.getTime() ?? 0) - (a.live_at?.getTime() ?? 0))[0]
}

function entryOf(
  { roster }: OfficeSnapshot,
  org: Organization,
  key: Key,
  due: Row | undefined,
  last: Row | undefined,
  today: Day,
) {
  // As the public page has it: the newest text counts, and on its days alone.
  const isDown = last !== undefined && isOver(last, today)
  const live = isDown ? undefined : last
  const { label, clause } = topicOf(key.topic)
  const standing = standingOf(due, live, isDown)
  const one = due ?? live
  return {
    ...{ office: { id: org.id, name: org.name }, topic: key.topic, subject: key.subject, clause, standing },
    ...{ label: key.name ? `${label}：${key.name}` : label, standingLabel: standings[standing] },
    ...{ matter: one ? { id: one.matter_id, number: one.number, state: states[one.state]?.label ?? one.state } : null },
    ...{ holder: one ? nameOf(roster, one.holder as StaffId) : null, due: timed(due?.due_at ?? null) },
    ...{ until: live?.live_until ?? null, since: live?.live_at ? dayOf(instant(live.live_at.getTime())) : null },
  }
}

function standingOf(due: Row | undefined, live: Row | undefined, isDown: boolean): Standing {
  if (due?.late) return 'late'
  if (isDown) return 'expired'
  if (!live) return due && ['ended', 'ending', 'changed'].includes(due.cause) ? 'expired' : 'missing'
  if (due) return 'changed'
  return live.state === 'spreading' ? 'channels' : 'open'
}
