import { dayOf, spoken } from '#core/day.ts'
import { isSealed, type Matter } from '#core/matter.ts'
import type { Refusal } from '#core/refusal.ts'
import { notMet } from '#office/refusals.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { goesOn } from '#rules/told-once/ledger.ts'
import { service } from './policy.ts'

/** Whoever comes second at the same instant waits here for the first, and is not written. */
const take = sql<{ matter_id: string }>(
  'aid.take',
  `insert into aided (tenant_id, person, matter_id, kind, number, office, since) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict do nothing returning matter_id`,
)
type Held = {
  readonly matter_id: string
  readonly kind: string
  readonly number: string
  readonly place: string
  readonly since: string
}
const held = sql<Held>(
  'aid.held',
  `select a.matter_id, a.kind, a.number, a.since::text as since, o.short as place
   from aided a join organization o on o.tenant_id = a.tenant_id and o.id = a.office where a.tenant_id = $1 and a.person = $2`,
)
const release = sql('aid.release', 'delete from aided where tenant_id = $1 and matter_id = $2')

/** Whom it is for, by the fingerprint of their number; null for what is no help, or of a number that is forgotten. */
function personIn({ kind, service: of, facts }: Matter): string | null {
  const form = kind === 'case' && of?.code === service ? facts['form'] : kind === 'aid' ? facts : null
  const { idNumber } = (form ?? {}) as { readonly idNumber?: unknown }
  return isSealed(idNumber) ? idNumber.blind : null
}

/** What somebody sent in from home is looked at first: nobody learns by typing a number that its owner is helped. */
const isUnread = ({ facts, state }: Matter): boolean => facts['online'] !== undefined && state === 'reviewing'

/**
 * One person has one helper and one plan, over all offices (8.2): a second one would stand on paper and nowhere else. Held from
 * the first case on, asked again when a case is accepted, and handed on to the help when the case ends, by a key of the table.
 */
export async function aidedTwice(
  tx: Tx,
  tenant: string,
  before: Matter | null,
  after: Matter,
): Promise<Refusal | null> {
  const person = personIn(after)
  const was = before && personIn(before)
  if (before && was !== null && (after.closedAt !== null || person !== was)) tx.write(release, [tenant, after.id])
  if (person === null || after.closedAt !== null || isUnread(after)) return null
  const isAsked = before === null || person !== was || (before.state === 'reviewing' && goesOn(before, after))
  if (!isAsked) return null
  const { id, kind, number, office, openedAt } = after
  const isFirst = await tx.maybe(take, [tenant, person, id, kind, number, office, dayOf(openedAt)])
  const other = isFirst ? null : await tx.maybe(held, [tenant, person])
  return other && other.matter_id !== id ? notMet('8.2', twiceSays(other)) : null
}

function twiceSays({ kind, number, place, since }: Held): string {
  const where = `${place}${number}，${spoken(since as ReturnType<typeof dayOf>)}起`
  return kind === 'aid'
    ? `本人已在就业援助中（${where}），请在那里调整援助计划或更换责任人，不再另办`
    : `本人另有一件就业援助正在办理（${where}），请在那一件里继续，不再另办`
}
