import { isWorkingDay, openingsOn, workingMinutesBetween } from '#core/calendar.ts'
import { addDays, dayOf, type Instant, instant, instantAt, iso, spoken, spokenAt } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { assignedTo, duty, nameOf, type PostId, type StaffId } from '#core/roster.ts'
import { serviceOf } from '#matter/rows.ts'
import { issuePaper } from '#matter/sheet.ts'
import type { World } from '#matter/world.ts'
import { seatsOf, supposing } from '#office/cover.ts'
import { effective, kindNames } from '#office/leave.ts'
import { enter } from '#office/ledger.ts'
import { numberOf } from '#office/number.ts'
import type { By, Leave, OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'

export type Thing = { readonly name: string; readonly count?: string; readonly note?: string }
export type Receipt = { readonly post: PostId; readonly staff: StaffId; readonly at: string; readonly says: string }
type Listed = { readonly number: string; readonly title: string; readonly state: string; readonly dueAt: string }
export type TakeoverRow = {
  readonly absence: string
  readonly staff: StaffId
  readonly brief: string
  readonly matters: readonly Listed[]
  readonly things: readonly Thing[]
  readonly made_at: Date
  readonly receipts: readonly Receipt[]
  readonly taken_at: Date | null
  readonly sheet: string | null
}

const columns = 'absence, staff, brief, matters, things, made_at, receipts, taken_at, sheet'
const ofMany = sql<TakeoverRow>(
  'takeover.of-many',
  `select ${columns} from takeover where tenant_id = $1 and absence = any($2::uuid[])`,
)
const ofOne = sql<TakeoverRow>(
  'takeover.one',
  `select ${columns} from takeover where tenant_id = $1 and absence = $2 for update`,
)
const put = sql(
  'takeover.put',
  `insert into takeover (tenant_id, absence, org_path, office, staff, brief, matters, things, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict (tenant_id, absence) do update set brief = $6, matters = $7, things = $8, made_at = $9, receipts = '[]'`,
)
const take = sql(
  'takeover.take',
  `update takeover set receipts = $3, taken_at = $4, sheet = $5 where tenant_id = $1 and absence = $2`,
)
type Open = {
  readonly number: string
  readonly title: string
  readonly kind: string
  readonly service: string | null
  readonly service_version: string | null
  readonly state: string
  readonly due: Date | null
}
const held = sql<Open>(
  'takeover.held',
  `select m.number, m.title, m.kind, m.service, m.service_version, m.state, case when isfinite(d.due_at) then d.due_at end as due
   from desk d join matter m on m.tenant_id = $1 and m.id = d.matter_id
   where d.tenant_id = $1 and d.post = any($2::uuid[]) and d.why = 'hold' order by d.due_at, d.matter_id limit 500`,
)

/** Half a day: for less nobody fills in a form; what is in hand stays where it is, and B has the desk. */
const slightMinutes = 240

/** The posts that a leave takes their A from, with who acts there when it begins. */
export function receiversOf(
  { roster }: OfficeSnapshot,
  leave: Leave,
): readonly { readonly post: PostId; readonly staff: StaffId }[] {
  const counted = effective({ ...leave, state: leave.state === 'requested' ? 'recorded' : leave.state })
  if (counted === null || counted.until === null) return []
  const then = supposing(roster, counted)
  return seatsOf(roster, leave.staff, { from: counted.from, until: counted.until })
    .filter((post) => assignedTo(roster, post, 'A', counted.from) === leave.staff)
    .map((post) => ({ post, staff: duty(then, post, counted.from).staff }))
    .filter(({ staff }) => staff !== leave.staff)
}

/** Has this leave to be handed over: planned, of more than half a day, by somebody who holds a post? */
export function isOwed(office: OfficeSnapshot, leave: Leave): boolean {
  if (leave.kind === 'absent' || !['requested', 'approved'].includes(leave.state)) return false
  const minutes = workingMinutesBetween(office.calendar(leave.office), leave.from, leave.until)
  return minutes > slightMinutes && receiversOf(office, leave).length > 0
}

/** By when: the close of the working day before (the office may ask for more), and never before the leave was asked for. */
export function owedBy(office: OfficeSnapshot, leave: Leave): Instant {
  const calendar = office.calendar(leave.office)
  let day = dayOf(leave.from)
  let left = numberOf(office, leave.office, 'takeover.before')
  for (let tries = 0; left > 0 && tries < 40; tries += 1) {
    day = addDays(day, -1)
    if (isWorkingDay(calendar, day)) left -= 1
  }
  const close = openingsOn(calendar, day).at(-1)?.[1]
  const due = close === undefined ? leave.from : instantAt(day, close)
  return due <= leave.askedAt ? leave.from : instant(Math.min(due, leave.from))
}

/** Leaves that are still to come or running and have to be handed over. */
export function owedLeaves(office: OfficeSnapshot, at: Instant): readonly Leave[] {
  return [...office.leaves.values()].filter(
    (leave) => leave.until > at && leave.returnedAt === null && isOwed(office, leave),
  )
}

export async function takeoversOf(
  tx: Tx,
  tenant: string,
  leaves: readonly Leave[],
): Promise<ReadonlyMap<string, TakeoverRow>> {
  const rows = leaves.length === 0 ? [] : await tx.all(ofMany, [tenant, leaves.map(({ id }) => id)])
  return new Map(rows.map((row) => [row.absence, row]))
}

const handed = sql<Pick<TakeoverRow, 'things'>>(
  'takeover.things',
  'select things from takeover where tenant_id = $1 and absence = $2 and taken_at is not null',
)

/** What was handed over with a leave and signed for: it comes back with the return (5.1.c). */
export async function thingsHanded(tx: Tx, tenant: string, absence: string): Promise<readonly Thing[]> {
  return (await tx.maybe(handed, [tenant, absence]))?.things ?? []
}

export type TakeoverAsk = { readonly absence: string; readonly brief: string; readonly things: readonly Thing[] }

/** The leaver writes down what is in hand: the list comes from the desk itself, the rest from them (5.1.b). */
export async function handDown(
  world: World,
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  ask: TakeoverAsk,
): Promise<Refusal | null> {
  const leave = office.leaves.get(ask.absence)
  if (!leave || leave.staff !== by.staff) return { refused: 'not-seen', clause: '5.1.b', says: '没有这条请假' }
  const path = office.organizations.get(leave.office)?.path
  if (!path || !['requested', 'approved'].includes(leave.state) || leave.until <= by.at)
    return { refused: 'not-from-here', clause: '5.1.b', says: '这条请假不需要再办交接' }
  const receivers = receiversOf(office, leave)
  if (receivers.length === 0) return { refused: 'not-met', clause: '5.1.b', says: '您没有担任A角的岗位，不需要交接' }
  const had = await tx.maybe(ofOne, [by.tenant, leave.id])
  if (had?.taken_at) return { refused: 'not-from-here', clause: '5.1.b', says: '接手人已经签收，不能再改' }
  const posts = receivers.map(({ post }) => post)
  const matters = (await tx.all(held, [by.tenant, posts])).map((row) => listed(world, row))
  tx.write(put, [
    ...[by.tenant, leave.id, path, leave.office, by.staff, ask.brief],
    ...[JSON.stringify(matters), JSON.stringify(ask.things), iso(by.at)],
  ])
  const to = [...new Set(receivers.map(({ staff }) => nameOf(office.roster, staff)))].join('、')
  enter(tx, {
    ...{ tenant: by.tenant, path, register: 'takeover', entry: leave.id, at: by.at, staff: by.staff },
    ...{ clause: '5.1.b', act: 'takeover.hand', what: { matters: matters.length, things: ask.things.length } },
    says: `${nameOf(office.roster, by.staff)}填写离岗交接单，移交${matters.length}件事项，等${to}签收`,
  })
  return null
}

/** Who acts meanwhile says that they have it; with the last receipt the paper for both is issued. */
export async function takeOver(
  world: World,
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  { absence, says }: { readonly absence: string; readonly says: string },
): Promise<Refusal | null> {
  const leave = office.leaves.get(absence)
  const row = leave && (await tx.maybe(ofOne, [by.tenant, absence]))
  if (!leave || !row) return { refused: 'not-seen', clause: '5.1.b', says: '没有这份离岗交接单' }
  if (row.taken_at) return { refused: 'not-from-here', clause: '5.1.b', says: '已经签收过' }
  const receivers = receiversOf(office, leave)
  const mine = receivers.filter(({ staff }) => staff === by.staff)
  if (mine.length === 0) return { refused: 'not-yours', clause: '5.1.b', says: '应由代行的B角或指定人员签收' }
  const kept = row.receipts.filter(({ post }) => !mine.some((one) => one.post === post))
  const receipts = [...kept, ...mine.map(({ post }) => ({ post, staff: by.staff, at: iso(by.at), says }))]
  const isWhole = receivers.every(({ post }) => receipts.some((one) => one.post === post))
  const place = office.organizations.get(leave.office)!
  const paper = { kind: 'leave-handover', data: paperData(office, leave, row, receipts, by) } as const
  const sheet = isWhole
    ? await issuePaper(tx, world, by.tenant, {
        ...{ matter: null, seq: 0, path: place.path, at: by.at, by: by.staff, office: place, paper },
      })
    : null
  tx.write(take, [by.tenant, absence, JSON.stringify(receipts), isWhole ? iso(by.at) : null, sheet?.id ?? null])
  enter(tx, {
    ...{ tenant: by.tenant, path: place.path, register: 'takeover', entry: absence, at: by.at, staff: by.staff },
    ...{ clause: '5.1.b', act: 'takeover.take', what: { posts: mine.map(({ post }) => post) } },
    says: `${nameOf(office.roster, by.staff)}签收${nameOf(office.roster, leave.staff)}的离岗交接${by.at > leave.from ? '（离岗已经开始）' : ''}`,
  })
  return null
}

function paperData(office: OfficeSnapshot, leave: Leave, row: TakeoverRow, receipts: readonly Receipt[], by: By) {
  const name = (staff: StaffId) => nameOf(office.roster, staff)
  return {
    ...{
      leaver: name(leave.staff),
      why: kindNames[leave.kind],
      from: spokenAt(leave.from),
      until: spokenAt(leave.until),
    },
    ...{
      handedAt: spokenAt(instant(row.made_at.getTime())),
      approvedBy: leave.decidedBy ? name(leave.decidedBy) : '—',
    },
    ...{ matters: row.matters, things: row.things, brief: row.brief },
    receipts: receipts.map(({ post, staff, at, says }) => ({
      ...{ post: office.roster.posts.get(post)?.name ?? '', staff: name(staff), says },
      at: spokenAt(instant(Date.parse(at))),
    })),
    handler: { name: name(by.staff) },
  }
}

function listed(world: Pick<World, 'processes'>, row: Open): Listed {
  const process = world.processes.of(row.kind, serviceOf(row))
  return {
    ...{ number: row.number, title: row.title, state: process?.states[row.state]?.label ?? row.state },
    dueAt: row.due ? spoken(dayOf(instant(row.due.getTime()))) : '—',
  }
}
