import { type Instant, instant, iso } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Setting } from '#core/process.ts'
import { isRefusal, type Problem, type Refusal } from '#core/refusal.ts'
import type { StaffId } from '#core/roster.ts'
import type { Service } from '#core/service/format.ts'
import { homePost } from '#core/standing.ts'
import { advance, type Moved } from '#matter/advance.ts'
import { newId } from '#matter/id.ts'
import { openMatter } from '#matter/open.ts'
import { recordsFor } from '#matter/records.ts'
import { settingOf } from '#matter/setting.ts'
import { type Held, readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import { current } from '#office/current.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import type { Who } from '#platform/auth/who.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { carriedInto } from './carried.ts'
import type { CaseFacts } from './contract.ts'
import { type Review, rowsOf } from './review.ts'
import { formFor, sharedPapers } from './shared.ts'

type Form = Readonly<Record<string, unknown>>
export type Asked = {
  readonly contact?: string
  readonly shared: Form
  readonly services: readonly { readonly service: string; readonly form: Form }[]
}
type By = { readonly who: Who; readonly at: Instant }

const insert = sql(
  'sitting.insert',
  `insert into sitting (tenant_id, id, org_path, office, post, staff, applicant, contact, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const insertCase = sql(
  'sitting.case',
  `insert into sitting_case (tenant_id, sitting, nth, matter_id) values ($1, $2, $3, $4)`,
)

/**
 * Opens all cases of a sitting, each as if it were asked for alone, in one transaction: all or none (6.4). What is wrong
 * with any of them is said of all at once, under `/services/<n>/form/<field>`, so that nobody is sent back twice (8.1).
 */
export async function openSitting(
  world: World,
  tx: Tx,
  { who, at }: By,
  asked: Asked,
  gate: Promise<unknown>,
): Promise<{ readonly id: string; readonly moved: readonly Moved[] } | Refusal> {
  const { tenantId: tenant, staffId: staff } = who
  const known = servicesOf(
    world,
    asked.services.map(({ service }) => service),
  )
  if (isRefusal(known)) return known
  const id = newId(at)
  const opened: Moved[] = []
  const problems: Problem[] = []
  let refused: Refusal | null = null
  const wholes = asked.services.map(({ form }, n) => formFor(known[n]!, asked.shared, form))
  const { forms, record } = await carriedInto(world, tx, { who, at }, asked.contact, known, wholes)
  for (const [n, { service }] of asked.services.entries()) {
    const contact = n === 0 && asked.contact ? { contact: asked.contact } : {}
    const input = { service, form: forms[n]!, sitting: id, ...contact }
    const done = await openMatter(world, tx, { tenant, staff, kind: 'case', input, at }, gate)
    if (!isRefusal(done)) opened.push(done)
    else {
      refused ??= done
      problems.push(...placed(done, n, known[n]!, asked.shared))
    }
  }
  if (refused) return together(refused, problems)
  const [first] = opened
  const { custody, office } = first!.after
  const applicant = String(first!.after.facts['applicant'] ?? '')
  tx.write(insert, [
    tenant,
    id,
    first!.held.path,
    office,
    custody.first.post,
    staff,
    applicant,
    asked.contact ?? null,
    iso(at),
  ])
  for (const [n, { after }] of opened.entries()) tx.write(insertCase, [tenant, id, n, after.id])
  await record(opened.map(({ after }) => after.number))
  return { id, moved: opened }
}

/** Where a problem of one service stands on the common form; one of a shared field is said once. */
function placed(
  { says, problems }: Refusal & { readonly problems?: readonly Problem[] },
  n: number,
  service: Service,
  shared: Form,
): Problem[] {
  if (!problems?.length) return [{ at: `/services/${n}`, says: `${service.name}：${says}` }]
  return problems.map((one) => {
    const field = one.at.replace('/form/', '')
    return field in shared
      ? { at: `/shared/${field}`, says: one.says }
      : { at: `/services/${n}${one.at}`, says: `${service.name}：${one.says}` }
  })
}

function together({ clause }: Refusal, problems: readonly Problem[]): Refusal {
  const said = problems.filter(
    ({ at, says }, i) => problems.findIndex((one) => one.at === at && one.says === says) === i,
  )
  const says =
    said.length > 1
      ? `${said[0]!.says}（共 ${said.length} 处，各项都没有登记）`
      : `${said[0]?.says ?? ''}（各项都没有登记）`
  return { refused: 'bad-input', clause, says, problems: said }
}

/** The services of a sitting: two at least, each once, all of them ready. */
export function servicesOf(world: Pick<World, 'catalogue'>, codes: readonly string[]): readonly Service[] | Refusal {
  const bad = (says: string): Refusal => ({
    refused: 'bad-input',
    clause: '6.4',
    says,
    problems: [{ at: '/services', says }],
  })
  if (codes.length < 2) return bad('一站式至少选择两项服务；只办一项的，直接登记办件')
  if (new Set(codes).size < codes.length) return bad('同一项服务选了两次')
  const found = codes.map((code) => world.catalogue.get(code)?.service)
  const missing = codes.find((_, i) => !found[i])
  if (missing) return bad(`${missing} 还不能办理`)
  return found as readonly Service[]
}

type SittingRow = {
  readonly id: string
  readonly applicant: string
  readonly at: Date
  readonly office: string
  readonly staff: StaffId
  readonly contact: string | null
  readonly sheet: string | null
  readonly path: string
}
const one = sql<SittingRow>(
  'sitting.one',
  `select id, applicant, at, office, staff, contact, sheet, org_path::text as path from sitting where tenant_id = $1 and id = $2`,
)
const cases = sql<{ matter_id: string }>(
  'sitting.cases',
  `select matter_id from sitting_case where tenant_id = $1 and sitting = $2 order by nth`,
)

export type Part = { readonly held: Held; readonly service: Service; readonly record?: Setting['record'] }
export type Sitting = { readonly row: SittingRow; readonly parts: readonly Part[] }

/** A sitting with its cases as they are; null when there is none, or it lies out of sight. */
export async function readSitting(world: World, tx: Tx, tenant: string, id: string): Promise<Sitting | null> {
  const [row, ids] = await Promise.all([tx.maybe(one, [tenant, id]), tx.all(cases, [tenant, id])])
  if (!row) return null
  const held = await Promise.all(ids.map(({ matter_id }) => readMatter(tx, tenant, matter_id)))
  const parts = held.map(async (case_): Promise<readonly Part[]> => {
    const { service: of } = case_?.matter ?? {}
    const version = of && world.catalogue.version(of.code, Number(of.version))
    const process = case_ && world.processes.of(case_.matter.kind, case_.matter.service)
    if (!case_ || !version || !process) return []
    const record = await recordsFor(tx, tenant, process, case_.matter)
    return [{ held: case_, service: version.service, ...(record && { record }) }]
  })
  return { row, parts: (await Promise.all(parts)).flat() }
}

type Judged = { readonly result: string; readonly reason?: string }
export type Looked = {
  /** What was found of each shared paper, once. */
  readonly papers: readonly (Judged & { readonly paper: string })[]
  readonly cases: readonly {
    readonly id: string
    readonly version: number
    readonly materials: readonly (Judged & { readonly id: string })[]
    readonly conditions: readonly (Judged & { readonly id: string })[]
  }[]
}

/** Reviews all cases of a sitting: what was found of a shared paper goes into each of them, as its own review (8.2). */
export async function reviewSitting(
  world: World,
  tx: Tx,
  { who, at }: By,
  sitting: Sitting,
  looked: Looked,
  gate: Promise<unknown>,
): Promise<readonly Moved[] | Refusal> {
  const office = await current(tx, who.tenantId, at)
  const shared = sharedPapers(sitting.parts.map(({ service }) => service))
  const found = new Map(looked.papers.map((paper) => [paper.paper, paper]))
  const moved: Moved[] = []
  const problems: Problem[] = []
  let refused: Refusal | null = null
  for (const { id, version, materials, conditions } of looked.cases) {
    const part = sitting.parts.find(({ held }) => held.matter.id === id)
    if (!part) return { refused: 'not-seen', clause: '6.4', says: '这次一站式办理中没有这一项' }
    const input = {
      materials: [...materials, ...sharedOf(world, office, part, shared, found, { who, at })],
      conditions,
    }
    const ask = { tenant: who.tenantId, by: { staff: who.staffId }, matter: id, move: 'check', version, input, at }
    const done = await advance(world, tx, ask, gate)
    if (!isRefusal(done)) moved.push(done)
    else {
      refused ??= done
      problems.push(
        ...(('problems' in done && done.problems) || [{ at: '', says: done.says }]).map((one) => ({
          at: `/cases/${id}${one.at}`,
          says: `${part.service.name}：${one.says}`,
        })),
      )
    }
  }
  return refused ? ({ ...refused, says: problems[0]?.says ?? refused.says, problems } as Refusal) : moved
}

function sharedOf(
  world: World,
  office: OfficeSnapshot,
  part: Part,
  shared: ReadonlySet<string>,
  found: ReadonlyMap<string, Judged>,
  by: By,
): Review['materials'] {
  const rows = rowsFor(world, office, part, by)
  return rows.flatMap(({ id, required }) => {
    const paper = part.service.materials.find((one) => one.id === id)?.paper
    const judged = paper !== undefined && shared.has(paper) ? found.get(paper) : undefined
    if (!judged) return []
    // Not asked for where the one service exempts it, and yet needed by the other: each keeps to its own file.
    const result = judged.result === 'waived' && required ? 'missing' : judged.result
    return [
      { id, result: result as Review['materials'][number]['result'], ...(judged.reason && { reason: judged.reason }) },
    ]
  })
}

/** What has to be judged of one case now, as its own review form has it. */
export function rowsFor(world: World, office: OfficeSnapshot, { held, service, record }: Part, { who, at }: By) {
  const { matter } = held
  const process = world.processes.of(matter.kind, matter.service)!
  const actor = homePost(office.roster, who.staffId, at)
  const setting = settingOf(process, { office, place: matter.office, at }, actor, null, record)
  return rowsOf(service, matter as Matter<CaseFacts>, setting).materials
}

/** The move by which the review of a case is brought to its end; null when it is not reviewed, or beyond that. */
export function nextMove({ state, facts }: Matter, service: Service): 'notify' | 'accept' | 'finish' | null {
  const { review } = facts as CaseFacts
  if (state !== 'reviewing' || !review) return null
  const wanting =
    review.materials.some(({ result }) => result === 'missing' || result === 'wrong') ||
    review.conditions.some(({ result }) => result !== 'yes')
  if (wanting) return 'notify'
  return service.handling === 'instant' ? 'finish' : 'accept'
}

/** Ends the review of all cases at once: accepted, done on the spot, or told in one go what is missing (8.1, 8.3). */
export async function concludeSitting(
  world: World,
  tx: Tx,
  { who, at }: By,
  sitting: Sitting,
  gate: Promise<unknown>,
): Promise<readonly Moved[] | Refusal> {
  const ready = sitting.parts.flatMap(({ held, service }) => {
    const move = nextMove(held.matter, service)
    return move ? [{ held, move, service }] : []
  })
  if (ready.length === 0) return { refused: 'not-met', clause: '8.2', says: '各项都还没有审查，或者都已经处理过' }
  const unseen = sitting.parts.find(
    ({ held: { matter } }) => matter.state === 'reviewing' && !(matter.facts as CaseFacts).review,
  )
  if (unseen) return { refused: 'not-met', clause: '8.2', says: `“${unseen.service.name}”还没有逐项审查` }
  const moved: Moved[] = []
  for (const { held, move, service } of ready) {
    const ask = {
      tenant: who.tenantId,
      by: { staff: who.staffId },
      matter: held.matter.id,
      move,
      version: held.matter.version,
      input: {},
      at,
    }
    const done = await advance(world, tx, ask, gate)
    if (isRefusal(done)) return { ...done, says: `${service.name}：${done.says}` }
    moved.push(done)
  }
  return moved
}

export const timed = (date: Date): string => iso(instant(date.getTime()))
