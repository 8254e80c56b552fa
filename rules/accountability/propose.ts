import type { Hold } from '#core/custody.ts'
import { type Instant, instant, iso, spokenAt } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { isRefusal } from '#core/refusal.ts'
import { assignedTo, headOf, type OfficeId, type StaffId, superiorOffice } from '#core/roster.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { openMatter } from '#matter/open.ts'
import { matterAsOf } from '#matter/replay.ts'
import { nameOf } from '#matter/setting.ts'
import { readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { type Scope, sql, type Tx } from '#platform/db/db.ts'
import { isOutage } from '#platform/db/outage.ts'
import { type Blame, blameFor, partlyShut, placeFor } from './blame.ts'
import { type BreachCode, breaches, type Evidence } from './contract.ts'
import { chainAsWords, explanationsAsEvidence, lateBy, linesAsEvidence, proofAsEvidence } from './evidence.ts'
import { earlierOf } from './register.ts'

type Row = {
  readonly key: string
  readonly office: string
  readonly kind: BreachCode
  readonly source: string | null
  readonly clock: string | null
  readonly since: Date
  readonly staff: string | null
  readonly what: string | null
}

const waiting = sql<{ key: string }>(
  'breach.waiting',
  `select key from breach where tenant_id = $1 and looked_at is null and (next_at is null or next_at <= $2) order by since, key limit $3`,
)
const take = sql<Row>(
  'breach.take',
  `select key, office, kind, source, clock, since, staff, what from breach
   where tenant_id = $1 and key = $2 and looked_at is null for update skip locked`,
)
const excuse = sql(
  'breach.excuse',
  `update breach set looked_at = $3, excused = $4, trouble = null, next_at = null where tenant_id = $1 and key = $2`,
)
const trouble = sql(
  'breach.trouble',
  `update breach set trouble = $3, next_at = $4 where tenant_id = $1 and key = $2 and looked_at is null`,
)

export type Looked = { proposed: number; excused: number; troubled: number }

/**
 * Looks at every breach that the record shows and nobody has looked at: a proposal for whoever answers for it, opened in
 * time's name with the evidence attached, or the reason why it is nobody's. One at a time, so that one that can't be
 * looked at stops no other; a second run finds nothing left to do.
 */
export async function propose(world: World, scope: Scope, most = 500): Promise<Looked> {
  const { tenant } = scope
  const looked: Looked = { proposed: 0, excused: 0, troubled: 0 }
  const at = world.now()
  const keys = await world.db.read(scope, (tx) => tx.all(waiting, [tenant, iso(at), most]))
  for (const { key } of keys) {
    try {
      const done = await world.db.transaction(scope, (tx) => lookAt(world, tx, tenant, key, at))
      if (done === null) continue
      if (done === 'excused') looked.excused += 1
      else {
        looked.proposed += 1
        const { held, posts } = done
        world.touched({ tenant, path: held.path, matter: held.matter.id, version: held.matter.version, posts })
      }
    } catch (error) {
      if (isOutage(error)) throw error
      looked.troubled += 1
      const says = error instanceof Error ? error.message : String(error)
      await world.db.transaction(scope, async (tx) =>
        tx.write(trouble, [tenant, key, says.slice(0, 500), iso(instant(at + 3_600_000))]),
      )
    }
  }
  return looked
}

const explainable = sql<{ id: string; source: string }>(
  'account.explainable',
  `select a.matter_id as id, s.id as source from account a join matter m on m.tenant_id = a.tenant_id and m.id = a.matter_id
   join matter s on s.tenant_id = a.tenant_id and s.id = (m.facts->>'case')::uuid
   where a.tenant_id = $1 and a.closed_at is null and a.state in ('proposed', 'hearing', 'deciding') and jsonb_array_length(s.facts->'explanations') > 0 limit 500`,
)

/** What was said about a lateness after it was proposed joins the evidence, once. Answers how many matters it joined. */
export async function explain(world: World, scope: Scope): Promise<number> {
  const { tenant } = scope
  const at = world.now()
  const found = await world.db.read(scope, (tx) => tx.all(explainable, [tenant]))
  let joined = 0
  for (const { id, source } of found)
    await world.db.transaction(scope, async (tx) => {
      const [of, held, office] = await Promise.all([
        readMatter(tx, tenant, id),
        readMatter(tx, tenant, source),
        current(tx, tenant, at),
      ])
      const known = new Set(((of?.matter.facts['evidence'] ?? []) as readonly Evidence[]).map(({ says }) => says))
      const evidence = (held ? explanationsAsEvidence(held.matter, office) : []).filter(({ says }) => !known.has(says))
      if (evidence.length === 0) return
      const ask = { tenant, by: 'time', matter: id, move: 'explained', version: null, input: { evidence }, at } as const
      const moved = await advance(world, tx, ask)
      if (!isRefusal(moved)) joined += 1
    })
  return joined
}

type Case = {
  readonly blame: Blame
  readonly found: string
  readonly chain: string
  readonly evidence: readonly Evidence[]
}

async function lookAt(
  world: World,
  tx: Tx,
  tenant: string,
  key: string,
  at: Instant,
): Promise<Moved | 'excused' | null> {
  const [row, office] = await Promise.all([tx.maybe(take, [tenant, key]), current(tx, tenant, at)])
  if (!row) return null
  const excused = (says: string): 'excused' => {
    tx.write(excuse, [tenant, key, iso(at), says])
    return 'excused'
  }
  const found = row.clock ? await lateness(world, tx, tenant, office, row, at) : await fault(tx, tenant, office, row)
  const { blame } = found
  if (blame.staff === null) return excused(blame.says)
  const place = placeFor(office, row.office as OfficeId, blame.staff, at)
  if (!place || isTop(office, place, blame.staff, at))
    return excused('当事人是最高一级单位的负责人，系统内没有上级可以处理，请依法报有权机关。')
  const opened = await openMatter(world, tx, {
    ...{
      tenant,
      staff: 'time',
      kind: 'accountability',
      at,
      office: place,
      ...deciderOf(office, place, blame.staff, at),
    },
    input: {
      ...{ office: place, staff: blame.staff, breach: blame.kind, key, found: found.found },
      duty: `${blame.says}${found.chain}`.slice(0, 2000),
      evidence: found.evidence.slice(0, 200),
      earlier: (await earlierOf(tx, tenant, blame.staff, at)).slice(0, 50),
      ...(row.source && { case: row.source }),
    },
  })
  if (isRefusal(opened)) throw new Error(`${opened.says} ${JSON.stringify(opened.problems ?? [])}`)
  return opened
}

/** A clock that ran out: how late, by whose doing, and the lines that show it. */
async function lateness(
  world: World,
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  row: Row,
  at: Instant,
): Promise<Case> {
  const missed = instant(row.since.getTime())
  const held = row.source ? await readMatter(tx, tenant, row.source) : null
  const process = held && world.processes.of(held.matter.kind, held.matter.service)
  if (!held || !process) throw new Error(`no such matter: ${row.source}`)
  const { matter } = held
  const then = (await matterAsOf(world, tx, tenant, held, missed)) ?? matter
  const now = matter.clocks.find(({ name, lateSince }) => name === row.clock && lateSince === missed)
  const was = then.clocks.find(({ name }) => name === row.clock)
  const clock = now ?? (was && { ...was, lateSince: missed })
  if (!clock) throw new Error(`no such clock: ${row.clock}`)
  const blame = (await isNested(tx, tenant, matter)) ? nested : blameFor(then, process, clock, office)
  const [lines, chain] = await Promise.all([
    linesAsEvidence(tx, tenant, matter, office),
    chainAsWords(tx, tenant, matter.id, office),
  ])
  const shut = partlyShut(office, matter, missed)
  return {
    ...{ blame, chain },
    found: `${matter.number} ${lateBy(clock, process, office, matter.office, at)}${shut.join('；')}`,
    evidence: [...lines, proofAsEvidence(clock, office, matter), ...explanationsAsEvidence(matter, office)],
  }
}

/** Lateness in pursuing a lateness in pursuing: the superior is alarmed, but it goes on no further. */
const nested: Blame = { staff: null, says: '追究责任追究程序中的超期到此为止：已提醒上级督促，不再另行提出。' }

async function isNested(tx: Tx, tenant: string, { kind, facts }: Matter): Promise<boolean> {
  if (kind !== 'accountability' || typeof facts['case'] !== 'string') return false
  return (await readMatter(tx, tenant, facts['case']))?.matter.kind === 'accountability'
}

/** A fault that the record puts to a person: told twice, absent without a word, an empty post, a failed inspection item. */
async function fault(tx: Tx, tenant: string, office: OfficeSnapshot, row: Row): Promise<Case> {
  const when = spokenAt(instant(row.since.getTime()))
  const held = row.source ? await readMatter(tx, tenant, row.source) : null
  const name = row.staff ? nameOf(office, row.staff) : ''
  const blame: Blame = row.staff
    ? { staff: row.staff as never, kind: row.kind, says: `记录写明由${name}本人所为。` }
    : { staff: null, says: '记录没有写明是谁，不向个人提出。' }
  const { label } = breaches[row.kind]
  const found = `${when} ${held ? `${held.matter.number} ` : ''}${label}${row.what ? `：${row.what}` : ''}`
  const lines = held ? await linesAsEvidence(tx, tenant, held.matter, office) : []
  return {
    ...{ blame, found, chain: '' },
    evidence: lines.length > 0 ? lines : [{ says: `在岗记录：${name} ${found}` }],
  }
}

/** A proposal about the head lies from its first second with the head above, not on their own desk. */
function deciderOf({ roster }: OfficeSnapshot, place: OfficeId, staff: StaffId, at: Instant): { hold?: Hold } {
  const seat = roster.headPost.get(place)
  const isHead = seat !== undefined && assignedTo(roster, seat.id, 'A', at) === staff
  const above = isHead ? superiorOffice(roster, place, at) : null
  const post = above ? roster.headPost.get(above) : undefined
  return above && post ? { hold: { post: post.id, staff: headOf(roster, above, at) } } : {}
}

/** Nobody stands above the head of the top office: the system has nobody who could decide. */
function isTop({ roster }: OfficeSnapshot, place: OfficeId, staff: StaffId, at: Instant): boolean {
  const seat = roster.headPost.get(place)
  return (
    superiorOffice(roster, place, at) === null && seat !== undefined && assignedTo(roster, seat.id, 'A', at) === staff
  )
}
