import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closePress, type Drawn, renderPicture } from './render.ts'
import { specimenHead, specimens } from './specimens.ts'

after(closePress)

/** The same with every sentence as long as a form lets somebody write. */
function grown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(grown)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, grown(one)]))
  const isSentence = typeof value === 'string' && /\p{Script=Han}{8}/u.test(value) && !/年\d+月/.test(value)
  return isSentence ? `${value}。`.repeat(Math.ceil(390 / (value.length + 1))).slice(0, 390) : value
}

/** Signs on the first page at least: a full one has some 1100, and short lines take room as well. */
const least = {
  'handback-brief': 450,
  'supervision-reply': 800,
  'warning-reply': 800,
  'rectification-notice': 800,
} as const

for (const kind of Object.keys(least) as (keyof typeof least)[])
  test(`第一页不会几乎空着：${kind}里很长的一格可以分到下一页`, async () => {
    const drawn = { kind, data: grown(specimens[kind]), head: specimenHead(kind) } as Drawn
    const signs = (await renderPicture(drawn)).match(/<use /g)?.length ?? 0
    assert.ok(signs >= least[kind], `${signs} signs on the first page`)
  })
