import type { Clock } from '#core/clock.ts'
import { type Instant, instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Effect } from '#matter/effect.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { firstId, sql, type Tx } from '#platform/db/db.ts'
import type { BreachCode } from './contract.ts'

const insert = sql(
  'breach.found',
  `insert into breach (tenant_id, key, org_path, office, kind, source, clock, since, staff, what, found_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (tenant_id, key) do nothing`,
)

type Found = {
  readonly key: string
  readonly path: string
  readonly office: string
  readonly kind: BreachCode
  readonly source: string | null
  readonly clock: string | null
  readonly since: Instant
  readonly staff: string | null
  readonly what: string | null
  readonly at: Instant
}

/** Writes down a breach once; a second time it is known already. */
export function keepBreach(tx: Tx, tenant: string, found: Found): void {
  const { key, path, office, kind, source, clock, since, staff, what, at } = found
  tx.write(insert, [tenant, key, path, office, kind, source, clock, iso(since), staff, what, iso(at)])
}

/** One lateness is one breach, however often its clock is looked at. */
export const lateKey = (matter: string, { name, lateSince }: Pick<Clock, 'name' | 'lateSince'>): string =>
  `${matter}:${name}:${lateSince}`

type Fault = { readonly at: number; readonly by?: string; readonly what?: readonly string[] }
type Finding = {
  readonly key: string
  readonly clause: string
  readonly words: string
  readonly subject?: { readonly staff?: string }
}

/**
 * What a change shows: clocks of the office that are newly late, a second one-time notice (8.1), inspected items that
 * failed and are about a person. Written with the change itself: a lateness without its breach can't be stored.
 */
export function breachEffect(processes: World['processes']): Effect {
  return async (tx, tenant, { before, after, path, at }) => {
    const keep = (found: Pick<Found, 'key' | 'kind' | 'clock' | 'since' | 'staff' | 'what'>) =>
      keepBreach(tx, tenant, { ...found, path, office: after.office, source: after.id, at })
    const labels = processes.of(after.kind, after.service)?.clocks ?? {}
    for (const clock of newlyLate(before, after))
      if (labels[clock.name]?.of === 'office')
        keep({ ...late(clock), key: lateKey(after.id, clock), staff: null, what: null })
    for (const { at: when, by, what } of added<Fault>('faults', before, after))
      keep({
        ...{ key: `${after.id}:toldTwice:${when}`, kind: 'toldTwice', clock: null, since: instant(when) },
        ...{ staff: by || null, what: (what ?? []).join('、') },
      })
    if (after.kind === 'inspection' && after.state === 'ordering' && before?.state !== 'ordering')
      for (const { key, clause, words, subject } of (after.facts['findings'] ?? []) as readonly Finding[])
        if (subject?.staff)
          keep({
            ...{ key: `${after.id}:inspected:${key}`, kind: 'inspected', clock: null, since: at },
            ...{ staff: subject.staff, what: `${clause} ${words}` },
          })
    return null
  }
}

function newlyLate(before: Matter | null, after: Matter): readonly Clock[] {
  return after.clocks.filter(
    ({ name, lateSince }) =>
      lateSince !== null && before?.clocks.find((one) => one.name === name)?.lateSince !== lateSince,
  )
}

/** What kind of lateness a clock's name says it is; who had to act may make it another (see propose). */
function late({ name, lateSince }: Clock): Pick<Found, 'kind' | 'clock' | 'since'> {
  const kind: BreachCode = name === 'accept' || name === 'contact' || name === 'decide' ? name : 'solve'
  return { kind, clock: name, since: lateSince! }
}

function added<One>(field: string, before: Matter | null, after: Matter): readonly One[] {
  const list = (matter: Matter | null) => (matter?.facts[field] ?? []) as readonly One[]
  return list(after).slice(list(before).length)
}

const emptied = sql<{ id: string; org_path: string; office: string; staff: string; why: string; empty_at: Date }>(
  'breach.away',
  `select a.id, a.org_path::text, a.office, a.staff, a.why, a.empty_at from away a where a.tenant_id = $1 and a.empty_at >= $2
   and not exists (select from breach b where b.tenant_id = a.tenant_id and b.key = 'away:' || a.id)`,
)

/** Posts left empty for longer than was said (4.2.3), from the duty room's own register, of these last days. */
export async function keepEmptied(tx: Tx, tenant: string, from: Instant, at: Instant): Promise<void> {
  for (const { id, org_path, office, staff, why, empty_at } of await tx.all(emptied, [tenant, iso(from)]))
    keepBreach(tx, tenant, {
      ...{ key: `away:${id}`, path: org_path, office, kind: 'emptyPost', source: null, clock: null },
      ...{ since: instant(empty_at.getTime()), staff, what: why, at },
    })
}

const overlooked = sql<{
  matter_id: string
  name: string
  late_since: Date
  org_path: string
  office: string
  kind: string
  service: string | null
  service_version: string | null
}>(
  'breach.overlooked',
  `select c.matter_id, c.name, c.late_since, m.org_path::text, m.office, m.kind, m.service, m.service_version
   from clock c join matter m on m.tenant_id = c.tenant_id and m.id = c.matter_id
   where c.tenant_id = $1 and c.late_since is not null and (c.late_since, c.matter_id, c.name) > ($2::timestamptz, $3::uuid, $4::text)
     and not exists (select from breach b where b.tenant_id = c.tenant_id and b.source = c.matter_id and b.clock = c.name and b.since = c.late_since)
   order by c.late_since, c.matter_id, c.name limit 500`,
)

/** Late clocks of the office without a breach: from before this rule was kept. Answers how many were added. */
export async function keepOverlooked(
  { processes }: Pick<World, 'processes'>,
  tx: Tx,
  tenant: string,
  at: Instant,
): Promise<number> {
  let count = 0
  for (let from: readonly unknown[] = ['-infinity', firstId, '']; ; ) {
    const rows = await tx.all(overlooked, [tenant, ...from])
    for (const { matter_id, name, late_since, org_path, office, kind, service, service_version } of rows) {
      const of = service && service_version ? { code: service, version: service_version } : null
      if (processes.of(kind, of)?.clocks[name]?.of !== 'office') continue
      const lateSince = instant(late_since.getTime())
      count += 1
      keepBreach(tx, tenant, {
        ...late({ name, lateSince } as Clock),
        ...{ key: lateKey(matter_id, { name, lateSince }), path: org_path, office, source: matter_id },
        ...{ staff: null, what: null, at },
      })
    }
    const last = rows.at(-1)
    if (!last || rows.length < 500) return count
    from = [iso(instant(last.late_since.getTime())), last.matter_id, last.name]
  }
}

const knownAbsent = sql<{ key: string }>(
  'breach.absent',
  `select key from breach where tenant_id = $1 and key = any($2::text[])`,
)

/** Absences without a word (3.2.3), recorded by the head or by time. */
export async function keepAbsent(tx: Tx, tenant: string, office: OfficeSnapshot, at: Instant): Promise<void> {
  const keyOf = ({ id }: { readonly id: string }) => `absent:${id}`
  const absent = [...office.leaves.values()].filter(
    ({ kind, state }) => String(kind) === 'absent' && state === 'recorded',
  )
  if (absent.length === 0) return
  const known = new Set((await tx.all(knownAbsent, [tenant, absent.map(keyOf)])).map(({ key }) => key))
  for (const leave of absent) {
    const path = office.organizations.get(leave.office)?.path
    if (known.has(keyOf(leave)) || !path) continue
    keepBreach(tx, tenant, {
      ...{ key: keyOf(leave), path, office: leave.office, kind: 'absent', source: null, clock: null },
      ...{ since: leave.from, staff: leave.staff, what: leave.reason, at },
    })
  }
}
