import type { Static } from 'typebox'
import { dayOf, type Instant, instant, iso } from '#core/day.ts'
import type { Refusal } from '#core/refusal.ts'
import { isHeadOf, isSuperiorOf, nameOf, type OfficeId, officeOf, type StaffId } from '#core/roster.ts'
import { newId } from '#matter/id.ts'
import { named } from '#matter/page.ts'
import type { ChoreSource } from '#office/chore.ts'
import { enter } from '#office/ledger.ts'
import { type By, type OfficeSnapshot, sees } from '#office/snapshot.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Commending, type Confirming, commended, sources } from './contract.ts'

/** One commendation for good first-contact service (2.4.0). */
export type Row = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly number: string
  readonly staff: string
  readonly matter_id: string
  readonly matter: string
  readonly source: keyof typeof sources
  readonly deed: string
  readonly proposed_by: string
  readonly proposed_at: Date
  readonly state: keyof typeof commended
  readonly decided_by: string | null
  readonly decided_at: Date | null
  readonly opinion: string | null
  readonly withdrawn_by: string | null
  readonly withdrawn_at: Date | null
  readonly reason: string | null
}
const columns = `id, org_path::text, office, number, staff, matter_id, matter, source, deed, proposed_by, proposed_at, state, decided_by,
  decided_at, opinion, withdrawn_by, withdrawn_at, reason`

const evidence = sql<{ id: string; kind: string }>(
  'commendation.evidence',
  `select id, kind from matter where tenant_id = $1 and number = $2 and kind in ('contact', 'case')`,
)
/** Whether somebody had a hand in a matter: asked first, held it, or wrote a line of its journal. */
const hand = sql<{ had: boolean }>(
  'commendation.hand',
  `select exists (select from matter where tenant_id = $1 and id = $2 and $3::uuid in (first_staff, holder_staff))
     or exists (select from journal where tenant_id = $1 and matter_id = $2 and actor = $3) as had`,
)
const counter = sql<{ last: number }>(
  'commendation.number',
  `insert into counter (tenant_id, office, word, year, last) values ($1, $2, 'Y', $3, 1)
   on conflict (tenant_id, office, word, year) do update set last = counter.last + 1 returning last`,
)
const insert = sql<Row>(
  'commendation.insert',
  `insert into commendation (tenant_id, id, org_path, office, number, staff, matter_id, matter, source, deed, proposed_by, proposed_at, state)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'proposed')
   on conflict (tenant_id, matter_id, staff) where state in ('proposed', 'confirmed') do nothing returning ${columns}`,
)
const lock = sql<Row>(
  'commendation.lock',
  `select ${columns} from commendation where tenant_id = $1 and id = $2 for update`,
)
const decide = sql<Row>(
  'commendation.decide',
  `update commendation set state = $3, decided_by = $4, decided_at = $5, opinion = $6 where tenant_id = $1 and id = $2 returning ${columns}`,
)
const withdraw = sql<Row>(
  'commendation.withdraw',
  `update commendation set state = 'withdrawn', withdrawn_by = $3, withdrawn_at = $4, reason = $5
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const waiting = sql<{ staff: string; office: string }>(
  'commendation.waiting',
  `select staff, office from commendation where tenant_id = $1 and office = any($2::uuid[]) and state = 'proposed' limit 100`,
)

const bad = (at: string, says: string): Refusal => ({
  refused: 'bad-input',
  clause: '2.4.0',
  says,
  problems: [{ at, says }],
})

/** Anybody may propose to praise a colleague, with the contact or case in which the service was given; nobody oneself. */
export async function propose(
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  { staff, number, source, deed }: Static<typeof Commending>,
): Promise<Refusal | Row> {
  const place = officeOf(office.roster, staff as StaffId, by.at)
  if (!place || !sees(office, by.staff, place, by.at) || office.roster.staff.get(staff as StaffId)?.administrator)
    return bad('/staff', '没有这位工作人员，或者不在本单位和下级单位')
  if (staff === by.staff) return { refused: 'not-yours', clause: '2.4.0', says: '不能为自己申报表扬，请由他人提出' }
  const matter = await tx.maybe(evidence, [by.tenant, number.trim()])
  if (!matter) return bad('/number', '没有找到这个编号的首问登记或办件')
  if (!(await tx.one(hand, [by.tenant, matter.id, staff])).had)
    return bad('/number', `${nameOf(office.roster, staff as StaffId)}没有参与这件事项，不能作为凭据`)
  const at = office.organizations.get(place)!
  const year = Number(dayOf(by.at).slice(0, 4))
  const { last } = await tx.one(counter, [by.tenant, place, year])
  const own = `${at.code}-Y-${year}-${String(last).padStart(6, '0')}`
  const values = [
    newId(by.at),
    at.path,
    place,
    own,
    staff,
    matter.id,
    number.trim(),
    source,
    deed,
    by.staff,
    iso(by.at),
  ]
  const row = await tx.maybe(insert, [by.tenant, ...values])
  if (!row) return { refused: 'not-met', clause: '2.4.0', says: '这次服务已经申报过表扬' }
  write(
    tx,
    by,
    row,
    'propose',
    `${nameOf(office.roster, by.staff)}提出表扬${nameOf(office.roster, staff as StaffId)}：${deed}`,
  )
  return row
}

/** Who may decide: the head of the office or one above; never whom it praises, and a head is praised by the office above. */
export function mayDecide(
  { roster }: OfficeSnapshot,
  row: Pick<Row, 'staff' | 'office'>,
  { staff, at }: Omit<By, 'tenant'>,
) {
  if (row.staff === staff) return false
  const place = row.office as OfficeId
  if (isSuperiorOf(roster, staff, place, at)) return true
  return (
    isHeadOf(roster, staff, place, at) && !isHeadOf(roster, row.staff as StaffId, place, at) && !leads(roster, row, at)
  )
}

/** Whether the praised person is by right the head of their office: on leave they are that still. */
function leads(
  roster: OfficeSnapshot['roster'],
  { staff, office }: Pick<Row, 'staff' | 'office'>,
  at: Instant,
): boolean {
  const seat = roster.headPost.get(office as OfficeId)
  const assigned = seat ? (roster.assignmentsOf.get(seat.id) ?? []) : []
  return assigned.some(
    (one) => one.role === 'A' && one.staff === staff && one.from <= at && (one.until === null || at < one.until),
  )
}

/** Confirmed or not, by somebody who leads and is not praised themselves. */
export async function decideOn(
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  { id, confirm, opinion }: Static<typeof Confirming> & { readonly id: string },
): Promise<Refusal | Row> {
  const row = await tx.maybe(lock, [by.tenant, id])
  if (!row) return unseen
  if (row.staff === by.staff) return { refused: 'not-yours', clause: '2.4.0', says: '不能确认对自己的表扬' }
  if (!mayDecide(office, row, by))
    return { refused: 'not-yours', clause: '2.4.0', says: '应由单位负责人确认；表扬负责人的，由上级主管部门确认' }
  if (row.state !== 'proposed') return closed(row)
  const done = await tx.one(decide, [by.tenant, id, confirm ? 'confirmed' : 'declined', by.staff, iso(by.at), opinion])
  const [who, whom] = [by.staff, row.staff as StaffId].map((one) => nameOf(office.roster, one as StaffId))
  const says = confirm ? `${who}确认表扬${whom}：${opinion}` : `${who}没有通过对${whom}的表扬：${opinion}`
  write(tx, by, row, confirm ? 'confirm' : 'decline', says)
  return done
}

/** Taken back with a reason: by who proposed it while it waits, by who may decide once it is confirmed. */
export async function withdrawOn(
  tx: Tx,
  office: OfficeSnapshot,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Refusal | Row> {
  const row = await tx.maybe(lock, [by.tenant, id])
  if (!row) return unseen
  if (!mayWithdraw(office, row, by))
    return row.state === 'proposed' || row.state === 'confirmed'
      ? { refused: 'not-yours', clause: '2.4.0', says: '未确认的由提出人撤回，已确认的由单位负责人撤销' }
      : closed(row)
  const done = await tx.one(withdraw, [by.tenant, id, by.staff, iso(by.at), reason])
  write(
    tx,
    by,
    row,
    'withdraw',
    `${nameOf(office.roster, by.staff)}撤销对${nameOf(office.roster, row.staff as StaffId)}的表扬，理由：${reason}`,
  )
  return done
}

export function mayWithdraw(office: OfficeSnapshot, row: Row, by: Omit<By, 'tenant'>): boolean {
  if (row.state === 'proposed') return row.proposed_by === by.staff
  return row.state === 'confirmed' && mayDecide(office, row, by)
}

function closed({ state }: Row): Refusal {
  return { refused: 'not-from-here', clause: '2.4.0', says: `这项表扬现在是“${commended[state]}”` }
}

function write(tx: Tx, { tenant, staff, at }: By, { id, org_path, ...row }: Row, act: string, says: string): void {
  const what = { number: row.number, staff: row.staff, matter: row.matter_id }
  enter(tx, {
    tenant,
    path: org_path,
    register: 'commendation',
    entry: id,
    at,
    staff,
    clause: '2.4.0',
    act,
    says,
    what,
  })
}

const timed = (date: Date | null) => date && iso(instant(date.getTime()))

/** A line of the register as it is shown to one person. */
export function viewOf(office: OfficeSnapshot, row: Row, by: Omit<By, 'tenant'>) {
  const person = (id: string | null) => id && named(office, id)
  return {
    id: row.id,
    number: row.number,
    office: { id: row.office, name: office.organizations.get(row.office as OfficeId)?.name ?? '' },
    staff: named(office, row.staff),
    evidence: { id: row.matter_id, number: row.matter },
    source: row.source,
    sourceLabel: sources[row.source],
    deed: row.deed,
    state: row.state,
    stateLabel: commended[row.state],
    proposedBy: named(office, row.proposed_by),
    proposedAt: timed(row.proposed_at)!,
    decidedBy: person(row.decided_by) || null,
    decidedAt: timed(row.decided_at),
    opinion: row.opinion,
    withdrawnBy: person(row.withdrawn_by) || null,
    withdrawnAt: timed(row.withdrawn_at),
    reason: row.reason,
    mayDecide: row.state === 'proposed' && mayDecide(office, row, by),
    mayWithdraw: mayWithdraw(office, row, by),
  }
}
export type CommendationView = ReturnType<typeof viewOf>

/** Proposals that wait for this person's word. */
export const commendationChores: ChoreSource = async (tx, { tenant, office, staff, at }) => {
  const { roster, organizations } = office
  const led = [...organizations.keys()].filter(
    (id) => isHeadOf(roster, staff, id, at) || isSuperiorOf(roster, staff, id, at),
  )
  if (led.length === 0) return []
  const rows = await tx.all(waiting, [tenant, led])
  // The office's own head is asked first; whoever is above only where that head is praised.
  const mine = rows.filter((row) => {
    const own = isHeadOf(roster, staff, row.office as OfficeId, at)
    return mayDecide(office, row, { staff, at }) && (own || leads(roster, row, at))
  })
  const says = `有${mine.length}项表扬等您确认`
  return mine.length ? [{ clause: '2.4.0', says, to: '/commendations', decides: true }] : []
}

const unseen: Refusal = { refused: 'not-seen', clause: '2.4.0', says: '没有找到这项表扬，或者它不在您可以查看的范围内' }
