import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chartOf, mermaidOf } from '#core/chart.ts'
import { runningTables } from '#house/tables.ts'

for (const process of runningTables()) {
  test(`${process.title}: the chart on the wall is the table that runs (1.2.i)`, () => {
    const chart = chartOf(process)
    assert.deepEqual(
      chart.states.map(({ id }) => id),
      Object.keys(process.states),
    )
    for (const [name, { to, cites }] of Object.entries(process.moves)) {
      if (to === undefined) continue
      const drawn = chart.moves.find(({ move }) => move === name)
      assert.ok(drawn, `${name} leads on and is not drawn`)
      assert.deepEqual(drawn.clauses, cites)
    }
    const text = mermaidOf(chart)
    for (const { label } of chart.states) assert.ok(text.includes(`"${label}"`), label)
    assert.doesNotMatch(text, /undefined/)
  })
}
