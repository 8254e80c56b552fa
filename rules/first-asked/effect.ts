import type { Refusal } from '#core/refusal.ts'
import type { Effect } from '#matter/effect.ts'
import { wordsOf } from '#matter/words.ts'
import { sql } from '#platform/db/db.ts'
import type { ContactFacts } from './contract.ts'
import { titled } from './policy.ts'

const rename = sql('contact.title', `update matter set title = $3 where tenant_id = $1 and id = $2`)
const reword = sql('contact.words', `update matter_word set words = $3 where tenant_id = $1 and matter_id = $2`)
const other = sql<{ id: string }>(
  'contact.became',
  `select id from matter where tenant_id = $1 and id = $2 and kind = $3 and number = $4 and facts->>'contact' = $5`,
)
/** What a contact became, by the state in which it ended. */
const kinds: Readonly<Record<string, string>> = { cased: 'case', petitioned: 'petition', complained: 'complaint' }

/**
 * What follows from a contact's change outside its own row: a name put down later is found and shown like one from the
 * beginning, and what it is said to have become is really there.
 */
export const contactEffect: Effect = async (tx, tenant, { before, after }) => {
  if (after.kind !== 'contact' || before === null) return null
  const facts = after.facts as ContactFacts
  const was = before.facts as ContactFacts
  if (facts.name !== was.name || facts.unit !== was.unit) {
    const title = titled(facts)
    tx.write(rename, [tenant, after.id, title])
    tx.write(reword, [
      tenant,
      after.id,
      wordsOf({
        number: after.number,
        names: [facts.name, facts.unit].filter((name) => name !== undefined),
        texts: [title, facts.matter.slice(0, 60)],
      }),
    ])
  }
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
