import { addMonths, dayOf, instantAt, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import { badInput } from '#core/offer.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Change, Effect } from '#matter/effect.ts'
import { isoOrNull } from '#matter/rows.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { missingFiles } from '#platform/files/store.ts'
import { limits } from '#regulation/limits.ts'
import { type AccountFacts, breaches, type Earlier, type Evidence, rungs } from './contract.ts'

const save = sql(
  'account.save',
  `insert into account (tenant_id, matter_id, org_path, office, number, staff, kind, clause, rung, level, state, from_record, aggravated, appealed,
     opened_at, due_at, decided_at, closed_at, outcome)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
   on conflict (tenant_id, matter_id) do update set kind = excluded.kind, clause = excluded.clause, rung = excluded.rung, level = excluded.level,
     state = excluded.state, aggravated = excluded.aggravated, appealed = excluded.appealed, due_at = excluded.due_at, decided_at = excluded.decided_at,
     closed_at = excluded.closed_at, outcome = excluded.outcome`,
)
const claim = sql<{ key: string }>(
  'breach.claim',
  `insert into breach (tenant_id, key, org_path, office, kind, source, since, staff, found_at, looked_at, matter_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $7, $7, $9)
   on conflict (tenant_id, key) do update set kind = excluded.kind, staff = excluded.staff, looked_at = excluded.looked_at, matter_id = excluded.matter_id,
     trouble = null, next_at = null where breach.looked_at is null returning key`,
)
const proven = sql<{ says: string; matter_id: string; seq: number }>(
  'account.evidence',
  `select j.says, j.matter_id, j.seq from unnest($2::uuid[], $3::int[], $4::text[]) as e(matter, seq, hash)
   join journal j on j.tenant_id = $1 and j.matter_id = e.matter and j.seq = e.seq and j.hash = e.hash`,
)
/** Confirmed, and not taken back since: what a repetition is measured by. */
const confirmedOf = sql<{ matter_id: string; number: string; kind: string; rung: string; decided_at: Date }>(
  'account.earlier',
  `select matter_id, number, kind, rung, decided_at from account
   where tenant_id = $1 and staff = $2 and decided_at >= $3 and decided_at < $4 and state not in ('dismissed', 'withdrawn') order by decided_at`,
)

/**
 * A proposal's own row for lists and figures, and the three things that no form can be trusted with: one breach is
 * proposed once, its evidence stands in the journal as it is quoted, and a repetition is one by the register.
 */
export const accountEffect: Effect = async (tx, tenant, change) => {
  const { before, after } = change
  if (after.kind !== 'accountability') return null
  const facts = after.facts as AccountFacts
  const was = before?.facts as AccountFacts | undefined
  if (!was && !(await claimed(tx, tenant, change, facts))) return known
  const fresh = facts.evidence.slice(was?.evidence.length ?? 0)
  if (fresh.length > 0) {
    const doubt = await doubtOf(tx, tenant, fresh, facts.fromRecord)
    if (doubt) return doubt
  }
  const files = filesIn(facts).filter((id) => !was || !filesIn(was).includes(id))
  if (files.length > 0 && (await missingFiles(tx, tenant, files)).length > 0) return noSuchFile
  if (facts.aggravated !== undefined && was?.aggravated === undefined) {
    const [first] = await earlierOf(tx, tenant, facts.staff, change.at, after.id)
    if (!first) return notRepeated
  }
  keep(tx, tenant, change, facts)
  return null
}

/** Every attachment that the facts name. */
function filesIn({ evidence, statements = [], correction, appeal }: AccountFacts): readonly string[] {
  const said = [...statements, correction, appeal].flatMap((one) => one?.files ?? [])
  return [...evidence.flatMap(({ file }) => file ?? []), ...said]
}

async function claimed(tx: Tx, tenant: string, { after, path, at }: Change, facts: AccountFacts): Promise<boolean> {
  const values = [
    ...[tenant, facts.key, path, after.office, facts.breach, facts['case'] ?? null, iso(at), facts.staff],
    after.id,
  ]
  return (await tx.all(claim, values)).length === 1
}

async function doubtOf(
  tx: Tx,
  tenant: string,
  evidence: readonly Evidence[],
  fromRecord: boolean,
): Promise<Refusal | null> {
  const quoted = evidence.filter(({ matter, seq, hash }) => matter && seq && hash)
  if (!fromRecord && quoted.length === 0 && !evidence.some(({ file }) => file)) return nothingProven
  if (quoted.length === 0) return null
  const lines = await tx.all(proven, [
    tenant,
    quoted.map(({ matter }) => matter),
    quoted.map(({ seq }) => seq),
    quoted.map(({ hash }) => hash),
  ])
  const says = new Map(lines.map((line) => [`${line.matter_id} ${line.seq}`, line.says]))
  const isAsWritten = quoted.every((one) => {
    const said = says.get(`${one.matter} ${one.seq}`)
    return said !== undefined && one.says.includes(said.slice(0, 2000))
  })
  return isAsWritten ? null : notAsWritten
}

/** What this person was confirmed to have done within the year before, the oldest first; taken back ones don't count. */
export async function earlierOf(
  tx: Tx,
  tenant: string,
  staff: string,
  at: Change['at'],
  except: string | null = null,
): Promise<readonly Earlier[]> {
  const from = instantAt(addMonths(dayOf(at), -limits['account.repeat'].amount), 0)
  const rows = await tx.all(confirmedOf, [tenant, staff, iso(from), iso(at)])
  return rows
    .filter(({ matter_id }) => matter_id !== except)
    .map(({ matter_id, number, kind, rung }) => {
      const label = breaches[kind as keyof typeof breaches]?.label ?? kind
      return { says: `${number} ${label}：${rungs[rung as keyof typeof rungs] ?? rung}`, matter: matter_id }
    })
}

function keep(tx: Tx, tenant: string, { after, path }: Change, facts: AccountFacts): void {
  const { staff, breach, clause, rung, level, fromRecord, aggravated, appeal, decision, outcome } = facts
  tx.write(save, [
    ...[tenant, after.id, path, after.office, after.number, staff, breach, clause, rung],
    ...[appeal && after.state === 'appealed' ? appeal.level : level, after.state, fromRecord],
    ...[aggravated !== undefined, appeal !== undefined, iso(after.openedAt), isoOrNull(dueOf(after))],
    ...[isoOrNull(decision?.at ?? null), isoOrNull(after.closedAt), outcome ?? null],
  ])
}

/** The date that presses: the next of the running clocks to run out. */
function dueOf({ clocks }: Matter) {
  const running = clocks.flatMap(({ is, dueAt }) => (is === 'running' && dueAt !== null ? [dueAt] : []))
  return running.sort((a, b) => a - b)[0] ?? null
}

const known: Refusal = { refused: 'not-met', clause: '2.4.1', says: '这件事已经提出过责任追究，不重复提出' }
const nothingProven: Refusal = {
  refused: 'bad-input',
  clause: '2.4.2',
  says: '没有可查的证据：请引用办理记录，或附上材料，不能只凭填写的文字',
  problems: [{ at: '/evidence', says: '请引用办理记录，或附上材料' }],
}
const noSuchFile = badInput('2.4.1', [{ at: '/files', says: '没有这份附件，请重新上传' }])
const notAsWritten: Refusal = {
  refused: 'bad-input',
  clause: '2.4.1',
  says: '证据与办理记录不一致',
  problems: [{ at: '/evidence', says: '引用的办理记录不存在，或与原文不同' }],
}
const notRepeated: Refusal = {
  refused: 'not-met',
  clause: '2.4.1',
  says: '一年内已没有其他生效的责任追究（可能已被撤销），不能加重',
}
