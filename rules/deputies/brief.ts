import { dayOf, type Instant, instant, iso, spoken, spokenAt } from '#core/day.ts'
import type { StaffId } from '#core/roster.ts'
import type { SheetData } from '#core/sheet.ts'
import { serviceOf } from '#matter/rows.ts'
import { nameOf } from '#matter/setting.ts'
import { issuePaper } from '#matter/sheet.ts'
import type { World } from '#matter/world.ts'
import type { Leave, OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Row = {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly kind: string
  readonly service: string | null
  readonly service_version: string | null
  readonly state: string
  readonly due_at: Date | null
  readonly at: Date
  readonly actor: string
  readonly says: string
}

/** What was done in A's name, line by line, as the journal has it. */
const doneFor = sql<Row>(
  'handback.lines',
  `select j.matter_id, m.number, m.title, m.kind, m.service, m.service_version, m.state, j.at, j.actor, j.says,
     (select min(c.due_at) from clock c where c.tenant_id = $1 and c.matter_id = m.id and c.is_now = 'running') as due_at
   from journal j join matter m on m.tenant_id = $1 and m.id = j.matter_id
   where j.tenant_id = $1 and j.acting_for = $2 and j.at >= $3 and j.at < $4 order by m.number, j.seq limit 2000`,
)
const insert = sql<{ absence: string }>(
  'handback.insert',
  `insert into handback (tenant_id, absence, org_path, office, staff, from_at, until_at, brief, sheet, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant_id, absence) do nothing returning absence`,
)
const had = sql<{ absence: string }>(
  'handback.had',
  `select absence from handback where tenant_id = $1 and absence = any($2::uuid[])`,
)

const words = {
  leave: '请假',
  sick: '病假',
  training: '培训',
  official: '公出',
  other: '其他',
  absent: '缺岗',
} as const

/** Absences that are over and count, and whose person is back: these are handed back by themselves (5.1.c). */
export function endedLeaves(office: OfficeSnapshot, at: Instant): readonly Leave[] {
  return [...office.leaves.values()].filter(
    (leave) => (leave.state === 'approved' || leave.state === 'recorded') && endOf(leave) <= at,
  )
}

const endOf = ({ returnedAt, until }: Leave): Instant =>
  returnedAt !== null && returnedAt < until ? returnedAt : until

/** Writes the briefs that are due and not yet written; answers how many. Nothing was done for A: no brief. */
export async function handBack(
  world: World,
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  at: Instant,
): Promise<number> {
  const ended = endedLeaves(office, at)
  const written = new Set((await tx.all(had, [tenant, ended.map(({ id }) => id)])).map(({ absence }) => absence))
  let made = 0
  for (const leave of ended)
    if (!written.has(leave.id) && (await briefOne(world, tx, tenant, office, leave, at))) made++
  return made
}

async function briefOne(
  world: World,
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  leave: Leave,
  at: Instant,
): Promise<boolean> {
  const until = endOf(leave)
  const lines = await tx.all(doneFor, [tenant, leave.staff, iso(leave.from), iso(until)])
  const place = office.organizations.get(leave.office)
  if (lines.length === 0 || !place) return false
  const brief = briefData(world, office, leave, until, lines)
  const sheet = await issuePaper(tx, world, tenant, {
    matter: null,
    seq: 0,
    paper: { kind: 'handback-brief', data: brief },
    path: place.path,
    at,
    by: null,
    office: place,
  })
  const kept = await tx.maybe(insert, [
    tenant,
    leave.id,
    place.path,
    leave.office,
    leave.staff,
    iso(leave.from),
    iso(until),
    brief,
    sheet.id,
    iso(at),
  ])
  return kept !== null
}

function briefData(
  world: Pick<World, 'processes'>,
  office: OfficeSnapshot,
  leave: Leave,
  until: Instant,
  lines: readonly Row[],
): SheetData['handback-brief'] {
  const matters = [...Map.groupBy(lines, ({ matter_id }) => matter_id).values()].map((of) => matterOf(world, of))
  const actors = [...new Set(lines.map(({ actor }) => nameOf(office, actor)))]
  const a = nameOf(office, leave.staff)
  return {
    post: postsOf(office, leave.staff),
    a: { name: a },
    b: { name: actors.join('、') },
    why: words[leave.kind],
    from: spokenAt(leave.from),
    until: spokenAt(until),
    matters,
    account: `离岗期间由${actors.join('、')}代行，共办理 ${matters.length} 件事项、${lines.length} 个步骤，详见上表；有关资料已随件交还。`,
    ...(leave.decidedBy && { approvedBy: nameOf(office, leave.decidedBy) }),
    handler: { name: actors[0] ?? '' },
  }
}

function matterOf(world: Pick<World, 'processes'>, lines: readonly Row[]) {
  const { number, title, kind, service, service_version, state, due_at } = lines[0]!
  const process = world.processes.of(kind, serviceOf({ service, service_version }))
  return {
    number,
    title,
    state: process?.states[state]?.label ?? state,
    dueAt: due_at ? spoken(dayOf(instant(due_at.getTime()))) : '—',
    done: lines.map(({ at, says }) => `${spokenAt(instant(at.getTime()))} ${says}`).join('；'),
  }
}

function postsOf(office: OfficeSnapshot, staff: StaffId): string {
  const posts = [...office.roster.posts.values()].filter(({ id }) =>
    office.roster.assignmentsOf.get(id)?.some((one) => one.role === 'A' && one.staff === staff && one.until === null),
  )
  return posts.map(({ name }) => name).join('、') || '—'
}
