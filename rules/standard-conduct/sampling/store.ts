import type { Clock } from '#core/clock.ts'
import { type Instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Effect } from '#matter/effect.ts'
import { current } from '#office/current.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { findingsOf, openFindings } from '#rules/standard-conduct/drawing.ts'
import type { SamplingFacts } from '#rules/standard-conduct/drawn.ts'
import { draw, populationHash } from './lot.ts'
import { freezePopulation, frozenPopulation, handledBy, officesOf, populationOf, seedOf } from './population.ts'

type Sampling = Matter<SamplingFacts>

const put = sql(
  'sampling.put',
  `insert into sampling (tenant_id, matter_id, org_path, office, number, source, way, state, holder, population, size, reviewed, findings,
     open_findings, late, due_at, opened_at, closed_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
   on conflict (tenant_id, matter_id) do update set state = excluded.state, holder = excluded.holder, reviewed = excluded.reviewed,
     findings = excluded.findings, open_findings = excluded.open_findings, late = excluded.late, due_at = excluded.due_at,
     closed_at = excluded.closed_at`,
)

/**
 * The register's row with every move. The population is counted again when it is announced, and the lot is drawn again
 * when it is drawn: whatever was sent, only what the record gives is kept. Nobody reviews what they handled (6.3).
 */
export const samplingEffect: Effect = async (tx, tenant, { before, after, path, at }) => {
  if (after.kind !== 'sampling') return null
  const now = after as Sampling
  const was = before as Sampling | null
  const refusal = was
    ? ((await falselyDrawn(tx, tenant, was, now)) ?? (await ownWork(tx, tenant, was, now)))
    : await announcedFalsely(tx, tenant, now, path, at)
  if (refusal) return refusal
  tx.write(put, rowOf(tenant, now, path))
  return null
}

async function announcedFalsely(
  tx: Tx,
  tenant: string,
  { id, office, facts }: Sampling,
  path: string,
  at: Instant,
): Promise<Refusal | null> {
  const place = await current(tx, tenant, at)
  const all = await populationOf(tx, tenant, officesOf(place, { office, below: facts.below ?? false }, at), facts)
  if (all.length !== facts.population.count || populationHash(all) !== facts.population.hash)
    return { refused: 'stale', clause: '6.6', says: '总体刚有变化，请重新公布' }
  freezePopulation(tx, tenant, id, path, all)
  return null
}

async function falselyDrawn(tx: Tx, tenant: string, was: Sampling, now: Sampling): Promise<Refusal | null> {
  if (was.state !== 'announced' || now.state !== 'reviewing') return null
  const { seedDay, seed, size, items } = now.facts
  const [root, population] = await Promise.all([seedOf(tx, tenant, seedDay), frozenPopulation(tx, tenant, now.id)])
  if (root === null || root !== seed) return drawnOtherwise
  const right = draw(root, population, size)
  const isRight = items.every(({ id, key, stratum }, i) => {
    const one = right[i]
    return one !== undefined && one.id === id && one.key === key && one.stratum === stratum
  })
  return isRight && items.length === right.length ? null : drawnOtherwise
}

async function ownWork(tx: Tx, tenant: string, was: Sampling, now: Sampling): Promise<Refusal | null> {
  const changed = Object.entries(now.facts.answers).filter(([key, one]) => was.facts.answers[key] !== one)
  const [first] = changed
  if (!first) return null
  const touched = new Set(changed.map(([key]) => key.slice(key.indexOf('@') + 1)))
  const matters = now.facts.items.filter(({ id }) => touched.has(id))
  const own = await handledBy(tx, tenant, first[1].by, [...new Set(matters.map(({ matter }) => matter))])
  const wrong = matters.filter(({ matter }) => own.has(matter))
  if (wrong.length === 0) return null
  const says = `${wrong.map(({ number }) => number).join('、')}您经手过，不能由您复查；请加入协同复查岗位，由没有经手的人复查`
  return { refused: 'not-yours', clause: '6.3', says }
}

function rowOf(tenant: string, matter: Sampling, path: string) {
  const { id, office, number, state, facts, custody, clocks, openedAt, closedAt } = matter
  const reviewed = new Set(Object.keys(facts.answers).map((key) => key.slice(key.indexOf('@') + 1)))
  const isLate = clocks.some(({ lateSince }) => lateSince !== null)
  return [
    ...[tenant, id, path, office, number, facts.source, facts.way, state, custody.holder.staff],
    ...[facts.population.count, facts.size, reviewed.size, findingsOf(facts).length, openFindings(facts).length],
    ...[isLate, isoOf(dueOf(clocks)), iso(openedAt), isoOf(closedAt)],
  ]
}

const dueOf = (clocks: readonly Clock[]): Instant | null => clocks.find(({ is }) => is === 'running')?.dueAt ?? null
const isoOf = (at: Instant | null) => (at === null ? null : iso(at))

const drawnOtherwise: Refusal = {
  refused: 'bad-input',
  clause: '6.6',
  says: '这份名单不是按公布的方案和种子抽出来的，请在随机抽查页面抽取',
}
