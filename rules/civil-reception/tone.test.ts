import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runningTables } from '#house/tables.ts'

type Fields = { readonly properties?: Readonly<Record<string, { readonly 'x-tone'?: boolean }>> }

/** Words that reach the visitor, by the rows that send them; whoever writes a new row of this sort adds it here and marks its field. */
const sent: Readonly<Record<string, readonly string[]>> = {
  'contact.answer': ['result'],
  'contact.reply': ['said'],
  'contact.refer': ['said'],
  'contact.guide-out': ['said'],
  'contact.explain': ['said'],
  'contact.reach': ['said'],
  'case.refuse': ['reason'],
  'case.ask-extension': ['reason', 'taken'],
  'petition.answer': ['result'],
  'petition.accept': ['note'],
  'petition.direct': ['reason', 'where'],
  'petition.decide': ['findings', 'reply'],
  'petition.ask-extension': ['reason', 'taken'],
}

test('what is written to a visitor is looked at for unkind words before it is sent (2.4.2)', () => {
  const tables = runningTables()
  for (const [row, fields] of Object.entries(sent)) {
    const [kind, move = ''] = row.split('.')
    const found = tables.find((table) => table.kind === kind && table.moves[move] !== undefined)
    assert.ok(found, `no row ${row}`)
    const { properties = {} } = (found.moves[move]?.input ?? {}) as Fields
    for (const field of fields) assert.equal(properties[field]?.['x-tone'], true, `${row}.${field}`)
  }
})
