import { randomUUIDv7 } from 'node:crypto'
import type { Static } from 'typebox'
import { type Day, dayOf, type Instant, iso, spoken } from '#core/day.ts'
import { creditProblems, tidyCredit } from '#core/numbers.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { badInput, notMet, notSeen } from '#office/refusals.ts'
import { entered, onlyHead, type Stand, standOf } from '#office/register.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { InstitutionBody } from './contract.ts'
import { type Code, services } from './policy.ts'

export const clause = '1.3'

/** Who teaches: a body outside the office, for which services, by what qualification and until when. */
export type Institution = {
  readonly id: string
  readonly office: string
  readonly name: string
  readonly services: readonly Code[]
  readonly credit_code: string
  readonly qualification: string
  readonly valid_until: Day
  readonly contact: string
  readonly phone: string
  readonly ended_at: Date | null
  readonly reason: string | null
}
export type InstitutionAsk = Static<typeof InstitutionBody>

const columns = 'id, office, name, services, credit_code, qualification, valid_until, contact, phone, ended_at, reason'
const insert = sql<Institution>(
  'training.institution.insert',
  `insert into training_institution (tenant_id, id, org_path, office, name, services, credit_code, qualification, valid_until, contact, phone, added_at, added_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning ${columns}`,
)
const update = sql<Institution>(
  'training.institution.update',
  `update training_institution set name = $3, services = $4, credit_code = $5, qualification = $6, valid_until = $7, contact = $8, phone = $9,
     ended_at = $10, reason = $11 where tenant_id = $1 and id = $2 returning ${columns}`,
)
const lock = sql<Institution>(
  'training.institution.lock',
  `select ${columns} from training_institution where tenant_id = $1 and id = $2 for update`,
)
const byId = sql<Institution>(
  'training.institution.by-id',
  `select ${columns} from training_institution where tenant_id = $1 and id = $2`,
)
const list = sql<Institution>(
  'training.institution.list',
  `select ${columns} from training_institution where tenant_id = $1 and office = $2 order by ended_at is not null, name limit 1000`,
)
const named = sql<{ id: string }>(
  'training.institution.named',
  `select id from training_institution where tenant_id = $1 and office = $2 and name = $3 and ended_at is null`,
)

export const institutionsOf = (tx: Tx, tenant: string, office: string) => tx.all(list, [tenant, office])
export const findInstitution = (tx: Tx, tenant: string, id: string) => tx.maybe(byId, [tenant, id])

type Kept = Pick<
  Institution,
  'name' | 'services' | 'credit_code' | 'qualification' | 'valid_until' | 'contact' | 'phone'
>
const valuesOf = (k: Kept) => [
  ...[k.name, k.services, k.credit_code, k.qualification, k.valid_until, k.contact, k.phone],
]

function keptOf(ask: InstitutionAsk): Kept {
  const { validUntil, creditCode = '', contact = '', services: may, name, qualification, phone } = ask
  return {
    ...{ name: name.trim(), qualification: qualification.trim(), phone, contact: contact.trim() },
    ...{ services: may.toSorted(), credit_code: tidyCredit(creditCode), valid_until: validUntil as Day },
  }
}

function wrongIn({ creditCode, validUntil }: InstitutionAsk, at: Instant): Refusal | null {
  const [problem] = creditCode ? creditProblems(creditCode) : []
  if (problem) return badInput(clause, '/creditCode', problem)
  return validUntil < dayOf(at) ? badInput(clause, '/validUntil', '资质已经过期，请核对有效期') : null
}

/** Puts an institution on the office's list. */
export async function addInstitution(tx: Tx, stand: Stand, ask: InstitutionAsk): Promise<Institution | Refusal> {
  const refused = onlyHead(stand, clause, '培训机构的登记') ?? wrongIn(ask, stand.at)
  if (refused) return refused
  const { tenant, org, at, staff } = stand
  const kept = keptOf(ask)
  const made = await tx.maybe(insert, [tenant, randomUUIDv7(), org.path, org.id, ...valuesOf(kept), iso(at), staff])
  if (!made) return badInput(clause, '/name', `名单里已有${kept.name}`)
  tell(
    tx,
    stand,
    made,
    'add',
    `登记培训机构${made.name}（${servicesOf(made)}），资质有效期至${spoken(made.valid_until)}`,
  )
  return made
}

/** Puts what is known of it right; classes that are approved keep it. */
export async function alterInstitution(
  tx: Tx,
  at: Stand,
  id: string,
  ask: InstitutionAsk,
): Promise<Institution | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const refused = onlyHead(stand, clause, '培训机构的变更') ?? wrongIn(ask, stand.at)
  if (refused) return refused
  const kept = keptOf(ask)
  const same = await tx.maybe(named, [stand.tenant, stand.org.id, kept.name])
  if (same && same.id !== row.id) return badInput(clause, '/name', `名单里已有${kept.name}`)
  const done = await tx.one(update, [stand.tenant, id, ...valuesOf(kept), null, null])
  tell(tx, stand, done, 'alter', `变更培训机构${done.name}，资质有效期至${spoken(done.valid_until)}`)
  return done
}

/** Takes it off the list: no new class is opened there, those that run go on. */
export async function endInstitution(tx: Tx, at: Stand, id: string, reason: string): Promise<Institution | Refusal> {
  const found = await held(tx, at, id)
  if (isRefusal(found)) return found
  const { row, stand } = found
  const refused = onlyHead(stand, clause, '培训机构的移出')
  if (refused) return refused
  const done = await tx.one(update, [stand.tenant, id, ...valuesOf(row), iso(stand.at), reason])
  tell(tx, stand, done, 'end', `将${done.name}移出培训机构名单：${reason}`)
  return done
}

async function held(tx: Tx, at: Stand, id: string) {
  const row = await tx.maybe(lock, [at.tenant, id])
  if (!row) return unseenInstitution
  const stand = standOf(at.office, at, row.office)
  if (isRefusal(stand)) return stand
  return row.ended_at ? notMet(clause, `${row.name}已经移出名单`) : { row, stand }
}

export const unseenInstitution = notSeen('没有这家培训机构，或者它不属于您可以查看的单位')

/** Why a class of this service can't be held there through its last day; null when it can. */
export function cannotTeach(row: Institution | null, office: string, service: Code, until: Day): string | null {
  if (!row || row.office !== office || row.ended_at) return '培训机构名单里没有这家机构，请先登记'
  if (!row.services.includes(service)) return `${row.name}没有登记${services[service]}的资质`
  if (row.valid_until < until) return `${row.name}的资质${spoken(row.valid_until)}到期，早于结课日期`
  return null
}

const servicesOf = (row: Institution) => row.services.map((code) => services[code]).join('、')

function tell(tx: Tx, stand: Stand, { id, name }: Institution, act: string, says: string): void {
  entered(tx, stand, { register: 'training-institution', entry: id, clause, act, says, what: { name } })
}

export function institutionView(stand: Stand, row: Institution) {
  const { id, name, qualification, contact, phone, reason } = row
  const today = dayOf(stand.at)
  return {
    ...{ id, name, qualification, contact, phone, reason, services: row.services, servicesLabel: servicesOf(row) },
    ...{ creditCode: row.credit_code, validUntil: row.valid_until },
    word: row.ended_at ? '已移出' : row.valid_until < today ? '资质已过期' : '可开班',
    offers: stand.leads && !row.ended_at ? (['change', 'removal'] as const) : [],
  }
}
