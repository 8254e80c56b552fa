import { addDays, type Day, dayOf, type Instant, instant, iso, spoken } from '#core/day.ts'
import type { Process } from '#core/process.ts'
import type { Refusal } from '#core/refusal.ts'
import { assignedTo, isHeadOf, nameOf, type OfficeId, type PostId, postsOf, type StaffId } from '#core/roster.ts'
import { standingOf } from '#core/standing.ts'
import { newId } from '#matter/id.ts'
import { named } from '#matter/page.ts'
import { serviceOf } from '#matter/rows.ts'
import { type Held, readMatter } from '#matter/store.ts'
import type { World } from '#matter/world.ts'
import type { ChoreSource } from '#office/chore.ts'
import { enter, linesOfMany } from '#office/ledger.ts'
import type { By, OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** A hard matter that somebody keeps in mind until it is closed (2.2). */
export type Row = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly matter_id: string
  readonly post: string
  readonly staff: string
  readonly note: string
  readonly look_on: Day
  readonly made_at: Date
  readonly ended_at: Date | null
  readonly outcome: string | null
}
type Shown = Row & {
  readonly number: string
  readonly kind: string
  readonly title: string
  readonly state: string
  readonly service: string | null
  readonly service_version: string | null
}

const columns =
  'r.id, r.org_path::text, r.office, r.matter_id, r.post, r.staff, r.note, r.look_on, r.made_at, r.ended_at, r.outcome'
const insert = sql<{ id: string }>(
  'remembered.insert',
  `insert into remembered (tenant_id, id, org_path, office, matter_id, post, staff, note, look_on, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant_id, matter_id) where ended_at is null do nothing returning id`,
)
const lock = sql<Row>(
  'remembered.lock',
  `select ${columns} from remembered r where r.tenant_id = $1 and r.id = $2 for update`,
)
const look = sql('remembered.look', `update remembered set look_on = $3 where tenant_id = $1 and id = $2`)
const close = sql(
  'remembered.close',
  `update remembered set ended_at = $3, ended_by = $4, outcome = $5 where tenant_id = $1 and id = $2`,
)
const list = sql<Shown>(
  'remembered.list',
  `select ${columns}, m.number, m.kind, m.title, m.state, m.service, m.service_version
   from remembered r join matter m on m.tenant_id = $1 and m.id = r.matter_id
   where r.tenant_id = $1 and r.ended_at is null and (r.post = any($2::uuid[]) or r.staff = $3 or r.office = any($4::uuid[]))
   order by r.look_on, r.id limit 200`,
)
const ofMatter = sql<Row>(
  'remembered.of-matter',
  `select ${columns} from remembered r where r.tenant_id = $1 and r.matter_id = $2 order by r.id desc limit 20`,
)
const due = sql<{ post: string; staff: string; office: string; count: number }>(
  'remembered.due',
  `select post, staff, office, count(*)::int as count from remembered where tenant_id = $1 and ended_at is null and look_on < $5
     and (post = any($2::uuid[]) or staff = $3 or office = any($4::uuid[])) group by post, staff, office`,
)

/** States of a first contact that are over for us although the visitor's trouble may not be. */
const stillHard: readonly string[] = ['referred', 'guided', 'explained']
const furthestDays = 366

export type Note = { readonly note: string; readonly lookOn: Day }

/** Whether a day is one on which somebody may look again: from today on, within a year. */
function dayProblem(lookOn: Day, at: Instant): Refusal | null {
  const today = dayOf(at)
  const says =
    lookOn < today ? '再看日期不能早于今天' : lookOn > addDays(today, furthestDays) ? '再看日期请定在一年之内' : null
  return says && { refused: 'bad-input', clause: '2.2', says, problems: [{ at: '/lookOn', says }] }
}

/** Puts a hard matter on the list of the post that has it; the same matter once only. */
export async function remember(
  world: World,
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  ask: Note & { readonly matter: string },
): Promise<Refusal | { readonly id: string }> {
  const held = await readMatter(tx, by.tenant, ask.matter)
  const process = held && world.processes.of(held.matter.kind, held.matter.service)
  if (!held || !process || process.confidential) return unseen
  const refusal = mayRemember(office, held, process, by) ?? dayProblem(ask.lookOn, by.at)
  if (refusal) return refusal
  const id = newId(by.at)
  const { matter, path } = held
  const row = [
    by.tenant,
    id,
    path,
    matter.office,
    matter.id,
    matter.custody.holder.post,
    by.staff,
    ask.note,
    ask.lookOn,
    iso(by.at),
  ]
  if (!(await tx.maybe(insert, row))) return { refused: 'not-met', clause: '2.2', says: '这件事已经在记挂清单上' }
  write(
    tx,
    by,
    { id, org_path: path },
    'remember',
    `记挂 ${matter.number}：${ask.note}，${spoken(ask.lookOn)}再看`,
    ask,
  )
  return { id }
}

function mayRemember(office: OfficeSnapshot, { matter }: Held, process: Process, { staff, at }: By): Refusal | null {
  const as = standingOf(office.roster, matter, staff, at)?.as
  const mine = as && (['holder', 'deputy', 'first', 'partner', 'head'] as const).some((relation) => as.has(relation))
  if (!mine) return { refused: 'not-yours', clause: '2.2', says: '应由承办人、首问责任人或单位负责人记挂' }
  if (process.states[matter.state]?.closed !== true || stillHard.includes(matter.state)) return null
  const label = process.states[matter.state]?.label ?? matter.state
  return { refused: 'not-from-here', clause: '2.2', says: `现在是“${label}”，已经办结，不用再记挂` }
}

/** Looked at again: what was found, and when to look next. */
export async function lookAgain(
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  ask: Note & { readonly id: string },
): Promise<Refusal | { readonly id: string }> {
  const row = await held(tx, office, by, ask.id)
  if ('refused' in row) return row
  const wrong = dayProblem(ask.lookOn, by.at)
  if (wrong) return wrong
  tx.write(look, [by.tenant, row.id, ask.lookOn])
  write(tx, by, row, 'look', `再看：${ask.note}，下次${spoken(ask.lookOn)}`, ask)
  return { id: row.id }
}

/** Off the list, with what came of it. */
export async function endReminder(
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  ask: { readonly id: string; readonly outcome: string },
): Promise<Refusal | { readonly id: string }> {
  const row = await held(tx, office, by, ask.id)
  if ('refused' in row) return row
  tx.write(close, [by.tenant, row.id, iso(by.at), by.staff, ask.outcome])
  write(tx, by, row, 'end', `了结：${ask.outcome}`, ask)
  return { id: row.id }
}

/** The row with its lock, if this person may go on with it: who is on duty for its post, who put it there, the head. */
async function held(tx: Tx, office: OfficeSnapshot, { tenant, staff, at }: By, id: string): Promise<Row | Refusal> {
  const row = await tx.maybe(lock, [tenant, id])
  if (!row) return { refused: 'not-seen', clause: '2.2', says: '记挂清单上没有这一件' }
  if (row.ended_at) return { refused: 'not-from-here', clause: '2.2', says: '这一件已经了结' }
  return mayGoOn(office, row, staff, at)
    ? row
    : { refused: 'not-yours', clause: '2.2', says: '应由记挂的岗位当班人员或单位负责人办理' }
}

function mayGoOn(office: OfficeSnapshot, row: Pick<Row, 'post' | 'staff' | 'office'>, staff: StaffId, at: Instant) {
  return isOwn(office, row, staff, at) || isHeadOf(office.roster, staff, row.office as OfficeId, at)
}

function isOwn({ roster }: OfficeSnapshot, row: Pick<Row, 'post' | 'staff'>, staff: StaffId, at: Instant): boolean {
  return row.staff === staff || postsOf(roster, staff, at).some(({ post }) => post === row.post)
}

function write(
  tx: Tx,
  { tenant, staff, at }: By,
  { id, org_path }: Pick<Row, 'id' | 'org_path'>,
  act: string,
  says: string,
  what: Readonly<Record<string, unknown>>,
): void {
  enter(tx, { tenant, path: org_path, register: 'remembered', entry: id, at, staff, clause: '2.2', act, says, what })
}

/** Whose list this person looks at: posts they stand for or are B of, what they put there, the offices they head. */
function lists({ roster, organizations }: OfficeSnapshot, staff: StaffId, at: Instant) {
  const seconds = (roster.postsWith.get(staff) ?? []).filter((post) => assignedTo(roster, post, 'B', at) === staff)
  const posts = [...new Set<PostId>([...postsOf(roster, staff, at).map(({ post }) => post), ...seconds])]
  return [posts, staff, [...organizations.keys()].filter((id) => isHeadOf(roster, staff, id, at))] as const
}

/** What is kept in mind, the most pressing first; `own` may be gone on with, the others are there to be known (5.1.a). */
export async function remindersOf(world: World, tx: Tx, office: OfficeSnapshot, { tenant, staff, at }: By) {
  const rows = await tx.all(list, [tenant, ...lists(office, staff, at)])
  const lines = await linesOfMany(
    tx,
    tenant,
    'remembered',
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const process = world.processes.of(row.kind, serviceOf(row))
    return {
      ...viewOf(office, row, staff, at),
      number: row.number,
      title: row.title,
      stateLabel: process?.states[row.state]?.label ?? row.state,
      looks: (lines.get(row.id) ?? [])
        .filter(({ act }) => act === 'look')
        .map((line) => ({ at: iso(line.at), says: line.says })),
    }
  })
}

/** What is and was kept in mind about one matter, newest first. */
export async function remindersOfMatter(tx: Tx, office: OfficeSnapshot, { tenant, staff, at }: By, matter: string) {
  return (await tx.all(ofMatter, [tenant, matter])).map((row) => viewOf(office, row, staff, at))
}

function viewOf(office: OfficeSnapshot, row: Row, staff: StaffId, at: Instant) {
  const days = row.look_on < dayOf(at) ? 'red' : row.look_on === dayOf(at) ? 'yellow' : 'green'
  return {
    id: row.id,
    matter: row.matter_id,
    note: row.note,
    lookOn: row.look_on,
    lamp: row.ended_at ? null : (days as 'red' | 'yellow' | 'green'),
    by: named(office, row.staff, row.post),
    madeAt: iso(instant(row.made_at.getTime())),
    outcome: row.outcome,
    endedAt: row.ended_at && iso(instant(row.ended_at.getTime())),
    mayEnd: row.ended_at === null && mayGoOn(office, row, staff, at),
  }
}

/** Days on which something was to be looked at again and nobody did: to whoever stands for the post, and to the head. */
export const reminderChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const rows = await tx.all(due, [tenant, ...lists(office, staff, at), dayOf(at)])
  const own = rows.filter((row) => isOwn(office, row, staff, at))
  const others = rows.filter((row) => !own.includes(row) && isHeadOf(office.roster, staff, row.office as OfficeId, at))
  const sum = (some: typeof rows) => some.reduce((all, { count }) => all + count, 0)
  const who = [...new Set(others.map((row) => nameOf(office.roster, row.staff as StaffId)))].join('、')
  return [
    ...(own.length
      ? [{ clause: '2.2', says: `记挂的难办事项有${sum(own)}件过了再看日期`, to: '/remembered' } as const]
      : []),
    ...(others.length
      ? [{ clause: '2.2', says: `${who}记挂的难办事项有${sum(others)}件过了再看日期`, to: '/remembered' } as const]
      : []),
  ]
}

const unseen: Refusal = { refused: 'not-seen', clause: '2.2', says: '没有找到这件事项，或者它不在您可以查看的范围内' }
