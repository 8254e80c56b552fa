import type { Effect } from '#matter/effect.ts'
import { callAnew } from '#matter/naming.ts'
import { wordsOf } from '#matter/words.ts'
import { sql } from '#platform/db/db.ts'
import type { ComplaintFacts } from '#rules/quality-service/complaint.ts'
import { titled } from '#rules/quality-service/orders.ts'

// What was sealed is gone, the number as well as what the journal has under seal: an empty seal opens for nobody.
const unseal = sql(
  'complaint.unseal',
  `update secret set cipher = '', blind = '', tail = '' where tenant_id = $1 and matter_id = $2`,
)
const unregistered: readonly string[] = ['withdrawn', 'outside', 'untrue']

/** A complaint that is not registered is found neither by a name nor by a number: the count and the explanation stay (10.5.4). */
export const forgetEffect: Effect = async (tx, tenant, { before, after }) => {
  if (after.kind !== 'complaint' || before === null || before.state === after.state) return null
  if (!unregistered.includes(after.state)) return null
  const title = titled(after.facts as ComplaintFacts)
  callAnew(tx, tenant, after.id, title, wordsOf({ number: after.number, names: [], texts: [title] }))
  tx.write(unseal, [tenant, after.id])
  return null
}
