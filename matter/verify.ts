import { addDays, type Day } from '#core/day.ts'
import { noId, pageOfMatters } from '#matter/batch.ts'
import { type Fault, faults, wrongsOf } from '#matter/chain.ts'
import { linesOfMatters } from '#matter/lines.ts'
import { keptRoots, type Root, rootOf } from '#matter/root.ts'
import { type Held, lockMatter } from '#matter/store.ts'
import { broken } from '#office/journal.ts'
import { journalLines } from '#office/store.ts'
import { firstBrokenAudit } from '#platform/auth/audit.ts'
import { type Db, type Scope, sql, type Tx } from '#platform/db/db.ts'

/** One thing that is not as it was written: of which matter and step, or of which day. */
export type Finding = {
  readonly what: Fault
  readonly matter: string | null
  readonly number: string | null
  readonly seq: number | null
  readonly day: Day | null
  readonly says: string
}

export type Verified = { matters: number; lines: number; days: number; findings: number }

const pageSize = 200

/**
 * Goes through all that a tenant has on record and tells `found` whatever was changed, removed, moved or added behind
 * the program's back: matters with their journals, the roots of the days, the office's and the auditors' journals.
 * Reads page by page beside a running server; memory stays the same whatever the size. `scope.paths` are the top offices.
 */
export async function verify(db: Db, scope: Scope, found: (finding: Finding) => void): Promise<Verified> {
  const verified: Verified = { matters: 0, lines: 0, days: 0, findings: 0 }
  const tell = (finding: Partial<Finding> & Pick<Finding, 'what'>): void => {
    verified.findings += 1
    found({ matter: null, number: null, seq: null, day: null, says: faults[finding.what], ...finding })
  }
  await verifyMatters(db, scope, tell, verified)
  await verifyStrays(db, scope, tell)
  await verifyRoots(db, scope, tell, verified)
  await verifyChains(db, scope, tell)
  return verified
}

type Tell = (finding: Partial<Finding> & Pick<Finding, 'what'>) => void

async function verifyMatters(db: Db, scope: Scope, tell: Tell, verified: Verified): Promise<void> {
  const { tenant } = scope
  for (let after = noId; ; ) {
    const page = await db.read(scope, (tx) => readPage(tx, tenant, after))
    for (const { held, lines } of page) {
      verified.matters += 1
      verified.lines += lines.length
      // The server may have moved it between two looks: what seems wrong is looked at again with the matter held.
      if (wrongsOf(held, lines).length > 0) await verifyHeld(db, scope, held.matter.id, tell)
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.held.matter.id
  }
}

async function readPage(tx: Tx, tenant: string, after: string) {
  const page: readonly Held[] = await pageOfMatters(tx, tenant, after, pageSize)
  const lines = await linesOfMatters(
    tx,
    tenant,
    page.map(({ matter }) => matter.id),
  )
  return page.map((held) => ({ held, lines: lines.get(held.matter.id) ?? [] }))
}

async function verifyHeld(db: Db, scope: Scope, id: string, tell: Tell): Promise<void> {
  const { tenant } = scope
  const wrongs = await db.transaction(scope, async (tx) => {
    const held = await lockMatter(tx, tenant, id)
    const lines = held && (await linesOfMatters(tx, tenant, [id])).get(id)
    return held
      ? wrongsOf(held, lines ?? []).map((wrong) => ({ ...wrong, matter: id, number: held.matter.number }))
      : []
  })
  for (const wrong of wrongs) tell(wrong)
}

const strays = sql<{ matter_id: string; seq: number }>(
  'verify.strays',
  `select j.matter_id, min(j.seq) as seq from journal j
   where j.tenant_id = $1 and not exists (select from matter m where m.tenant_id = $1 and m.id = j.matter_id) group by j.matter_id limit 1000`,
)

/** Lines whose matter is gone, or was put where nobody sees it. */
async function verifyStrays(db: Db, scope: Scope, tell: Tell): Promise<void> {
  const rows = await db.read(scope, (tx) => tx.all(strays, [scope.tenant]))
  for (const { matter_id, seq } of rows) tell({ what: 'no-matter', matter: matter_id, seq })
}

async function verifyRoots(db: Db, scope: Scope, tell: Tell, verified: Verified): Promise<void> {
  const roots = await db.read(scope, (tx) => keptRoots(tx, scope.tenant))
  let before: Root | null = null
  for (const kept of roots) {
    for (let gone: Day = before ? addDays(before.day, 1) : kept.day; gone < kept.day; gone = addDays(gone, 1))
      tell({ what: 'missing-day', day: gone })
    const counted = await db.read(scope, (tx) => rootOf(tx, scope.tenant, kept.day, before?.root ?? ''))
    if (counted.root !== kept.root || counted.lines !== kept.lines) {
      const counts = counted.lines === kept.lines ? '' : `：当日记录 ${counted.lines} 条，应为 ${kept.lines} 条`
      tell({ what: 'changed-day', day: kept.day, says: `${faults['changed-day']}${counts}` })
    }
    verified.days += 1
    before = kept
  }
}

const auditDays = sql<{ day: Day }>('verify.audit-days', `select day from audit_day where tenant_id = $1 order by day`)

async function verifyChains(db: Db, scope: Scope, tell: Tell): Promise<void> {
  const { tenant } = scope
  await db.read(scope, async (tx) => {
    const office = broken(await journalLines(tx, tenant))
    if (office) tell({ what: 'changed-office-line', seq: office.seq })
    for (const { day } of await tx.all(auditDays, [tenant])) {
      const seq = await firstBrokenAudit(tx, tenant, day)
      if (seq !== null) tell({ what: 'changed-audit-line', seq, day })
    }
  })
}
