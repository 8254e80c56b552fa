import { type Day, type Instant, iso } from '#core/day.ts'
import { enlist, enlistAnew, soughtIn, soughtPage } from '#matter/listing.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Code, Next, PlanDay, Stage, State, Terms } from './policy.ts'

/** A class as it is kept. Numbers in `terms` were frozen when it was approved. */
export type Row = {
  readonly id: string
  readonly org_path: string
  readonly office: string
  readonly number: string
  readonly service: Code
  readonly subject_key: string
  readonly subject: string
  readonly level: string
  readonly name: string
  readonly institution: string
  readonly place: string
  readonly phone: string
  readonly hours: number
  readonly places: number
  readonly from_day: Day
  readonly until_day: Day
  readonly state: State
  readonly keeper: string
  readonly authors: readonly string[]
  readonly made_at: Date
  readonly made_by: string
  readonly asked_at: Date | null
  readonly decided_at: Date | null
  readonly decided_by: string | null
  readonly returned: string | null
  readonly terms: Terms | null
  readonly taken: number
  readonly next_what: Next['what'] | null
  readonly next_day: Day | null
  readonly ended_at: Date | null
  readonly reason: string | null
}

export const columns = `id, org_path::text as org_path, office, number, service, subject_key, subject, level, name, institution, place, phone, hours, places,
  from_day, until_day, state, keeper, authors, made_at, made_by, asked_at, decided_at, decided_by, returned, terms, taken, next_what, next_day,
  ended_at, reason`

const insert = sql<Row>(
  'training.class.insert',
  `insert into training_class (tenant_id, id, org_path, office, number, service, subject_key, subject, level, name, institution, place, phone, hours,
     places, from_day, until_day, state, keeper, authors, made_at, made_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'draft', $18, $19, $20, $21) returning ${columns}`,
)
const update = sql<Row>(
  'training.class.update',
  `update training_class set subject_key = $3, subject = $4, level = $5, name = $6, institution = $7, place = $8, phone = $9, hours = $10, places = $11,
     from_day = $12, until_day = $13, state = $14, keeper = $15, authors = $16, asked_at = $17, decided_at = $18, decided_by = $19, returned = $20,
     terms = $21, taken = $22, next_what = $23, next_day = $24, ended_at = $25, reason = $26
   where tenant_id = $1 and id = $2 returning ${columns}`,
)
const lock = sql<Row>(
  'training.class.lock',
  `select ${columns} from training_class where tenant_id = $1 and id = $2 for update`,
)
const byId = sql<Row>('training.class.by-id', `select ${columns} from training_class where tenant_id = $1 and id = $2`)
/** Stages that hang on the day are asked of each reading. */
const stage = `($3::text is null or case when state <> 'approved' then state = $3 when from_day > $4 then $3 = 'coming'
  when until_day >= $4 then $3 = 'running' else $3 = 'after' end)`
const own = `office = $2 and ${stage} and ($5::text is null or service = $5) and ($6::uuid is null or keeper = $6)
     and ($8::date is null or (from_day, id) < ($8, $9::uuid))`
const has = "($7::text[] is null or concat_ws(' ', name, subject, number) ilike all($7))"
const order = 'from_day desc, id desc'
const walk = (also: string) =>
  `select ${columns} from training_class where tenant_id = $1 and ${own} and ${also} order by ${order} limit $10`
const page = sql<Row>('training.class.page', walk(has))
const pageFound = soughtPage<Row>('training.class.page-found', {
  ...{ list: 'training_class', columns, own, has, walk, order, scope: '= $2', given: ['$11', '$12', '$10'] },
})
const due = sql<Row>(
  'training.class.due',
  `select ${columns} from training_class where tenant_id = $1 and office = $2 and next_day is not null and next_day <= $3
   order by next_day, id limit 200`,
)
const waiting = sql<Row>(
  'training.class.waiting',
  `select ${columns} from training_class where tenant_id = $1 and state = 'waiting' order by asked_at, id limit 200`,
)

export type Filter = {
  readonly stage?: Stage
  readonly service?: Code
  readonly keeper?: string
  readonly q?: string
  readonly after?: string
}
export const pageSize = 50

/** The classes of an office, the latest first; `after` is `<day>_<id>` of the last one seen. */
export function classPage(tx: Tx, tenant: string, office: string, today: Day, f: Filter, limit = pageSize + 1) {
  const [day = null, id = null] = f.after ? f.after.split('_') : []
  const { like, pieces, exact } = soughtIn('training_class', f.q)
  const narrowed = [f.stage ?? null, today, f.service ?? null, f.keeper ?? null, like, day, id, limit]
  const asked = [tenant, office, ...narrowed]
  return pieces ? tx.all(pageFound, [...asked, pieces, exact]) : tx.all(page, asked)
}
export const lockClass = (tx: Tx, tenant: string, id: string) => tx.maybe(lock, [tenant, id])
export const findClass = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])
export const dueClasses = (tx: Tx, tenant: string, office: string, today: Day) => tx.all(due, [tenant, office, today])
export const waitingClasses = (tx: Tx, tenant: string) => tx.all(waiting, [tenant])

/** What is written of a class, before its days. */
export type Written = Pick<
  Row,
  | 'service'
  | 'subject_key'
  | 'subject'
  | 'level'
  | 'name'
  | 'institution'
  | 'place'
  | 'phone'
  | 'hours'
  | 'places'
  | 'from_day'
  | 'until_day'
  | 'keeper'
>
type Fresh = Written & Pick<Row, 'id' | 'org_path' | 'office' | 'number'>

const listedAs = ({ id, office }: Fresh) => ({ list: 'training_class', id, scope: office }) as const
const toldOf = ({ number, name, subject }: Fresh) => ({ number, names: [name, subject] })

export function addClass(tx: Tx, tenant: string, c: Fresh, by: string, at: Instant): Promise<Row> {
  const what = [c.number, c.service, c.subject_key, c.subject, c.level, c.name, c.institution, c.place, c.phone]
  const how = [c.hours, c.places, c.from_day, c.until_day, c.keeper, [by], iso(at), by]
  enlist(tx, tenant, listedAs(c), toldOf(c))
  return tx.one(insert, [tenant, c.id, c.org_path, c.office, ...what, ...how])
}

export function saveClass(tx: Tx, tenant: string, c: Row): Promise<Row> {
  enlistAnew(tx, tenant, listedAs(c), toldOf(c))
  const what = [c.subject_key, c.subject, c.level, c.name, c.institution, c.place, c.phone, c.hours, c.places]
  const when = [c.from_day, c.until_day, c.state, c.keeper, c.authors, c.asked_at, c.decided_at, c.decided_by]
  const next = [c.returned, c.terms, c.taken, c.next_what, c.next_day, c.ended_at, c.reason]
  return tx.one(update, [tenant, c.id, ...what, ...when, ...next])
}

export type DayRow = PlanDay & { readonly entered_at: Date | null; readonly entered_by: string | null }
const daysOf = sql<DayRow>(
  'training.day.of',
  `select day, hours, topic, entered_at, entered_by from training_day where tenant_id = $1 and class = $2 order by day`,
)
const dropDays = sql('training.day.drop', `delete from training_day where tenant_id = $1 and class = $2`)
const addDay = sql(
  'training.day.add',
  `insert into training_day (tenant_id, class, day, org_path, topic, hours) values ($1, $2, $3, $4, $5, $6)`,
)
const enterDay = sql(
  'training.day.enter',
  `update training_day set entered_at = $4, entered_by = $5 where tenant_id = $1 and class = $2 and day = $3`,
)

export const planOfClass = (tx: Tx, tenant: string, id: string) => tx.all(daysOf, [tenant, id])

/** Writes the plan of a class that isn't approved yet, whole. */
export function savePlan(tx: Tx, tenant: string, { id, org_path }: Row, days: readonly PlanDay[]): void {
  tx.write(dropDays, [tenant, id])
  for (const { day, topic, hours } of days) tx.write(addDay, [tenant, id, day, org_path, topic, hours])
}

export function markEntered(tx: Tx, tenant: string, id: string, day: Day, at: Instant, by: string): void {
  tx.write(enterDay, [tenant, id, day, iso(at), by])
}
