import type { Hold } from '#core/custody.ts'
import type { Instant } from '#core/day.ts'
import type { Touch } from '#core/process.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Relation } from '#core/relation.ts'
import { type Asker, move } from '#matter/advance.ts'
import { type Held, lockMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** The move that was just written, in the same transaction. */
type Ask = {
  readonly held: Held
  readonly office: OfficeSnapshot
  readonly actor: Hold | null
  readonly request: { readonly tenant: string; readonly by: Asker; readonly at: Instant }
  readonly touches: readonly Touch[]
}

const most = 20
/** A citizen's number says who it is; a telephone is a family's, and says it only together with the name. */
const openOf = sql<{ id: string }>(
  'touch.open',
  `select distinct m.id from secret s join matter m on m.tenant_id = s.tenant_id and m.id = s.matter_id
   where s.tenant_id = $1 and s.blind = $2 and m.kind = $3 and m.closed_at is null and m.service is distinct from $4
     and (m.facts->'idNumber'->>'blind' = $2 or (m.facts->'phone'->>'blind' = $2 and m.facts->>'name' = $5))
   order by m.id limit ${most}`,
)
const time: ReadonlySet<Relation> = new Set<Relation>(['time'])

/**
 * Tells the other open matters of the person of that kind, of whatever service, that they were in touch: each makes its move
 * as time does, in the name of whoever met the person, in order of their ids so that two at once wait for each other. What
 * lies in an office that they may not see is not told.
 */
export async function touching(world: World, tx: Tx, ask: Ask): Promise<readonly string[] | Refusal> {
  const posts: string[] = []
  for (const touch of ask.touches) {
    const told = await touchingOne(world, tx, ask, touch)
    if (isRefusal(told)) return told
    posts.push(...told)
  }
  return posts
}

async function touchingOne(world: World, tx: Tx, ask: Ask, touch: Touch): Promise<readonly string[] | Refusal> {
  const { held, office, actor, request } = ask
  const { kind, of, name, move: step } = touch
  const own = held.matter.service?.code ?? null
  const found = await tx.all(openOf, [request.tenant, of.blind, kind, own, name ?? null])
  const posts: string[] = []
  for (const { id } of found) {
    const other = await lockMatter(tx, request.tenant, id)
    const process = other && world.processes.of(kind, other.matter.service)
    // What is no longer, or not yet, where the word would reach it has been seen to already.
    if (!other || !process?.moves[step.name]?.from.includes(other.matter.state)) continue
    const turn = { held: other, process, office, person: { as: time, at: actor } }
    const moved = await move(world, tx, { ...turn, request: { ...request, move: step.name, input: step.input } })
    if (isRefusal(moved)) return moved
    posts.push(...moved.posts)
  }
  return posts
}
