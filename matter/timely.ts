import type { Instant } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Moved, move } from '#matter/advance.ts'
import { type Gathering, gathering, sendTogether } from '#matter/gather.ts'
import type { Held } from '#matter/store.ts'
import { reasonOf } from '#matter/trouble.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Tx } from '#platform/db/db.ts'
import { isOutage, isWorthAnotherTry } from '#platform/db/outage.ts'

/** A move that time owes a matter, and the clocks it is owed for. */
export type Duty = { readonly move: string; readonly clocks: readonly string[] }

/** What became of a duty: the move was made, it has to wait, or it can't be made. */
export type Outcome = { readonly matter: string; readonly duty: Duty } & (
  | { readonly is: 'moved'; readonly moved: Moved }
  | { readonly is: 'waiting'; readonly says: string }
  | { readonly is: 'trouble'; readonly says: string }
)

/** What time has to do on a matter now. */
export type DutiesOf = (process: Process, matter: Matter, at: Instant) => readonly Duty[]

type Scene = {
  readonly tenant: string
  readonly office: OfficeSnapshot
  readonly at: Instant
  readonly duties: DutiesOf
}

/** One matter has already touched the database and then failed: all of them have to be done over, apart. */
export class Spoilt extends Error {}

/**
 * Moves many locked matters on in one transaction, each through the door (`move`), their writes sent together. A matter
 * that fails before anything of it was sent is left out and reported; the others go on.
 */
export async function moveTogether(
  world: World,
  tx: Tx,
  held: readonly Held[],
  scene: Scene,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const tried = new Set<string>()
  let round = held
  while (round.length > 0) {
    const steps = await Promise.all(round.map((one) => step(world, tx, one, scene, tried)))
    const made = steps.filter((one) => one !== null)
    sendTogether(
      tx,
      scene.tenant,
      made.flatMap(({ writes }) => writes),
    )
    outcomes.push(...made.map(({ outcome }) => outcome))
    round = made.map(({ held }) => held)
  }
  return outcomes
}

type Made = { readonly held: Held; readonly outcome: Outcome; readonly writes: Gathering['writes'] }

async function step(
  world: World,
  tx: Tx,
  held: Held,
  { tenant, office, at, duties }: Scene,
  tried: Set<string>,
): Promise<Made | null> {
  const { matter } = held
  const process = world.processes.of(matter.kind, matter.service)
  const owed = process
    ? duties(process, matter, at)
    : [{ move: '', clocks: matter.clocks.filter(({ is }) => is === 'running').map(({ name }) => name) }]
  const duty = owed.find((one) => !tried.has(`${matter.id} ${one.move}`))
  if (!duty) return null
  tried.add(`${matter.id} ${duty.move}`)
  const failed = (is: 'waiting' | 'trouble', says: string): Made => ({
    held,
    outcome: { matter: matter.id, duty, is, says },
    writes: [],
  })
  if (!process) return failed('trouble', `没有“${matter.kind}”的办理流程`)
  const own = gathering(tx)
  try {
    const request = { tenant, by: 'time', move: duty.move, input: {}, at } as const
    const moved = await move(world, own.tx, {
      held,
      process,
      office,
      person: { as: new Set(['time']), at: null },
      request,
    })
    if (!isRefusal(moved))
      return { held: moved.held, outcome: { matter: matter.id, duty, is: 'moved', moved }, writes: own.writes }
    if (own.isSent()) throw new Spoilt(moved.says)
    return failed(moved.refused === 'not-met' ? 'waiting' : 'trouble', sayingOf(moved))
  } catch (error) {
    if (own.isSent() || isOutage(error) || isWorthAnotherTry(error)) throw error
    return failed('trouble', reasonOf(error))
  }
}

/**
 * Does the work for all of these at once; when that fails, for each half apart, down to the one that is to blame. A
 * database that is away is nobody's fault and is thrown.
 */
export async function takenApart(
  ids: readonly string[],
  work: (ids: readonly string[]) => Promise<void>,
  blame: (id: string, error: unknown) => Promise<void>,
): Promise<void> {
  if (ids.length === 0) return
  try {
    await work(ids)
  } catch (error) {
    if (isOutage(error)) throw error
    if (ids.length === 1) return blame(ids[0]!, error)
    const half = Math.ceil(ids.length / 2)
    await takenApart(ids.slice(0, half), work, blame)
    await takenApart(ids.slice(half), work, blame)
  }
}

/** A refusal in words, with its clause. */
export function sayingOf({ says, clause }: Refusal): string {
  return clause ? `${says}（${clause}）` : says
}
