import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Problem, Refusal } from '#core/refusal.ts'
import type { Effect } from '#matter/effect.ts'
import { current } from '#office/current.ts'
import { notMet } from '#office/refusals.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { missingFiles } from '#platform/files/store.ts'
import type { DisclosureFacts } from '#rules/open-affairs/contract.ts'
import { owed } from '#rules/open-affairs/policy.ts'
import { privateIn } from './sensitive.ts'

type Disclosure = Matter<DisclosureFacts>

const add = sql<{ matter_id: string }>(
  'disclosure.add',
  `insert into disclosure (tenant_id, matter_id, org_path, office, number, topic, subject, opened_at, name, cause, state, title, body, digest, owed,
     live_at, live_until, due_at, late, holder, ended_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
   on conflict (tenant_id, office, topic, subject) where state in ('due', 'drafted', 'review') do nothing returning matter_id`,
)
const put = sql(
  'disclosure.put',
  `update disclosure set name = $3, cause = $4, state = $5, title = $6, body = $7, digest = $8, owed = $9, live_at = $10, live_until = $11, due_at = $12,
     late = $13, holder = $14, ended_at = $15
   where tenant_id = $1 and matter_id = $2`,
)

/** The row of every disclosure, with each move; a text that tells of persons takes the draft back (1.4). */
export const disclosureEffect: Effect = async (tx, tenant, { before, after, path, at }) => {
  if (after.kind !== 'disclosure') return null
  const now = after as Disclosure
  const was = before as Disclosure | null
  const refusal = (await notPrivate(tx, tenant, was, now, at)) ?? (await proven(tx, tenant, was, now))
  if (refusal) return refusal
  if (was) {
    tx.write(put, [tenant, now.id, ...valuesOf(now, at)])
    return null
  }
  const { topic, subject } = now.facts
  const keys = [tenant, now.id, path, now.office, now.number, topic, subject, iso(now.openedAt)]
  const added = await tx.maybe(add, [...keys, ...valuesOf(now, at)])
  return added ? null : notMet('1.5', '这项内容已经在办理公开，不用重复登记')
}

const gone = new Set(['archived', 'withdrawn', 'replaced', 'dropped'])

function valuesOf({ facts, state, clocks, custody }: Disclosure, at: Instant) {
  const { name, cause, title, text, made, publishedAt, until } = facts
  const clock = clocks.find(({ is }) => is === 'running')
  return [
    ...[name, cause, state, title, text, made?.digest ?? '', publishedAt ? owed(facts) : []],
    ...[publishedAt ? iso(instant(publishedAt)) : null, until, clock?.dueAt ? iso(clock.dueAt) : null],
    ...[clocks.some(({ lateSince }) => lateSince !== null), custody.holder.staff, gone.has(state) ? iso(at) : null],
  ]
}

/** Nobody's numbers and nobody's health, family or belief go out: told by place and clause (1.4). */
async function notPrivate(
  tx: Tx,
  tenant: string,
  was: Disclosure | null,
  { state, facts }: Disclosure,
  at: Instant,
): Promise<Refusal | null> {
  if (state !== 'drafted' || (was?.facts.text === facts.text && was.facts.title === facts.title)) return null
  const { organizations } = await current(tx, tenant, at)
  const places = [...organizations.values()]
  const phones = places.flatMap(({ phone, supervisionPhone }) => [phone, supervisionPhone])
  const own = { phones, addresses: places.map(({ address }) => address) }
  const field = facts.made ? '/note' : '/text'
  const problems: readonly Problem[] = [
    ...privateIn('标题', facts.title, own, dayOf(at)).map((says) => ({ at: '/title', says, clause: '1.4' as const })),
    ...privateIn('正文', facts.text, own, dayOf(at)).map((says) => ({ at: field, says, clause: '1.4' as const })),
  ]
  const [first] = problems
  return first ? { refused: 'bad-input', clause: '1.4', says: first.says, problems } : null
}

/** A photo that proves a channel is a picture in the store (1.6). */
async function proven(tx: Tx, tenant: string, was: Disclosure | null, { facts }: Disclosure): Promise<Refusal | null> {
  const known = was?.facts.shown.length ?? 0
  const fresh = facts.shown.slice(known).flatMap(({ photos = [] }) => photos)
  const [missing] = await missingFiles(tx, tenant, fresh)
  const says = '照片还没有上传，或者不在您可以查看的范围内'
  return missing === undefined
    ? null
    : { refused: 'bad-input', clause: '1.6', says, problems: [{ at: '/photos', says }] }
}
