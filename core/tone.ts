import type { TSchema } from 'typebox'
import type { Problem } from '#core/refusal.ts'
import { findUnkind, type Unkind } from '#regulation/forbidden.ts'

type Node = Readonly<Record<string, unknown>>

/** Unkind words in the fields of a form whose words go to the visitor (`x-tone`), each at its place; what is only soft is left to the writer (2.4.2). */
export function unkindIn(schema: TSchema, input: unknown, words?: readonly Unkind[], at = ''): readonly Problem[] {
  const node = schema as Node
  if (typeof input === 'string') return node['x-tone'] === true ? unkind(input, at, words) : []
  if (Array.isArray(input))
    return input.flatMap((item, i) => unkindIn((node['items'] ?? {}) as TSchema, item, words, `${at}/${i}`))
  if (typeof input !== 'object' || input === null) return []
  const fields = (node['properties'] ?? {}) as Readonly<Record<string, TSchema>>
  return Object.entries(input).flatMap(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field ? unkindIn(field, value, words, `${at}/${name}`) : []
  })
}

/** Words of a text that are not written to a visitor, as problems at one place. */
export function unkind(text: string, at: string, words?: readonly Unkind[]): readonly Problem[] {
  return findUnkind(text, words)
    .filter(({ how }) => how === 'hard')
    .map(({ word, instead }) => ({ at, says: `不能对服务对象写“${word}”，请改写：${instead}`, clause: '2.4.2' }))
}
