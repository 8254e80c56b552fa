import type { Refusal } from '#core/refusal.ts'
import type { Effect } from '#matter/effect.ts'
import { sql } from '#platform/db/db.ts'
import type { ContactFacts } from './contract.ts'

const other = sql<{ id: string }>(
  'contact.became',
  `select id from matter where tenant_id = $1 and id = $2 and kind = $3 and number = $4 and facts->>'contact' = $5`,
)
/** What a contact became, by the state in which it ended. */
const kinds: Readonly<Record<string, string>> = { cased: 'case', petitioned: 'petition', complained: 'complaint' }

/**
 * What follows from a contact's change outside its own row: what it is said to have become is really there.
 */
export const contactEffect: Effect = async (tx, tenant, { before, after }) => {
  if (after.kind !== 'contact' || before === null) return null
  const facts = after.facts as ContactFacts
  const kind = after.state === before.state ? undefined : kinds[after.state]
  if (kind === undefined) return null
  return (await tx.maybe(other, [tenant, facts.case, kind, numberIn(facts), after.id])) ? null : nothingThere
}

/** The number of the matter that goes on, as the last line says it. */
function numberIn({ lines }: ContactFacts): string {
  return /\S+ (\S+?)（/.exec(lines.at(-1)?.says ?? '')?.[1] ?? ''
}

const nothingThere: Refusal = {
  refused: 'bad-input',
  clause: '2.3.1',
  says: '没有找到转去的那件事项，请从本件登记新的事项',
  problems: [{ at: '/case', says: '没有找到转去的那件事项' }],
}
