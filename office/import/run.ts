import { setImmediate as yielded } from 'node:timers/promises'
import type { Instant } from '#core/day.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import { current } from '#office/current.ts'
import { begunAgain } from '#office/import/broken.ts'
import type { ImportColumn, ImportKind, ImportKinds, ImportLine } from '#office/import/kind.ts'
import { Unreadable, unitId, unitsIn } from '#office/import/read.ts'
import {
  beatJob,
  blameUnit,
  findJob,
  goByKeys,
  type Job,
  lockJob,
  nextUnits,
  type RowProblem,
  saveJob,
  settleUnits,
  stageUnits,
  type Unit,
} from '#office/import/store.ts'
import { notMet } from '#office/refusals.ts'
import { type Stand, standOf } from '#office/register.ts'
import { audit } from '#platform/auth/audit.ts'
import { scopeOf, type Who } from '#platform/auth/who.ts'
import type { Keys } from '#platform/crypto/seal.ts'
import type { Db, Tx } from '#platform/db/db.ts'

export type ImportNeeds = {
  readonly db: Db
  readonly now: () => Instant
  readonly keys: Pick<Keys, 'seal' | 'open'>
  readonly kinds: ImportKinds
}
export type Runner = {
  readonly needs: ImportNeeds
  readonly who: Who
  readonly kind: ImportKind
  /** The server is going down: break off after the chunk in hand. */
  readonly stopping: () => boolean
  readonly failed?: (error: unknown) => void
}

const perStage = 500

/** The lines of a unit as they are kept: under seal, for they may be about anybody. */
function sealed({ keys }: ImportNeeds, tenant: string, job: string, nth: number, lines: readonly ImportLine[]): string {
  return keys.seal({ tenant, matter: job, field: String(nth) }, JSON.stringify(lines))
}

export function linesOf(
  { keys }: ImportNeeds,
  tenant: string,
  job: string,
  { nth, cells }: Unit,
): readonly ImportLine[] {
  return JSON.parse(keys.open({ tenant, matter: job, field: String(nth) }, cells)) as readonly ImportLine[]
}

/** Reads a book and tries every line of it, changing nothing; then waits for somebody's word. Never throws. */
export async function readAndCheck(
  runner: Runner,
  job: Job,
  bytes: Buffer,
  columns: readonly ImportColumn[],
): Promise<void> {
  await guarded(runner, job.id, async () => {
    const read = await readBook(runner, job, bytes, columns)
    if (read) await tryAll(runner, read)
  })
}

async function readBook(
  runner: Runner,
  job: Job,
  bytes: Buffer,
  columns: readonly ImportColumn[],
): Promise<Job | null> {
  let [nth, rows, bad] = [0, 0, 0]
  let waiting: Pick<Unit, 'nth' | 'cells' | 'problems'>[] = []
  const tenant = runner.who.tenantId
  const flush = async (): Promise<void> => {
    const units = waiting
    waiting = []
    if (units.length > 0) await write(runner, async (tx) => stageUnits(tx, tenant, job, units))
  }
  try {
    for await (const { lines, problems } of unitsIn(bytes, runner.kind, columns)) {
      nth += 1
      rows += lines.length
      bad += problems.length > 0 ? 1 : 0
      waiting.push({
        nth,
        cells: sealed(runner.needs, tenant, job.id, nth, lines),
        problems: problems.length > 0 ? problems : null,
      })
      if (waiting.length >= perStage) await flush()
      if (runner.stopping()) {
        await interrupted(runner, job.id)
        return null
      }
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    await end(runner, { ...job, state: 'failed', says: error.refusal.says })
    return null
  }
  await flush()
  return moved(runner, job.id, (kept) => ({ ...kept, state: 'checking', rows, units: nth, bad, checked: bad }))
}

/** Each chunk in a transaction of its own that is taken back: what is told is what would happen, and nothing has. */
async function tryAll(runner: Runner, job: Job): Promise<void> {
  const { kind, who } = runner
  let [after, checked, bad] = [0, job.checked, job.bad]
  for (;;) {
    if (runner.stopping()) return interrupted(runner, job.id)
    if ((await stateOf(runner, job.id)) !== 'checking') return
    const found: Wrong[] = []
    let units: readonly Unit[] = []
    const refused = await transaction(runner, async (tx) => {
      found.length = 0
      const [next, stand] = await Promise.all([
        nextUnits(tx, who.tenantId, job.id, after, kind.chunk),
        standing(runner, tx),
      ])
      units = next
      const stop = isRefusal(stand) ? stand : await kind.may(tx, stand, job.target)
      if (isRefusal(stand) || stop) return isRefusal(stand) ? stand : stop
      found.push(...(await refusedOf(runner, tx, stand, job, units)))
      return takenBack
    })
    if (refused !== takenBack) return end(runner, { ...job, state: 'failed', says: refused?.says ?? '没能检查' })
    if (units.length === 0) break
    after = units.at(-1)?.nth ?? after
    checked += units.length
    bad += found.length
    const counts = { ...job, checked, bad }
    await write(runner, async (tx, at) => {
      for (const { nth, problems } of found) blameUnit(tx, who.tenantId, job.id, nth, problems)
      beatJob(tx, who.tenantId, counts, at)
    })
    await yielded()
  }
  await moved(runner, job.id, (kept) => (kept.state === 'checking' ? { ...kept, state: 'checked' } : kept))
}

const takenBack: Refusal = notMet('1.3', '只是试一遍')

/** Takes in what was checked: the good ones chunk by chunk, or all in one transaction, which one refusal takes back. Never throws. */
export async function takeIn(runner: Runner, job: Job): Promise<void> {
  await guarded(runner, job.id, () => (job.mode === 'all' ? allOrNone(runner, job) : goodOnes(runner, job)))
}

async function goodOnes(runner: Runner, job: Job): Promise<void> {
  const { kind, who } = runner
  for (let done = job.done, bad = job.bad, more = true; more; ) {
    if (runner.stopping()) return interrupted(runner, job.id)
    const refused = await transaction(runner, async (tx, at) => {
      const kept = await lockJob(tx, who.tenantId, job.id)
      const stand = await standing(runner, tx)
      if (isRefusal(stand)) return stand
      const stop = await kind.may(tx, stand, job.target)
      if (stop) return stop
      const units = kept?.state === 'running' ? await nextUnits(tx, who.tenantId, job.id, 0, kind.chunk) : []
      const wrong = await refusedOf(runner, tx, stand, job, units)
      for (const { nth, problems } of wrong) blameUnit(tx, who.tenantId, job.id, nth, problems)
      const passed = units.map(({ nth }) => nth).filter((nth) => !wrong.some((one) => one.nth === nth))
      settleUnits(tx, who.tenantId, job.id, passed)
      done = (kept?.done ?? 0) + passed.length
      bad = (kept?.bad ?? 0) + wrong.length
      more = units.length > 0
      if (kept && more) beatJob(tx, who.tenantId, { ...kept, done, bad }, at)
      return null
    })
    if (refused) return end(runner, { ...job, state: 'failed', says: refused.says, done, bad })
    await yielded()
  }
  await finished(runner, job.id)
}

async function allOrNone(runner: Runner, job: Job): Promise<void> {
  const { kind, who } = runner
  const cancelled = notMet(kind.clause, '已取消，一行也没有导入')
  let blamed: Wrong | null = null
  const refused = await transaction(runner, async (tx, at) => {
    goByKeys(tx)
    for (let [after, done, chunks] = [0, 0, 0]; ; chunks++) {
      if (runner.stopping()) return brokenOff
      if (chunks % perBeat === 0) {
        if ((await stateOf(runner, job.id)) !== 'running') return cancelled
        const [counts, beaten] = [{ ...job, done }, runner.needs.now()]
        await write(runner, async (other) => beatJob(other, who.tenantId, counts, beaten))
      }
      const [stand, units] = await Promise.all([
        standing(runner, tx),
        nextUnits(tx, who.tenantId, job.id, after, kind.chunk, true),
      ])
      if (isRefusal(stand)) return stand
      const stop = await kind.may(tx, stand, job.target)
      if (stop) return stop
      if (units.length === 0) return taken(tx, runner, job, done, at, cancelled)
      const [wrong] = await refusedOf(runner, tx, stand, job, units)
      if (wrong) {
        blamed = wrong
        return notMet(kind.clause, '有一行没有通过，按“全部或全不”一行也没有导入')
      }
      after = units.at(-1)?.nth ?? after
      done += units.length
    }
  })
  if (!refused) return told(runner, job.id)
  if (refused === brokenOff) return interrupted(runner, job.id)
  const wrong = blamed as Wrong | null
  if (wrong) await write(runner, async (tx) => blameUnit(tx, who.tenantId, job.id, wrong.nth, wrong.problems))
  const state = refused === cancelled ? 'cancelled' : 'failed'
  await end(runner, { ...job, state, says: refused.says, done: 0, bad: wrong ? 1 : job.bad })
}

/** Of one transaction: how many chunks go in between two looks at whether somebody has cancelled it. */
const perBeat = 5

/** The last word in the transaction itself: what was cancelled before it is not taken in after all. */
async function taken(tx: Tx, { who }: Runner, job: Job, done: number, at: Instant, cancelled: Refusal) {
  if ((await lockJob(tx, who.tenantId, job.id))?.state !== 'running') return cancelled
  settleUnits(tx, who.tenantId, job.id, 'all')
  saveJob(tx, who.tenantId, { ...job, state: 'done', done, bad: 0, ended_at: new Date(at) }, at)
  return null
}

const brokenOff: Refusal = notMet('1.3', '服务器停止')

/** The server went down in the midst, and nobody cancelled: what was tried waits to be taken in again, the rest to be sent again. */
async function interrupted(runner: Runner, job: string): Promise<void> {
  await moved(runner, job, (kept) => {
    if (kept.state === 'running') return begunAgain(kept)
    const says = '服务器停止，没有试完，什么也没有导入；请再上传一次同一份表'
    const failed = { state: 'failed', says, ended_at: new Date(runner.needs.now()) } as const
    return kept.state === 'reading' || kept.state === 'checking' ? { ...kept, ...failed } : kept
  })
}

type Wrong = { readonly nth: number; readonly problems: readonly RowProblem[] }

/** A chunk through the command by which its units are entered by hand; those that it says no to, in their order. */
async function refusedOf(
  { kind, needs, who }: Runner,
  tx: Tx,
  stand: Stand,
  job: Job,
  units: readonly Unit[],
): Promise<readonly Wrong[]> {
  const read = units
    .filter(({ problems }) => problems === null)
    .map(({ nth, ...unit }) => ({ nth, lines: linesOf(needs, who.tenantId, job.id, { nth, ...unit }) }))
  const asked = read.map(({ nth, lines }) => ({ id: unitId(job.id, nth), lines }))
  const refused = asked.length > 0 ? await kind.enter(tx, stand, asked, job.target) : []
  const found = read.flatMap(({ nth, lines }, n): Wrong[] => {
    const no = refused[n]
    return no ? [{ nth, problems: placed(kind, no, lines) }] : []
  })
  const known = units.flatMap(({ nth, problems }): Wrong[] => (problems ? [{ nth, problems }] : []))
  return [...known, ...found].toSorted((a, b) => a.nth - b.nth)
}

/** What the command said no to, at its row and column. */
function placed(kind: ImportKind, { says, problems = [] }: Refusal, lines: readonly ImportLine[]): RowProblem[] {
  const first = lines[0]?.row ?? 0
  if (problems.length === 0) return [{ row: first, column: null, says }]
  return problems.map(({ at, says }) => {
    const { line, column } = kind.place(at)
    return { row: lines[line]?.row ?? first, column, says }
  })
}

async function standing({ who, needs }: Runner, tx: Tx): Promise<Stand | Refusal> {
  const by = { tenant: who.tenantId, staff: who.staffId as StaffId, at: needs.now() }
  return standOf(await current(tx, by.tenant, by.at), by, undefined)
}

function transaction(
  { needs, who }: Runner,
  work: (tx: Tx, at: Instant) => Promise<Refusal | null>,
): Promise<Refusal | null> {
  const at = needs.now()
  return needs.db.transaction(scopeOf(who), (tx) => work(tx, at))
}

async function write({ needs, who }: Runner, work: (tx: Tx, at: Instant) => Promise<void>): Promise<void> {
  const at = needs.now()
  await needs.db.transaction(scopeOf(who), (tx) => work(tx, at))
}

async function stateOf({ needs, who }: Runner, job: string): Promise<Job['state'] | null> {
  return (await needs.db.read(scopeOf(who), (tx) => findJob(tx, who.tenantId, job)))?.state ?? null
}

async function moved(runner: Runner, job: string, to: (kept: Job) => Job): Promise<Job | null> {
  let after: Job | null = null
  await write(runner, async (tx, at) => {
    const kept = await lockJob(tx, runner.who.tenantId, job)
    if (!kept) return
    after = to(kept)
    saveJob(tx, runner.who.tenantId, after, at)
  })
  return after
}

async function end(runner: Runner, job: Job): Promise<void> {
  await moved(runner, job.id, (kept) => ({
    ...{ ...kept, state: kept.state === 'cancelled' ? 'cancelled' : job.state, says: job.says },
    ...{
      done: job.mode === 'all' ? job.done : kept.done,
      bad: Math.max(kept.bad, job.bad),
      ended_at: new Date(runner.needs.now()),
    },
  }))
}

async function finished(runner: Runner, job: string): Promise<void> {
  await moved(runner, job, (kept) =>
    kept.state === 'running' ? { ...kept, state: 'done', ended_at: new Date(runner.needs.now()) } : kept,
  )
  await told(runner, job)
}

/** That so many came in, for the auditor. */
async function told({ needs, who, kind }: Runner, job: string): Promise<void> {
  const at = needs.now()
  await needs.db.transaction(scopeOf(who), async (tx) => {
    const kept = await findJob(tx, who.tenantId, job)
    const says = `导入${kind.title}：${kept?.done ?? 0}项成功，${kept?.bad ?? 0}项没有导入`
    await audit(tx, {
      tenantId: who.tenantId,
      staffId: who.staffId,
      at,
      what: 'import',
      about: job,
      succeeded: true,
      says,
    })
    return null
  })
}

/** A fault of ours is no refusal: the job says that it broke off, and nothing of what was in hand stays half done. */
async function guarded(runner: Runner, job: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const failed = { state: 'failed', says: '系统出错，中断了；已经导入的有效，可以再次上传同一份表接着导入' } as const
    await moved(runner, job, (kept) => ({ ...kept, ...failed, ended_at: new Date(runner.needs.now()) })).catch(() => {})
    runner.failed?.(error)
  }
}
