import { clockTime, dayOf, type Instant, instant, instantAt, minuteOf } from '#core/day.ts'
import { isSealed } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import type { OfficeId, StaffId } from '#core/roster.ts'
import { mask } from '#platform/crypto/personal.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Row = {
  readonly number: string
  readonly state: string
  readonly opened_at: Date
  readonly same_person: boolean
  readonly title: string
}

const shown = 3
/** How long two of the same words from the same hand are worth a look, where no number tells whose they are. */
const doubleMs = 120_000

/**
 * By the fingerprint of a number: the same person, kind and service, since the day began. Without one: the same words from
 * the same hand within two minutes, which is a button pressed twice. Only the newest of either are looked at, so that a number
 * that half a town leaves, or an office with a hundred windows, costs no more than any other.
 */
const near = sql<Row>(
  'matter.near',
  `select m.number, m.state, m.opened_at, m.title, true as same_person from matter m
   where m.tenant_id = $1 and m.id in (
       select s.matter_id from unnest($2::text[]) as given (blind), lateral (
         select matter_id from secret where tenant_id = $1 and blind = given.blind and matter_id >= $3 order by matter_id desc limit 20
       ) s)
     and m.kind = $4 and m.service is not distinct from $5
   union
   select m.number, m.state, m.opened_at, m.title, false from (
       select * from matter where tenant_id = $1 and office = $6 and kind = $4 and id >= $7 and cardinality($2::text[]) = 0
       order by id desc limit 50
     ) m
   where m.service is not distinct from $5 and m.first_staff = $8
   order by 3 desc, 1 desc limit 50`,
)

type Ask = {
  readonly tenant: string
  readonly office: OfficeId
  readonly kind: string
  readonly service: string | null
  readonly staff: StaffId | null
  readonly blinds: readonly string[]
  readonly at: Instant
}

/**
 * What may be the same matter, opened before. Asked for right behind the number's counter, in the same flight: of two at one
 * instant the second sees the first.
 */
export async function nearTo(
  tx: Tx,
  { tenant, office, kind, service, staff, at, blinds }: Ask,
): Promise<readonly Row[]> {
  const since = [firstId(instantAt(dayOf(at), 0)), firstId(instant(at - doubleMs))] as const
  return tx.all(near, [tenant, blinds, since[0], kind, service, office, since[1], staff])
}

/** The hint in words; null where there is nothing to look at. What is confidential is not hinted at. */
export function twinSays({ kind, states, confidential }: Process, title: string, near: readonly Row[]): string | null {
  const rows = near.filter((row) => row.same_person || row.title === title).slice(0, shown)
  if (rows.length === 0 || confidential) return null
  const named = rows.map(({ number, state, opened_at }) => {
    const time = clockTime(minuteOf(instant(opened_at.getTime())))
    return `${time}登记的 ${number}（${states[state]?.label ?? '办理中'}）`
  })
  const whose = rows[0]?.same_person
    ? `${kind === 'case' ? '此人或此单位' : '此人'}（同一电话或证件）今天已有同类登记`
    : '刚刚登记过相同的内容'
  return `${whose}：${named.join('、')}。请核对是否同一件，是的，到那一件里继续办理`
}

const entered = sql<{ number: string; name: string | null }>(
  'matter.entered',
  `select m.number, m.facts->>'name' as name from secret s join matter m on m.tenant_id = s.tenant_id and m.id = s.matter_id
   where s.tenant_id = $1 and s.blind = $2 and m.kind <> $3 and m.service = $4 and m.closed_at is null and m.facts->'idNumber'->>'blind' = $2
   order by m.id desc limit 1`,
)
export type Entered = { readonly number: string; readonly name: string | null }

/** The open matter that this one's result would go on with: of the same service, by the applicant's own citizen number. */
export async function enteredBefore(
  tx: Tx,
  { tenant, kind, service }: Pick<Ask, 'tenant' | 'kind' | 'service'>,
  input: Readonly<Record<string, unknown>>,
): Promise<Entered | null> {
  const number = (input['form'] as Readonly<Record<string, unknown>> | undefined)?.['idNumber']
  if (service === null || !isSealed(number)) return null
  return tx.maybe(entered, [tenant, number.blind, kind, service])
}

/** One number, two names: said before the second takes the first one's place; null where the names are the same. */
export function otherNameSays(known: Entered | null, applicant: unknown): string | null {
  if (!known?.name || typeof applicant !== 'string' || known.name === applicant) return null
  return `同一证件号码在册姓名为${mask('name', known.name)}（${known.number}），请核对`
}

/** The first identity that an instant can give. */
function firstId(at: Instant): string {
  const hex = at.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
