import { type Instant, instant, iso } from '#core/day.ts'
import { duty, nameOf } from '#core/roster.ts'
import { serviceOf } from '#matter/rows.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot, Window } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Device } from '#rules/quality-service/hall/device.ts'
import { windowOf } from '#rules/quality-service/hall/pairing.ts'
import { visitOf } from '#rules/quality-service/policy.ts'
import { numberAt } from '#rules/quality-service/queue/board.ts'
import { isRated } from '#rules/quality-service/store.ts'

/** What an evaluator shows at this moment. `matter`: the visit just served, to be rated; null: nobody to ask. */
export type Screen = {
  readonly office: string
  readonly window: { readonly number: number; readonly name: string } | null
  readonly serves: { readonly name: string; readonly post: string; readonly number: string } | null
  readonly matter: { readonly id: string; readonly number: string; readonly service: string } | null
  /** The number that is called to this window, or served there; null: none. */
  readonly ticket: { readonly number: string; readonly called: boolean } | null
}

type Row = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly service: string | null
  readonly service_version: string | null
  readonly contact: string | null
  readonly opened_at: Date
  readonly closed_at: Date
  readonly served_at: Date
  readonly actor: string
}

/**
 * Visits of an office that ended a little while ago, newest first. A visit ends when its matter is closed; a contact that
 * became a case ends when the case leaves the counter (accepted, or sent home for papers): both are one visit until then.
 * In person only, and only while whoever served has not begun with the next visitor: that one must not rate this one's.
 */
const ended = sql<Row>(
  'evaluator.ended',
  `select m.id, m.number, m.kind, coalesce(c.service, m.service) as service, coalesce(c.service_version, m.service_version) as service_version,
     m.facts->>'contact' as contact, m.opened_at, m.closed_at, l.at as served_at, l.actor
   from matter m
   left join matter c on c.tenant_id = $1 and c.id = case when m.kind = 'contact' then (m.facts->>'case')::uuid end
   left join matter o on o.tenant_id = $1 and o.id = case when m.kind = 'case' then (m.facts->>'contact')::uuid end
   cross join lateral (
     select j.at, j.actor from journal j
     where j.tenant_id = $1 and j.matter_id = coalesce(c.id, m.id) and j.at >= $4 and j.from_state is not null
       and (case when c.id is null then j.to_state = m.state and j.from_state <> j.to_state
         else j.from_state <> j.to_state and j.from_state = (
           select b.to_state from journal b where b.tenant_id = $1 and b.matter_id = c.id and b.seq = 1 and b.at = c.opened_at) end)
     order by j.seq desc limit 1) l
   where m.tenant_id = $1 and m.office = $2 and m.closed_at >= $3 and c.closed_at is null and l.actor is not null
     and m.facts->>'origin' is null and coalesce(m.facts->>'channel', o.facts->>'channel', 'visit') = 'visit'
     and not exists (
       select from matter n where n.tenant_id = $1 and n.office = $2 and n.opened_at > l.at and n.first_staff = l.actor
         and n.kind = 'contact' and n.facts->>'channel' = 'visit')
   order by l.at desc, m.id desc limit 20`,
)

/** How long after the end of a visit its person may still be asked, in minutes. */
const askedMinutes = 30
/** The longest stay at a window that is thought of, in hours: bounds the look-back for contacts that became cases. */
const longestHours = 4

/** What the screen at this device's window shows now. Reads only what its own office did. */
export async function screenOf(
  world: Pick<World, 'processes'>,
  tx: Tx,
  tenant: string,
  device: Device,
  at: Instant,
): Promise<Screen> {
  const asked = instant(at - askedMinutes * 60_000)
  const longest = instant(at - longestHours * 3_600_000)
  const [office, rows] = await Promise.all([
    current(tx, tenant, at),
    tx.all(ended, [tenant, device.office, iso(longest), iso(asked)]),
  ])
  const window = windowOf(office, device.office, device.number)
  const org = office.organizations.get(device.office as never)
  const place = org?.name ?? ''
  if (!window || !org) return { office: place, window: null, serves: null, matter: null, ticket: null }
  const now = await numberAt(tx, tenant, org, window.number, at)
  const visit = rows.find((row) => wasServedAt(office, window, row)) ?? null
  return {
    office: place,
    window: { number: window.number, name: window.name },
    serves: servesAt(office, window, at),
    // Whoever sits there now must not rate the one before.
    matter: await visitAt(world, tx, tenant, visit && isBeforeNext(now, visit) ? null : visit),
    ticket: now && { number: now.number, called: now.called },
  }
}

/** It was finished by the one on duty for this window's post then, A or deputy. What others decide elsewhere has no visitor here. */
function wasServedAt({ roster }: OfficeSnapshot, { post }: Window, { actor, served_at }: Row): boolean {
  return duty(roster, post, instant(served_at.getTime())).staff === actor
}

function isBeforeNext(now: Awaited<ReturnType<typeof numberAt>>, { id, contact }: Row): boolean {
  return now !== null && !now.called && (now.matter === null || (now.matter !== id && now.matter !== contact))
}

async function visitAt(
  { processes }: Pick<World, 'processes'>,
  tx: Tx,
  tenant: string,
  row: Row | null,
): Promise<Screen['matter']> {
  if (!row) return null
  const { id, number, contact, service } = row
  const [openedAt, closedAt] = [instant(row.opened_at.getTime()), instant(row.closed_at.getTime())]
  if (await isRated(tx, tenant, visitOf({ id, openedAt, closedAt, contact }))) return null
  const version = serviceOf(row)
  const process = processes.of(version && row.kind === 'contact' ? 'case' : row.kind, version)
  return { id, number, service: version ? (process?.title ?? service ?? '') : '来访接待' }
}

function servesAt({ roster }: OfficeSnapshot, { post }: Window, at: Instant): Screen['serves'] {
  const { staff } = duty(roster, post, at)
  const number = roster.staff.get(staff)?.number ?? ''
  return { name: nameOf(roster, staff), post: roster.posts.get(post)?.name ?? '', number }
}
