import { form, text } from '#core/field.ts'
import { defineProcess, type Opening } from '#core/process.ts'

/** Tables that must not compile: each line marked below is an error, or the type check itself fails. Nobody imports this. */

type None = Readonly<Record<string, unknown>>
const states = { open: { label: '开', owner: 'holder', clock: 'limit' }, shut: { label: '关', closed: true } } as const
const clocks = { limit: { label: '期限', of: 'office' } } as const
const opening: Opening<'open' | 'shut', None> = {
  label: '开始',
  to: 'open',
  by: ['window'],
  cites: ['2.1'],
  input: form({ said: text('事由') }),
  keeps: () => ({}),
  clocks: [],
  title: () => '',
}
const table = { kind: 'x', title: 'x', letter: 'X', states, clocks, opening } as const
const row = { label: '一', from: ['open'], to: 'shut', by: ['holder'], cites: ['7.4'] } as const

// biome-ignore format: one breach, one line
export const tables = [
  defineProcess<None>()({ ...table, moves: { one: row } }),
  // @ts-expect-error a state that does not exist
  defineProcess<None>()({ ...table, moves: { one: { ...row, from: ['opn'] } } }),
  // @ts-expect-error a state that does not exist
  defineProcess<None>()({ ...table, moves: { one: { ...row, to: 'shutt' } } }),
  // @ts-expect-error a clause that does not exist
  defineProcess<None>()({ ...table, moves: { one: { ...row, cites: ['7.9'] } } }),
  // @ts-expect-error nothing cited
  defineProcess<None>()({ ...table, moves: { one: { ...row, cites: [] } } }),
  // @ts-expect-error an actor that does not exist
  defineProcess<None>()({ ...table, moves: { one: { ...row, by: ['owner'] } } }),
  // @ts-expect-error nobody may do it
  defineProcess<None>()({ ...table, moves: { one: { ...row, by: [] } } }),
  // @ts-expect-error custody moves by name only
  defineProcess<None>()({ ...table, moves: { one: { ...row, custody: 'lost' } } }),
  // @ts-expect-error an open state without an owner
  defineProcess<None>()({ ...table, states: { ...states, ajar: { label: '半开', clock: 'limit' } }, moves: { one: row } }),
  // @ts-expect-error an open state without a clock, and no reason for it
  defineProcess<None>()({ ...table, states: { ...states, ajar: { label: '半开', owner: 'holder' } }, moves: { one: row } }),
  // @ts-expect-error not a state to open in
  defineProcess<None>()({ ...table, opening: { ...opening, to: 'ajar' }, moves: { one: row } }),
]
