import type { Day, Instant } from '#core/day.ts'
import { iso } from '#core/day.ts'
import type { Answers } from '#core/service/form.ts'
import { enlistAll, enlistAnew, soughtIn, soughtPage } from '#matter/listing.ts'
import { orLast, sql, type Tx } from '#platform/db/db.ts'
import type { Kind, Outcome } from './contract.ts'

/** A number under seal: the cipher, and the mask by which it is shown. */
export type Sealed = Readonly<Record<string, { readonly cipher: string; readonly masked: string }>>
export type CheckState = 'drawn' | 'agrees' | 'differs' | 'unreached'

export type Entry = {
  readonly id: string
  readonly org_path: string
  readonly round: string
  readonly area: string
  readonly kind: Kind
  readonly outcome: Outcome
  readonly number: string
  readonly name: string
  readonly address: string | null
  readonly address_blind: string | null
  readonly facts: Answers
  readonly sealed: Sealed
  readonly people: number
  readonly reason: string
  readonly method: string
  readonly staff: string
  readonly surveyed_on: Day
  readonly entered_at: Date
  readonly version: number
  readonly sent_as: string
  readonly digest: string
  readonly check_state: CheckState | null
  readonly drawn_at: Date | null
  readonly checked_by: string | null
  readonly checked_at: Date | null
  readonly check_note: string | null
}
export type Member = {
  readonly nth: number
  readonly name: string
  readonly facts: Answers
  readonly sealed: Sealed
  readonly contact: string | null
  readonly contact_number: string | null
}

const columns = `id, org_path::text as org_path, round, area, kind, outcome, number, name, address, address_blind, facts, sealed, people, reason, method,
  staff, surveyed_on, entered_at, version, sent_as, digest, check_state, drawn_at, checked_by, checked_at, check_note`
const insert = sql<{ readonly id: string }>(
  'survey.entry-insert',
  `insert into survey_entry (tenant_id, id, org_path, round, area, kind, outcome, number, name, address, address_blind, facts, sealed, people, reason, method,
     staff, surveyed_on, entered_at, version, sent_as, digest)
   select $1::uuid, e.id, e.org_path::ltree, e.round, e.area, e.kind, e.outcome, e.number, e.name, e.address, e.address_blind, e.facts, e.sealed, e.people,
     e.reason, e.method, e.staff, e.surveyed_on, $3::timestamptz, 1, e.sent_as, e.digest
   from json_to_recordset($2::json) as e (id uuid, org_path text, round uuid, area uuid, kind text, outcome text, number text, name text, address text,
     address_blind text, facts jsonb, sealed jsonb, people int, reason text, method text, staff uuid, surveyed_on date, sent_as uuid, digest text)
   on conflict do nothing returning id`,
)
const update = sql<Entry>(
  'survey.entry-update',
  `update survey_entry set outcome = $3, name = $4, address = $5, address_blind = $6, facts = $7, sealed = $8, people = $9, reason = $10, method = $11,
     surveyed_on = $12, version = version + 1, check_state = $13, drawn_at = $14, checked_by = $15, checked_at = $16, check_note = $17
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const byId = sql<Entry>('survey.entry', `select ${columns} from survey_entry where tenant_id = $1 and id = $2`)
const lock = sql<Entry>(
  'survey.entry-lock',
  `select ${columns} from survey_entry where tenant_id = $1 and id = $2 for update`,
)
const twin = sql<Entry>(
  'survey.entry-twin',
  `select ${columns} from survey_entry where tenant_id = $1 and round = $2 and kind = $3 and number = $4
   union all select ${columns} from survey_entry where tenant_id = $1 and round = $2 and address_blind = $5 limit 2`,
)
const sent = sql<Entry>(
  'survey.entry-sent',
  `select ${columns} from survey_entry where tenant_id = $1 and sent_as = $2`,
)
const has = "($9::text[] is null or concat_ws(' ', number, name) ilike all($9))"
const pageBy = (name: string, lead: string) => {
  const own = `round = $2 and id < ${orLast('$3')} and ${lead} and ($4::uuid is null or area = $4) and ($5::text is null or kind = $5)
     and ($6::text is null or outcome = $6) and ($7::uuid is null or staff = $7) and ($8::text is null or check_state = $8)`
  const walk = (also: string) =>
    `select ${columns} from survey_entry where tenant_id = $1 and ${own} and ${also} order by id desc limit $10`
  const sought = { list: 'survey_entry', columns, own, has, walk, scope: '= $2', order: 'id desc' } as const
  return {
    all: sql<Entry>(`survey.entry-page${name}`, walk(has)),
    found: soughtPage<Entry>(`survey.entry-page-found${name}`, { ...sought, given: ['$11', '$12', '$10'] }),
  }
}
/** Walks of one index each, newest first, by what narrows most of all that is asked for. */
const pages = {
  check: pageBy('-check', 'check_state = $8'),
  missed: pageBy('-missed', `outcome = $6 and outcome <> 'answered'`),
  staff: pageBy('-staff', 'staff = $7'),
  area: pageBy('-area', 'area = $4'),
  all: pageBy('', 'true'),
}
function pageFor({ check, outcome, staff, area }: Filter) {
  if (check) return pages.check
  if (outcome && outcome !== 'answered') return pages.missed
  if (staff) return pages.staff
  return area ? pages.area : pages.all
}
/** Of one area and kind, so many that nobody has drawn yet, in an order that nobody can foresee. */
const draw = sql<{ readonly id: string }>(
  'survey.entry-draw',
  `update survey_entry set check_state = 'drawn', drawn_at = $6, version = version + 1
   where tenant_id = $1 and id in (
     select id from survey_entry
     where tenant_id = $1 and round = $2 and area = $3 and kind = $4 and outcome = 'answered' and check_state is null
     order by md5(id::text || $7) limit $5)
   returning id`,
)
const waiting = sql<{ readonly staff: string; readonly count: number }>(
  'survey.entry-waiting',
  `select staff, count(*)::int as count from survey_entry where tenant_id = $1 and round = $2 and check_state = 'drawn' group by staff`,
)
const addMember = sql(
  'survey.member-insert',
  `insert into survey_member (tenant_id, entry, nth, org_path, round, area, name, status, wants_job, wants_training, wants_business, facts, sealed, contact,
     contact_number)
   select $1::uuid, m.entry, m.nth, m.org_path::ltree, m.round, m.area, m.name, m.status, m.wants_job, m.wants_training, m.wants_business, m.facts, m.sealed,
     m.contact, m.contact_number
   from json_to_recordset($2::json) as m (entry uuid, nth int, org_path text, round uuid, area uuid, name text, status text, wants_job boolean,
     wants_training boolean, wants_business boolean, facts jsonb, sealed jsonb, contact uuid, contact_number text)`,
)
const dropMembers = sql('survey.member-drop', `delete from survey_member where tenant_id = $1 and entry = $2`)
const members = sql<Member>(
  'survey.members',
  `select nth, name, facts, sealed, contact, contact_number from survey_member where tenant_id = $1 and entry = $2 order by nth`,
)
const handOver = sql(
  'survey.member-contact',
  `update survey_member set contact = $4, contact_number = $5 where tenant_id = $1 and entry = $2 and nth = $3`,
)

export const findEntry = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const lockEntry = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
/** Who stands under this number, or at this address, in the round already. */
export const twinsOf = (tx: Tx, tenant: string, e: Pick<Entry, 'round' | 'kind' | 'number' | 'address_blind'>) =>
  tx.all(twin, [tenant, e.round, e.kind, e.number, e.address_blind])
/** What this device has sent under this name, if it came. */
export const entrySent = (tx: Tx, tenant: string, name: string) => tx.maybe(sent, [tenant, name])
export const membersOf = (tx: Tx, tenant: string, entry: string) => tx.all(members, [tenant, entry])
export const waitingOf = (tx: Tx, tenant: string, round: string) => tx.all(waiting, [tenant, round])

export type Filter = {
  readonly area?: string
  readonly kind?: string
  readonly outcome?: string
  readonly staff?: string
  readonly check?: string
  readonly q?: string
  readonly after?: string
}

export function entryPage(tx: Tx, tenant: string, round: string, f: Filter, limit: number) {
  const narrowed = [
    f.after || null,
    f.area || null,
    f.kind || null,
    f.outcome || null,
    f.staff || null,
    f.check || null,
  ]
  const { like, pieces, exact } = soughtIn('survey_entry', f.q)
  const asked = [tenant, round, ...narrowed, like, limit]
  const { all, found } = pageFor(f)
  return pieces ? tx.all(found, [...asked, pieces, exact]) : tx.all(all, asked)
}

const listedAs = ({ id, round }: Entry) => ({ list: 'survey_entry', id, scope: round }) as const
const toldOf = ({ number, name }: Entry) => ({ number, names: [name] })

/** Which of them are written: none whose number, address or identity stands there already, and of two alike the first. */
export async function addEntries(
  tx: Tx,
  tenant: string,
  entries: readonly Entry[],
  at: Instant,
): Promise<ReadonlySet<string>> {
  if (entries.length === 0) return new Set()
  const made = await tx.all(insert, [tenant, JSON.stringify(entries), iso(at)])
  const written = new Set(made.map(({ id }) => id))
  const shown = entries.filter(({ id }) => written.has(id)).map((e) => ({ ...listedAs(e), told: toldOf(e) }))
  enlistAll(tx, tenant, 'survey_entry', shown)
  return written
}

export function saveEntry(tx: Tx, tenant: string, e: Entry): Promise<Entry> {
  enlistAnew(tx, tenant, listedAs(e), toldOf(e))
  return tx.one(update, [
    ...[
      tenant,
      e.id,
      e.outcome,
      e.name,
      e.address,
      e.address_blind,
      e.facts,
      e.sealed,
      e.people,
      e.reason,
      e.method,
      e.surveyed_on,
    ],
    ...[e.check_state, e.drawn_at, e.checked_by, e.checked_at, e.check_note],
  ])
}

type Household = { readonly row: Entry; readonly people: readonly Member[] }

/** The people of new households. */
export function addMembers(tx: Tx, tenant: string, households: readonly Household[]): void {
  const rows = households.flatMap(({ row: { id: entry, org_path, round, area }, people }) =>
    people.map((m) => ({
      ...{ ...m, entry, org_path, round, area, status: String(m.facts['status'] ?? '') },
      wants_job: m.facts['wantsJob'] === true,
      wants_training: m.facts['wantsTraining'] === true,
      wants_business: m.facts['wantsBusiness'] === true,
    })),
  )
  if (rows.length > 0) tx.write(addMember, [tenant, JSON.stringify(rows)])
}

/** The people of a household, whole: those of before go. */
export function saveMembers(tx: Tx, tenant: string, row: Entry, people: readonly Member[]): void {
  tx.write(dropMembers, [tenant, row.id])
  addMembers(tx, tenant, [{ row, people }])
}

type Draw = {
  readonly round: string
  readonly area: string
  readonly kind: Kind
  readonly count: number
  readonly salt: string
  readonly at: Instant
}

export function drawEntries(tx: Tx, tenant: string, d: Draw) {
  return tx.all(draw, [tenant, d.round, d.area, d.kind, d.count, iso(d.at), d.salt])
}

export function saveContact(tx: Tx, tenant: string, entry: string, nth: number, contact: string, number: string): void {
  tx.write(handOver, [tenant, entry, nth, contact, number])
}
