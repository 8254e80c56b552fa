import { clockTime, dayOf, type Instant, instant, instantAt, minuteOf } from '#core/day.ts'
import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { sql, type Tx } from '#platform/db/db.ts'

type Row = {
  readonly number: string
  readonly state: string
  readonly opened_at: Date
  readonly same_person: boolean
}

const shown = 3
/** How long two of the same words from the same hand are worth a look, where no number tells whose they are. */
const doubleMs = 120_000

/**
 * By the fingerprint of a number: the same person, kind and service, since the day began. Without one: the same words from
 * the same hand within two minutes, which is a button pressed twice.
 */
const twins = sql<Row>(
  'matter.twins',
  `select m.number, m.state, m.opened_at, true as same_person from matter m
   where m.tenant_id = $1 and m.id in (select matter_id from secret where tenant_id = $1 and blind = any($2::text[]) and matter_id >= $3)
     and m.kind = $4 and m.service is not distinct from $5 and m.id <> $6
   union
   select m.number, m.state, m.opened_at, false from matter m
   where m.tenant_id = $1 and cardinality($2::text[]) = 0 and m.office = $7 and m.kind = $4 and m.service is not distinct from $5
     and m.id >= $8 and m.id <> $6 and m.first_staff = $9 and m.title = $10
   order by 3 desc, 1 desc limit ${shown}`,
)

type Ask = {
  readonly tenant: string
  readonly after: Matter
  readonly title: string
  readonly blinds: readonly string[]
  readonly at: Instant
}

/** What may be the same matter, opened twice: read behind the number's counter, so that of two at one instant the second sees the first. */
export async function twinsOf(tx: Tx, { tenant, after, title, at, blinds }: Ask): Promise<readonly Row[]> {
  const { id, kind, service, office, custody } = after
  const since = [firstId(instantAt(dayOf(at), 0)), firstId(instant(at - doubleMs))] as const
  const code = service?.code ?? null
  return tx.all(twins, [tenant, blinds, since[0], kind, code, id, office, since[1], custody.first.staff, title])
}

/** The hint in words; null where there is nothing to look at. What is confidential is not hinted at. */
export function twinSays({ states, confidential }: Process, rows: readonly Row[]): string | null {
  if (rows.length === 0 || confidential) return null
  const named = rows.map(({ number, state, opened_at }) => {
    const time = clockTime(minuteOf(instant(opened_at.getTime())))
    return `${time}登记的 ${number}（${states[state]?.label ?? '办理中'}）`
  })
  const whose = rows[0]?.same_person ? '此人（同一电话或证件）今天已有同类登记' : '刚刚登记过相同的内容'
  return `${whose}：${named.join('、')}。请核对是否同一件，是的，到那一件里继续办理`
}

/** The first identity that an instant can give. */
function firstId(at: Instant): string {
  const hex = at.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
