import type { Matter } from '#core/matter.ts'
import type { Process } from '#core/process.ts'
import { isNode } from '#core/shape.ts'
import { wordsOf } from '#matter/words.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** The facts that a matter is searched by: who it is about, and what; numbers have their blind index instead. */
const who = ['name', 'unit', 'applicant', 'company', 'businessName'] as const
/** Of what a form answers, only what is a firm's: public, and called so by each service. */
const firm = ['company', 'businessName'] as const
const what = ['serviceName', 'matter'] as const

/** What a matter is found by; what is confidential is found by nobody's words. */
export function wordsFor(process: Process, { number, facts }: Matter, title: string): readonly string[] {
  if (process.confidential) return []
  const answers = isNode(facts['form']) ? said(facts['form'], firm) : []
  return wordsOf({
    ...{ number, names: [...said(facts, who), ...answers], texts: [title, ...said(facts, what)] },
    codes: [facts, facts['form']].flatMap((some) => (isNode(some) ? said(some, ['creditCode']) : [])),
  })
}

const rename = sql('matter.rename', `update matter set title = $3 where tenant_id = $1 and id = $2`)
const reword = sql('matter.reword', `update matter_word set words = $3 where tenant_id = $1 and matter_id = $2`)

/** Calls a matter by what its facts say now, on its page, in the lists and, by these words alone, in the search (8.2, 10.5.4). */
export function callAnew(tx: Tx, tenant: string, matter: string, title: string, words: readonly string[]): void {
  tx.write(rename, [tenant, matter, title])
  tx.write(reword, [tenant, matter, words])
}

function said(facts: Readonly<Record<string, unknown>>, keys: readonly string[]): string[] {
  return keys.flatMap((key) => {
    const value = facts[key]
    return typeof value === 'string' ? [value.slice(0, 60)] : []
  })
}
