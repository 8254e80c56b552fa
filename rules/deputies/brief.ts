import { dayOf, type Instant, instant, iso, spoken, spokenAt } from '#core/day.ts'
import type { StaffId } from '#core/roster.ts'
import type { SheetData } from '#core/sheet.ts'
import { serviceOf } from '#matter/rows.ts'
import { nameOf } from '#matter/setting.ts'
import type { World } from '#matter/world.ts'
import type { OfficeSnapshot } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Sought, type Spell, spellsOwed } from './spells.ts'
import { thingsHanded } from './takeover.ts'

/** What is kept of a brief: the paper's words, and beside them who acted and which matter each number is. */
export type Brief = Omit<SheetData['handback-brief'], 'papers' | 'signed'> & {
  readonly by?: readonly StaffId[]
  readonly refs?: Readonly<Record<string, string>>
}

type Row = {
  readonly matter_id: string
  readonly number: string | null
  readonly title: string
  readonly kind: string
  readonly service: string | null
  readonly service_version: string | null
  readonly state: string
  readonly due_at: Date | null
  readonly at: Date
  readonly actor: StaffId
  readonly says: string
}

/** What was done in A's name, line by line, as the journal has it. A matter out of this transaction's sight has no number. */
const doneFor = sql<Row>(
  'handback.lines',
  `select j.matter_id, m.number, m.title, m.kind, m.service, m.service_version, m.state, j.at, j.actor, j.says,
     (select min(c.due_at) from clock c where c.tenant_id = $1 and c.matter_id = j.matter_id and c.is_now = 'running') as due_at
   from journal j left join matter m on m.tenant_id = $1 and m.id = j.matter_id
   where j.tenant_id = $1 and j.acting_for = $2 and j.at >= $3 and j.at < $4 order by m.number, j.seq limit 2000`,
)
const insert = sql<{ absence: string }>(
  'handback.insert',
  `insert into handback (tenant_id, absence, org_path, office, staff, from_at, until_at, brief, made_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, absence) do nothing returning absence`,
)

/**
 * Writes the briefs that are due and not yet written, after a leave and after a declared leaving alike (5.1.c); answers
 * how many. Nothing was done for A: no brief.
 */
export async function handBack(
  world: Pick<World, 'processes'>,
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  at: Instant,
  sought: Sought = {},
): Promise<number> {
  let made = 0
  for (const spell of await spellsOwed(tx, tenant, office, at, sought))
    if (await briefOne(world, tx, tenant, office, spell, at)) made++
  return made
}

async function briefOne(
  world: Pick<World, 'processes'>,
  tx: Tx,
  tenant: string,
  office: OfficeSnapshot,
  spell: Spell,
  at: Instant,
): Promise<boolean> {
  const lines = await tx.all(doneFor, [tenant, spell.staff, iso(spell.from), iso(spell.until)])
  const place = office.organizations.get(spell.office)
  // Something was done in another office, which the person may not see: time, which sees all, writes this brief.
  if (lines.length === 0 || !place || lines.some(({ number }) => number === null)) return false
  const things = await thingsHanded(tx, tenant, spell.id)
  const kept = await tx.maybe(insert, [
    ...[tenant, spell.id, place.path, spell.office, spell.staff, iso(spell.from), iso(spell.until)],
    ...[{ ...briefData(world, office, spell, lines), ...(things.length > 0 && { things }) }, iso(at)],
  ])
  return kept !== null
}

function briefData(
  world: Pick<World, 'processes'>,
  office: OfficeSnapshot,
  spell: Spell,
  lines: readonly Row[],
): Brief {
  const matters = [...Map.groupBy(lines, ({ matter_id }) => matter_id).values()].map((of) => matterOf(world, of))
  const by = [...new Set(lines.map(({ actor }) => actor))]
  const actors = by.map((one) => nameOf(office, one))
  const a = nameOf(office, spell.staff)
  return {
    post: postsOf(office, spell.staff),
    a: { name: a },
    b: { name: actors.join('、') },
    why: spell.why,
    from: spokenAt(spell.from),
    until: spokenAt(spell.until),
    matters,
    account: `离岗期间由${actors.join('、')}代行，共办理 ${matters.length} 件事项、${lines.length} 个步骤，详见上表。`,
    ...(spell.approvedBy && { approvedBy: nameOf(office, spell.approvedBy) }),
    handler: { name: actors[0] ?? '' },
    by,
    refs: Object.fromEntries(lines.map(({ number, matter_id }) => [number, matter_id])),
  }
}

function matterOf(world: Pick<World, 'processes'>, lines: readonly Row[]) {
  const { number, title, kind, service, service_version, state, due_at } = lines[0]!
  const process = world.processes.of(kind, serviceOf({ service, service_version }))
  return {
    number: number ?? '',
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
